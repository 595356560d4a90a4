// Whether what lies in a cloud is what was sent: by the service's own hash, else by reading it back. An equal size proves nothing.
import { unavailable } from '../errors';
import type { UploadOrder, UploadResult } from '../files';
import { ignoreFailure, pause } from '../patience';
import type { Aim, Cloud, Entry } from './cloud';
import { hashOf, type Job } from './job';

type Wanted = Pick<UploadOrder, 'bytes' | 'sha256'>;
type VerifiedBy = 'checksum' | 'read_back';

/** By which means it is the same; null when it differs. */
async function judge(
  cloud: Cloud,
  entry: Entry,
  wanted: Wanted,
  hash: () => Promise<string>,
): Promise<VerifiedBy | null> {
  if (entry.isFolder || entry.bytes !== wanted.bytes) return null;
  if (entry.hash !== null) return entry.hash === (await hash()) ? 'checksum' : null;
  return (await isSameReadBack(cloud, entry, wanted)) ? 'read_back' : null;
}

export async function isSameReadBack(cloud: Cloud, entry: Entry, wanted: Wanted): Promise<boolean> {
  // One more than wanted is enough to know that it differs.
  const got = await cloud.readBack(entry, { maxBytes: wanted.bytes + (1 << 20) });
  return got !== null && Buffer.from(got.sha256, 'base64').toString('hex') === wanted.sha256;
}

/** What lies under the name: our content, another one, or nothing (null). */
export async function compareFound(
  job: Job,
  found: readonly Entry[],
  sameMeans: 'stored' | 'already_there',
): Promise<UploadResult | null> {
  for (const entry of found) {
    const by = await judge(job.cloud, entry, job.order, job.hash);
    if (by !== null) return { ...stored(job, by, entry), result: sameMeans };
  }
  return found.length > 0 ? { result: 'name_taken', path: job.path } : null;
}

export async function lookAtTarget(job: Job, { place, key }: Aim): Promise<UploadResult | null> {
  return compareFound(job, await job.cloud.entries(place, job.kind.keyOf(job.name), key), 'stored');
}

function stored({ path }: Job, verifiedBy: VerifiedBy | 'size', { id }: Entry) {
  return { result: 'stored', path, verifiedBy, ...(id === '' ? {} : { remoteId: id }) } as const;
}

/** Some services hash a while after they have stored. */
const HASH_WAITS_MS = [1000, 2000, 4000];

/** Compares what has just been written. What is damaged is taken away again, if it is still the very same. */
export async function confirm(job: Job, aim: Aim, written: Entry): Promise<UploadResult> {
  const { ctx, cloud, kind, order, path } = job;
  ctx.progress.phase('phase.comparing');
  let entry = written;
  for (const ms of HASH_WAITS_MS) {
    if (entry.hash !== null) break;
    await pause(ctx, ms);
    entry = (await cloud.entries(aim.place, job.name, aim.key)).find(({ id }) => id === written.id) ?? entry;
  }
  const by = await judge(cloud, entry, order, job.hash);
  if (by !== null) return stored(job, by, entry);
  if (kind.mayRewrite?.(job.name) === true) {
    ctx.log.warn('log.rewritten', { path });
    return stored(job, 'size', entry);
  }
  await cloud.remove(entry).catch(ignoreFailure);
  // Nothing on the way is to blame when the file itself is another one by now.
  await hashOf(order, kind);
  throw unavailable('damaged', { params: { path } });
}
