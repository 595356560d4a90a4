// One order under way: what it works with, what the server already has of it, and how long to wait before asking again.
import { createHash } from 'node:crypto';
import type { WorkContext } from '../sdk/context';
import type { UploadOrder, UploadResult } from '../sdk/files';
import { compareExisting, compareWritten, type VerifiedBy } from './compare';
import { hashOf } from '../sdk/cloud/job';
import { unavailable } from '../sdk/errors';
import { ignoreFailure } from '../sdk/patience';
import { remove, stat, type DavEntry } from './dav';
import type { Target } from './target';

export interface Job {
  readonly ctx: WorkContext;
  readonly order: UploadOrder;
  readonly target: Target;
  /** Name of the note that survives a restart: the same order finds it again. */
  readonly note: string;
}

export function jobOf(ctx: WorkContext, order: UploadOrder, target: Target): Job {
  const key = createHash('sha256')
    .update(`${target.url}\n${order.sha256}\n${String(order.bytes)}`)
    .digest('hex');
  return { ctx, order, target, note: `upload.${key.slice(0, 24)}` };
}

/** What the target holds now: our content, another one, or nothing (null). */
export async function lookAtTarget(job: Job, sameMeans: 'stored' | 'already_there'): Promise<UploadResult | null> {
  return compareTarget(job, await stat(job.target.server, job.target.url), sameMeans);
}

export async function compareTarget(
  { order, target }: Job,
  found: DavEntry | null,
  sameMeans: 'stored' | 'already_there',
): Promise<UploadResult | null> {
  if (!found) return null;
  const comparison = await compareExisting(target.server, target.url, found, order);
  if (!comparison.same) return { result: 'name_taken', path: target.path };
  return { ...stored(target, comparison.by, found.fileId), result: sameMeans };
}

export function stored(target: Target, verifiedBy: VerifiedBy, remoteId: string | undefined) {
  return {
    result: 'stored',
    path: target.path,
    verifiedBy,
    ...(remoteId === undefined || remoteId === '' ? {} : { remoteId }),
  } as const;
}

/** Compares what has just been written under its final name. What is damaged is taken away again, if it is still the very same. */
export async function confirm(
  { ctx, order, target }: Job,
  written: Readonly<Record<string, string>>,
): Promise<UploadResult> {
  ctx.progress.phase('phase.comparing');
  const comparison = await compareWritten(target.server, target.url, order);
  if (comparison.same) return stored(target, comparison.by, written['oc-fileid']);
  await removeDamaged(target, written['oc-etag'] ?? written['etag']);
  return damaged({ order, target });
}

const NO_HASH = { newHash: () => ({ update: () => undefined, digest: () => '' }) };

/** Nothing on the way is to blame when the file on this computer is another one by now. */
export async function damaged({ order, target }: Pick<Job, 'order' | 'target'>): Promise<never> {
  await hashOf(order, NO_HASH);
  throw unavailable('damaged', { params: { path: target.path } });
}

export async function removeDamaged(target: Target, etag: string | undefined): Promise<void> {
  if (etag !== undefined) await remove(target.server, target.url, { 'if-match': etag }).catch(ignoreFailure);
}

/** Headers that tell the file's own time and kind. */
export function fileHeaders({ order }: Job): Record<string, string> {
  return { 'content-type': order.mediaType, 'x-oc-mtime': String(Math.floor(order.modifiedAtMs / 1000)) };
}
