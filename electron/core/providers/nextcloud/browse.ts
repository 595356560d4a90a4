// What lies in a folder of the server, and one of its files brought back: compared by the check sum that the server computes from what
// it has stored, or has kept of what was sent. Other WebDAV servers tell none.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ProviderContext } from '../sdk/context';
import type { Fetched, FetchFile, ListFolder } from '../sdk/files';
import type { DownloadResult } from '../sdk/http';
import { escapePath, segmentsOf } from '../sdk/paths';
import { pathOfUrl } from './address';
import { headersOf, list, recalculatedSha256, stat } from './dav';
import { openServer } from './discover';
import { readMaintenance, refusalOf } from './errors';
import type { Server } from './server';

/** About a hundred thousand entries: WebDAV knows no pages. */
const LONGEST_LIST = 64 << 20;

function addressOf(ctx: ProviderContext, server: Server, below: readonly string[]): string {
  const base = segmentsOf(String(ctx.connection.settings['default_folder'] ?? ''));
  return `${server.files}${escapePath([...base, ...below])}`;
}

export const listFolder: ListFolder = async (ctx, { folders }) => {
  const server = await openServer(ctx);
  const found = await list(server, addressOf(ctx, server, folders), LONGEST_LIST);
  if (!found) return null;
  const entries = found.flatMap(({ name, isFolder, bytes, modifiedAtMs }) =>
    name === null
      ? []
      : [{ name, isFolder, bytes, ...(modifiedAtMs === undefined || modifiedAtMs <= 0 ? {} : { modifiedAtMs }) }],
  );
  return { entries, next: null };
};

export const fetchFile: FetchFile = async (ctx, { folders, fileName, toPath }) => {
  const server = await openServer(ctx);
  const url = addressOf(ctx, server, [...folders, fileName]);
  const told = await stat(server, url);
  if (!told || told.isFolder) return null;
  const got = await download(server, url, toPath, (bytes) => {
    ctx.progress.progress(bytes, Math.max(bytes, told.bytes), 'bytes');
  });
  return got && judged(server, url, toPath, got);
};

async function download(
  server: Server,
  url: string,
  toPath: string,
  onProgress: (bytes: number) => void,
): Promise<DownloadResult | null> {
  try {
    const order = { method: 'GET', url, headers: headersOf(server), toPath, onProgress, timeoutMs: 300_000 } as const;
    const got = await server.http.download(order);
    if (got.refusal?.status === 404) return null;
    if (got.refusal) throw refusalOf(got.refusal, 'GET', { path: pathOfUrl(url) });
    return got;
  } catch (error) {
    throw readMaintenance(error);
  }
}

async function judged(server: Server, url: string, path: string, got: DownloadResult): Promise<Fetched> {
  const { bytes, headers } = got;
  const sha256 = Buffer.from(got.sha256, 'base64').toString('hex');
  const counted = server.kind === 'nextcloud' ? await recalculatedSha256(server, url) : null;
  const kept = /\b(SHA256|SHA1|MD5):([0-9a-f]{32,64})\b/i.exec(headers['oc-checksum'] ?? '');
  const [how, told] = counted === null ? [kept?.[1]?.toLowerCase(), kept?.[2]?.toLowerCase()] : ['sha256', counted];
  if (how === undefined || told === undefined) return { bytes, sha256, verdict: 'unknown' };
  const own = how === 'sha256' ? sha256 : await hashOf(path, how);
  return { bytes, sha256, verdict: own === told ? 'same' : 'differs' };
}

async function hashOf(path: string, name: string): Promise<string> {
  const hash = createHash(name);
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}
