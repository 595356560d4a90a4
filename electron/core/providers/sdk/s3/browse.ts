// What lies below a prefix of a bucket, and one of its objects brought back: compared by the hashes that the service tells of it.
import type { ProviderContext } from '../context';
import type { FetchFile, ListFolder } from '../files';
import { segmentsOf } from '../paths';
import { bucketOf } from './bucket';
import { contentOf } from './call';
import { judge } from './compare';
import { isRefusal } from './errors';
import { USUAL_PARTS } from './job';
import { head, list } from './objects';

function prefixOf(ctx: ProviderContext, folders: readonly string[]): string {
  const base = segmentsOf(String(ctx.connection.settings['default_folder'] ?? ''));
  return [...base, ...folders].map((segment) => `${segment}/`).join('');
}

export const listFolder: ListFolder = async (ctx, { folders, from }) => {
  const prefix = prefixOf(ctx, folders);
  const { objects, prefixes, next } = await list(bucketOf(ctx), prefix, from);
  const nameOf = (key: string): string => key.slice(prefix.length).replace(/\/$/, '');
  const entries = [
    ...prefixes.map((key) => ({ name: nameOf(key), isFolder: true, bytes: 0 })),
    // Other programs mark a folder by an object that ends in `/`.
    ...objects
      .filter(({ key }) => key !== prefix)
      .map(({ key, bytes, modifiedAtMs }) => ({
        name: nameOf(key),
        isFolder: false,
        bytes: Math.max(0, bytes),
        ...(modifiedAtMs === undefined ? {} : { modifiedAtMs }),
      })),
  ].filter(({ name }) => name !== '');
  // There are no folders here: below a prefix something lies, or there is none.
  const isThere = entries.length > 0 || objects.length > 0 || from !== null || folders.length === 0;
  return isThere ? { entries, next } : null;
};

export const fetchFile: FetchFile = async (ctx, { folders, fileName, toPath }) => {
  const bucket = bucketOf(ctx);
  const key = `${prefixOf(ctx, folders)}${fileName}`;
  const told = await head(bucket, key);
  if (!told) return null;
  const onProgress = (bytes: number): void => {
    ctx.progress.progress(bytes, Math.max(bytes, told.bytes), 'bytes');
  };
  const got = await contentOf(bucket, key, { toPath, onProgress }).catch((error: unknown) => {
    if (isRefusal(error, 'NoSuchKey')) return null;
    throw error;
  });
  if (!got) return null;
  const { bytes } = got;
  const sha256 = Buffer.from(got.sha256, 'base64').toString('hex');
  if (bytes !== told.bytes) return { bytes, sha256, verdict: 'differs' };
  const verdict = await judge({ order: { path: toPath, bytes, sha256 }, rules: USUAL_PARTS }, told);
  return { bytes, sha256, verdict: verdict ?? 'unknown' };
};
