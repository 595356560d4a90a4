// Other WebDAV servers: they may show a file while it is being written and may ignore conditions. So it goes under a temporary
// name, is read back and compared there, and gets its own name only when it is whole.
import type { UploadResult } from '../sdk/files';
import { ignoreFailure, insisting } from '../sdk/patience';
import { compareReadBack, type VerifiedBy } from './compare';
import { move, put, remove, stat } from './dav';
import { isPage, isTransient, refusalOf } from './errors';
import { damaged, fileHeaders, lookAtTarget, stored, type Job } from './job';
import { dropNote, readNote, temporaryUrl, writeNote } from './uploadNote';

/** Sent again rather than resumed: a file that is there before a note of it would be on the disk. */
const SMALL = 1 << 20;

export async function uploadPlain(job: Job): Promise<UploadResult> {
  if (job.order.bytes <= SMALL) {
    // Always the same name for the same order: a second try overwrites what the first one left.
    const url = temporaryUrl(job, `.kontor-${job.note.slice(-24)}.tmp`);
    return giveName(job, url, await sendAndCompare(job, url));
  }
  const note = await readNote(job);
  const name = note?.way === 'temporary' ? note.name : await newName(job);
  const url = temporaryUrl(job, name);
  // A restart may find the whole file under its temporary name: then nothing is sent again.
  const left = note === null ? null : await stat(job.target.server, url);
  const by = (left?.bytes === job.order.bytes ? await compare(job, url) : null) ?? (await sendAndCompare(job, url));
  return giveName(job, url, by);
}

/** `.part` would be the usual end; ownCloud and old Nextclouds refuse it. */
async function newName(job: Job): Promise<string> {
  const name = `.kontor-${Buffer.from(job.ctx.ids.random(8)).toString('hex')}.tmp`;
  await writeNote(job, { way: 'temporary', name });
  return name;
}

async function compare(job: Job, url: string): Promise<VerifiedBy | null> {
  job.ctx.progress.phase('phase.comparing');
  const comparison = await compareReadBack(job.target.server, url, job.order);
  return comparison.same ? comparison.by : null;
}

async function sendAndCompare(job: Job, url: string): Promise<VerifiedBy> {
  const { ctx, order, target } = job;
  ctx.progress.phase('phase.sending');
  await insisting(ctx, isTransient, async () => {
    const answer = await put(target.server, url, {
      file: { path: order.path, start: 0, end: order.bytes },
      headers: fileHeaders(job),
      onProgress: (sent) => {
        ctx.progress.progress(sent, order.bytes, 'bytes');
      },
    });
    if (![200, 201, 204].includes(answer.status) || isPage(answer))
      throw refusalOf(answer, 'PUT', { path: target.path });
  });
  const by = await compare(job, url);
  if (by !== null) return by;
  await remove(target.server, url).catch(ignoreFailure);
  return damaged(job);
}

async function giveName(job: Job, url: string, by: VerifiedBy): Promise<UploadResult> {
  const { ctx, target } = job;
  const outcome = await insisting(ctx, isTransient, async () => {
    try {
      const answer = await move(target.server, url, target.url);
      if (answer.status === 423) throw refusalOf(answer, 'MOVE', { path: target.path });
      return answer;
    } catch (error) {
      // After a lost answer the file may have its name already.
      const there = isTransient(error) ? await lookAtTarget(job, 'stored') : null;
      if (there) return there;
      throw error;
    }
  });
  if ('result' in outcome) return cleaned(job, url, outcome);
  if (outcome.status === 201 || outcome.status === 204) {
    if (isNoted(job)) await dropNote(job);
    // The content was compared where it lay; only its name has changed since. An ownCloud tells its number with the file.
    const found = target.server.kind === 'webdav' ? null : await stat(target.server, target.url);
    return stored(target, by, found?.fileId);
  }
  const there = outcome.status === 412 || outcome.status === 404 ? await lookAtTarget(job, 'stored') : null;
  if (!there) throw refusalOf(outcome, 'MOVE', { path: target.path });
  return cleaned(job, url, there);
}

const isNoted = (job: Job): boolean => job.order.bytes > SMALL;

async function cleaned(job: Job, url: string, result: UploadResult): Promise<UploadResult> {
  await remove(job.target.server, url).catch(ignoreFailure);
  if (isNoted(job)) await dropNote(job);
  return result;
}
