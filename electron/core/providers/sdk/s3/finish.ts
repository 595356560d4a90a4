// The request that makes an object of the parts. It can answer 200 and refuse in the body, and it can be done although the answer was
// lost: after anything but a clear answer the key is looked at first.
import { isFailure } from '../../../../../shared/errors';
import { unavailable } from '../errors';
import type { UploadResult } from '../files';
import type { HttpAnswer } from '../http';
import { pause } from '../patience';
import { confirm, lookAtTarget } from './compare';
import { isTransient, refusalOf, wordsOf } from './errors';
import type { Job } from './job';
import { completedOf, completeUpload, type Part } from './multipart';
import type { Session } from './uploadNote';

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;
const GIVE_UP_AFTER_MS = 60 * 60_000;
const UNCLEAR = [408, 500, 502, 503, 504, 509];
/** Codes after which only parts sent anew can help. */
const BROKEN = ['NoSuchUpload', 'InvalidPart', 'InvalidPartOrder', 'EntityTooSmall', 'ConditionalRequestConflict'];

export async function finish(job: Job, session: Session, parts: readonly Part[]): Promise<UploadResult | 'expired'> {
  const { ctx, target } = job;
  ctx.progress.phase('phase.assembling');
  const startedMs = ctx.clock.monotonic();
  let isConditional = true;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    const answer = await once(job, session, parts, isConditional);
    if (answer?.status === 501 && isConditional) {
      isConditional = false;
      continue;
    }
    const outcome = answer === null ? null : await read(job, answer);
    if (outcome !== null) return outcome;
    if (ctx.clock.monotonic() - startedMs > GIVE_UP_AFTER_MS)
      throw unavailable('assembly_stuck', { params: { path: target.path } });
    await pause(ctx, wait);
    const there = await lookAtTarget(job, 'stored');
    if (there) return there;
  }
}

/** The answer, or null when nobody knows what became of it. */
async function once(
  { ctx, bucket, target }: Job,
  { uploadId }: Session,
  parts: readonly Part[],
  isConditional: boolean,
): Promise<HttpAnswer | null> {
  const headers: Record<string, string> = isConditional ? { 'if-none-match': '*' } : {};
  try {
    const options = { headers, expected: UNCLEAR };
    const answer = await completeUpload(bucket, { key: target.key, uploadId }, parts, options);
    return UNCLEAR.includes(answer.status) ? null : answer;
  } catch (error) {
    if (isTransient(error) && !ctx.signal.aborted) return null;
    throw error;
  }
}

/** Null: look at the key and go on. */
async function read(job: Job, answer: HttpAnswer): Promise<UploadResult | 'expired' | null> {
  const words = wordsOf(answer);
  if (words === null && answer.status === 200) {
    const told = toldBy(answer);
    return told && confirm(job, told);
  }
  // 200 or not: the body decides.
  if (answer.status === 412 || words?.code === 'PreconditionFailed')
    return (await lookAtTarget(job, 'stored')) ?? 'expired';
  if (answer.status === 404 || answer.status === 409 || BROKEN.includes(words?.code ?? '')) {
    if (words?.code === 'NoSuchBucket') throw refusalOf(answer, 'complete', { path: job.target.path });
    return (await lookAtTarget(job, 'stored')) ?? 'expired';
  }
  const refusal = refusalOf(answer, 'complete', { path: job.target.path });
  const mayPass: boolean = isTransient(refusal);
  if (mayPass) return null;
  throw refusal;
}

/** Null for a body that was cut off, or is somebody else's. */
function toldBy(answer: HttpAnswer) {
  try {
    const told = completedOf(answer);
    return told.etag === '' ? null : told;
  } catch (error) {
    if (isFailure(error)) return null;
    throw error;
  }
}
