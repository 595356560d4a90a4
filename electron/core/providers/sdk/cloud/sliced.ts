// Big files: slices one after another in a session that is noted before the first byte. The service says how far it is, never we.
import { isFailure } from '../../../../../shared/errors';
import { unavailable } from '../errors';
import type { UploadResult } from '../files';
import { ignoreFailure, insisting } from '../patience';
import type { Aim, Progress } from './cloud';
import { confirm, lookAtTarget } from './compare';
import type { Job } from './job';
import { isTransient } from './refusals';
import { dropNote, readNote, writeNote } from './uploadNote';
import { waitAfter } from './waits';
import { changed } from './whole';

const MAX_SESSIONS = 5;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** Failures in a row after which the run ends; the session is kept for the next one. */
const PATIENCE = 6;

export async function uploadSliced(job: Job, aim: Aim): Promise<UploadResult> {
  for (let count = 1; count <= MAX_SESSIONS; count += 1) {
    const note = await readNote(job);
    const kept = note?.state === 'open' ? note.handle : null;
    const handle = kept ?? (await openSession(job, aim));
    const end = await runSession(job, aim, handle, kept !== null);
    if (typeof end === 'object') {
      try {
        return await confirm(job, aim, end.stored);
      } finally {
        await dropNote(job);
      }
    }
    await dropSession(job, handle);
    // The session may be gone because the file is complete, or its name was taken meanwhile, maybe by ourselves.
    const there = await lookAtTarget(job, aim);
    if (there) return there;
    if (end === 'taken') return changed(job);
  }
  throw unavailable('session_lost', { params: { path: job.path } });
}

async function openSession(job: Job, aim: Aim): Promise<string> {
  const handle = await insisting(job.ctx, isTransient, () => job.cloud.sessions.open(aim));
  await writeNote(job, { state: 'open', key: aim.key, place: aim.place.id, handle });
  return handle;
}

async function dropSession(job: Job, handle: string): Promise<void> {
  await job.cloud.sessions.drop?.(handle).catch(ignoreFailure);
  await dropNote(job);
}

type End = Extract<Progress, string | { readonly stored: unknown }>;

/** What is refused for good is not left lying about; what may be tried again is kept. */
async function runSession(job: Job, aim: Aim, handle: string, isResumed: boolean): Promise<End> {
  try {
    return await sendAll(job, aim, handle, isResumed);
  } catch (error) {
    if (isFailure(error) && error.spec.key === 'source_changed') await dropSession(job, handle);
    throw error;
  }
}

async function sendAll(job: Job, aim: Aim, handle: string, isResumed: boolean): Promise<End> {
  const { ctx, cloud } = job;
  const { sessions } = cloud;
  let progress: Progress | null = isResumed ? null : { at: 0 };
  let failures = 0;
  for (;;) {
    try {
      // Null: something failed, and only the service knows how far it came.
      progress ??= await sessions.progress(handle, aim);
      const next = await step(job, aim, handle, progress);
      if (typeof next === 'string' || 'stored' in next) return next;
      progress = next;
      failures = 0;
    } catch (error) {
      failures += 1;
      if (!isTransient(error) || failures >= PATIENCE || ctx.signal.aborted) throw error;
      await waitAfter(ctx, error, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)));
      // A lost answer to the last byte, or to the finish, may mean that the file is there.
      const there = isComplete(progress, aim) ? await lookAtEntries(job, aim) : null;
      if (there) return there;
      progress = null;
    }
  }
}

const isComplete = (progress: Progress | null, { bytes }: Aim): boolean =>
  progress !== null && typeof progress === 'object' && 'at' in progress && progress.at >= bytes;

async function lookAtEntries(job: Job, aim: Aim): Promise<End | null> {
  const found = await job.cloud.entries(aim.place, job.kind.keyOf(job.name), aim.key);
  return found.length > 0 ? 'taken' : null;
}

async function step(job: Job, aim: Aim, handle: string, progress: Progress): Promise<Progress> {
  if (typeof progress === 'string' || 'stored' in progress) return progress;
  const { ctx, kind, order, cloud } = job;
  const start = progress.at;
  ctx.progress.progress(start, order.bytes, 'bytes');
  if (start >= order.bytes) {
    ctx.progress.phase('phase.assembling');
    return (await cloud.sessions.finish?.(handle, aim)) ?? 'gone';
  }
  const end = Math.min(order.bytes, start + kind.sliceBytes);
  // The file as a whole is known to be the ordered one before anything is complete.
  if (end === order.bytes) await job.hash();
  return cloud.sessions.send(handle, aim, { path: order.path, start, end }, (sent) => {
    ctx.progress.progress(start + sent, order.bytes, 'bytes');
  });
}
