// Whether what lies in a bucket is what was sent: by the service's own hashes, else by reading it back. An equal size proves nothing.
import { unavailable } from '../errors';
import type { UploadOrder, UploadResult } from '../files';
import { ignoreFailure } from '../patience';
import { contentOf } from './call';
import type { Job, PartRules } from './job';
import { head, remove, type Stored } from './objects';
import { allPrints, compositeMd5, compositeSha256, countOf, toBase64 } from './prints';
import type { Bucket } from './bucket';

export type VerifiedBy = 'checksum' | 'read_back';
type Told = Omit<Stored, 'bytes'>;
type Wanted = Pick<UploadOrder, 'path' | 'bytes' | 'sha256'>;

/** Null: the hashes do not tell. */
export async function judge(
  { order, rules }: { readonly order: Wanted; readonly rules: PartRules },
  told: Told,
): Promise<'same' | 'differs' | null> {
  const parts = /-(\d+)$/;
  if (told.sha256 !== undefined && !parts.test(told.sha256))
    return told.sha256 === toBase64(order.sha256) ? 'same' : 'differs';
  const count = Number(parts.exec(told.sha256 ?? told.etag)?.[1] ?? '1');
  // Parts of another size than ours: somebody else's upload, or another version's.
  const partBytes = count === 1 && told.sha256 === undefined ? Math.max(1, order.bytes) : rules.partBytes(order.bytes);
  if (count !== countOf(order.bytes, partBytes)) return null;
  if (told.sha256 === undefined && !/^[0-9a-f]{32}(?:-\d+)?$/.test(told.etag)) return null;
  const prints = await allPrints(order, partBytes, { md5: told.sha256 === undefined });
  if (told.sha256 !== undefined) return told.sha256 === compositeSha256(prints) ? 'same' : null;
  const md5 = parts.test(told.etag) ? compositeMd5(prints) : prints[0]?.md5;
  // Not equal can also mean that the service encrypts, and its tag is no MD5.
  return md5 === told.etag ? 'same' : null;
}

/** By which means it is the same; null when it differs. */
export async function compareWith(job: Job, told: Told): Promise<VerifiedBy | null> {
  const verdict = await judge(job, told);
  if (verdict !== null) return verdict === 'same' ? 'checksum' : null;
  return (await isSameReadBack(job.bucket, job.target.key, job.order)) ? 'read_back' : null;
}

export async function isSameReadBack(
  bucket: Bucket,
  key: string,
  wanted: Pick<UploadOrder, 'bytes' | 'sha256'>,
): Promise<boolean> {
  const got = await contentOf(bucket, key);
  return got.bytes === wanted.bytes && got.sha256 === toBase64(wanted.sha256);
}

/** What the target holds now: our content, another one, or nothing (null). */
export async function lookAtTarget(job: Job, sameMeans: 'stored' | 'already_there'): Promise<UploadResult | null> {
  return compareTarget(job, await head(job.bucket, job.target.key), sameMeans);
}

export async function compareTarget(
  job: Job,
  found: Stored | null,
  sameMeans: 'stored' | 'already_there',
): Promise<UploadResult | null> {
  if (!found) return null;
  const by = found.bytes === job.order.bytes ? await compareWith(job, found) : null;
  if (by === null) return { result: 'name_taken', path: job.target.path };
  return { ...stored(job, by, found), result: sameMeans };
}

function stored({ target }: Job, verifiedBy: VerifiedBy, { versionId }: Told) {
  const remoteId = versionId === undefined ? {} : { remoteId: versionId };
  return { result: 'stored', path: target.path, verifiedBy, ...remoteId } as const;
}

/** Compares what has just been written. What is damaged is taken away again, if it is still the very same. */
export async function confirm(job: Job, told: Told): Promise<UploadResult> {
  job.ctx.progress.phase('phase.comparing');
  const by = await compareWith(job, told);
  if (by !== null) return stored(job, by, told);
  await removeDamaged(job, told).catch(ignoreFailure);
  throw unavailable('damaged', { params: { path: job.target.path } });
}

async function removeDamaged({ bucket, target }: Job, told: Told): Promise<void> {
  if (told.versionId !== undefined) return remove(bucket, target.key, told.versionId);
  const now = await head(bucket, target.key);
  if (now?.etag === told.etag) await remove(bucket, target.key);
}
