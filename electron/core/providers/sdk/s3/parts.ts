// Big files: parts beside each other under an upload id that is noted before the first byte. Resumed from what the service lists.
import { isFailure } from '../../../../../shared/errors';
import { unavailable } from '../errors';
import type { UploadResult } from '../files';
import { ignoreFailure, insisting } from '../patience';
import { lookAtTarget } from './compare';
import { isRefusal, isTransient } from './errors';
import { finish } from './finish';
import type { Job } from './job';
import { abortUpload, createUpload, listParts, putPart, type Part } from './multipart';
import { countOf, printsOf, toBase64, type Print } from './prints';
import { UNSIGNED } from './sign';
import { dropNote, endUnheard, readSession, writeNote, type Session } from './uploadNote';

const MAX_SESSIONS = 5;

export async function uploadParts(job: Job): Promise<UploadResult> {
  for (let count = 1; count <= MAX_SESSIONS; count += 1) {
    const kept = await readSession(job);
    const session = kept ?? (await openSession(job));
    const outcome = await runSession(job, session, kept !== null);
    await dropNote(job);
    if (outcome !== 'expired') return outcome;
    await abort(job, session);
    // The upload may be gone because the object is complete.
    const there = await lookAtTarget(job, 'stored');
    if (there) return there;
  }
  throw unavailable('session_lost', { params: { path: job.target.path } });
}

const abort = ({ bucket, target }: Job, { uploadId }: Session): Promise<void> =>
  abortUpload(bucket, target.key, uploadId).catch(ignoreFailure);

async function openSession(job: Job): Promise<Session> {
  const { ctx, bucket, target, order, rules } = job;
  const atMs = ctx.clock.now();
  await writeNote(job, { state: 'opening', atMs });
  let isRepeated = false;
  const open = await insisting(ctx, isTransient, async () => {
    if (isRepeated) await endUnheard(job, atMs);
    isRepeated = true;
    return createUpload(bucket, target.key, { 'content-type': order.mediaType });
  });
  const session: Session = { state: 'open', partBytes: rules.partBytes(order.bytes), ...open };
  await writeNote(job, session);
  return session;
}

/** What is refused for good is not left lying about; what may be tried again is kept. */
async function runSession(job: Job, session: Session, isResumed: boolean): Promise<UploadResult | 'expired'> {
  try {
    const listed = isResumed ? await listParts(job.bucket, job.target.key, session.uploadId) : [];
    const parts = await sendMissing(job, session, listed);
    // Hours may have passed since the first look, and not every server keeps to the condition when it completes.
    const taken = await lookAtTarget(job, 'stored');
    const outcome = taken ?? (await finish(job, session, parts));
    if (taken || (outcome !== 'expired' && outcome.result === 'name_taken')) await abort(job, session);
    return outcome;
  } catch (error) {
    if (isRefusal(error, 'NoSuchUpload')) return 'expired';
    if (isKeyOf(error, 'source_changed', 'damaged')) {
      await abort(job, session);
      await dropNote(job);
    }
    throw error;
  }
}

function isKeyOf(error: unknown, ...keys: readonly string[]): boolean {
  return isFailure(error) && keys.includes(error.spec.key);
}

/** Hashing runs ahead of sending; the file as a whole is known to be the ordered one before anything is completed. */
async function sendMissing(job: Job, session: Session, listed: readonly Part[]): Promise<readonly Part[]> {
  const { order, rules } = job;
  const count = countOf(order.bytes, session.partBytes);
  const there = new Map(listed.map((part) => [part.number, part]));
  const progress = progressOf(job);
  const parts: Part[] = [];
  const failures: unknown[] = [];
  const source = printsOf(order, session.partBytes, { md5: !session.hasSha256 });
  const take = async (print: Print): Promise<void> => {
    const { number } = print;
    const slice = sliceOf(job, session, number);
    const bytes = slice.end - slice.start;
    const kept = there.get(number);
    const tell = (sent: number) => {
      progress(number, sent);
    };
    const isKept = kept !== undefined && isSame(kept, print, bytes);
    parts[number - 1] = isKept ? kept : await sendPart(job, session, { print, slice }, tell);
    tell(bytes);
  };
  // Every worker takes from the same source; the first one that fails stops them all after their current part.
  const worker = async (): Promise<void> => {
    try {
      for await (const print of source) {
        if (failures.length > 0) return;
        await take(print);
      }
    } catch (error) {
      failures.push(error);
    }
  };
  await Promise.all(Array.from({ length: Math.min(rules.atOnce, count) }, worker));
  if (failures.length > 0) throw failures[0];
  return parts;
}

function sliceOf({ order }: Job, { partBytes }: Session, number: number) {
  const start = (number - 1) * partBytes;
  return { path: order.path, start, end: Math.min(order.bytes, start + partBytes) };
}

/** A part that the service holds, compared by the hash it tells. */
function isSame(part: Part, print: Print, bytes: number): boolean {
  if (part.bytes !== bytes) return false;
  return part.sha256 === undefined ? part.etag === print.md5 : part.sha256 === toBase64(print.sha256);
}

interface Piece {
  readonly print: Print;
  readonly slice: ReturnType<typeof sliceOf>;
}

async function sendPart(
  { ctx, bucket, target }: Job,
  { uploadId, hasSha256 }: Session,
  { print, slice }: Piece,
  onProgress: (sent: number) => void,
): Promise<Part> {
  const { number } = print;
  // Whichever hash it is, the service compares it with what came before it takes the part.
  const headers: Record<string, string> = hasSha256
    ? { 'x-amz-checksum-sha256': toBase64(print.sha256) }
    : { 'content-md5': toBase64(print.md5) };
  const payload = hasSha256 ? print.sha256 : UNSIGNED;
  const told = await insisting(ctx, isTransient, () =>
    putPart(bucket, { key: target.key, uploadId, number }, slice, { headers, payload }, onProgress),
  );
  return { number, bytes: slice.end - slice.start, ...told };
}

function progressOf({ ctx, order }: Job): (number: number, sent: number) => void {
  const sentOf = new Map<number, number>();
  return (number, sent) => {
    sentOf.set(number, sent);
    let total = 0;
    for (const bytes of sentOf.values()) total += bytes;
    ctx.progress.progress(total, order.bytes, 'bytes');
  };
}
