// Small files to a Nextcloud: one PUT. The server writes under another name until the last byte, and tells the hash of what came.
import type { UploadResult } from '../sdk/files';
import type { HttpAnswer } from '../sdk/http';
import { pause } from '../sdk/patience';
import { put } from './dav';
import { isTransient, refusalOf } from './errors';
import { ensureFolder } from './folders';
import { confirm, damaged, fileHeaders, lookAtTarget, removeDamaged, stored, type Job } from './job';

const ATTEMPTS = 5;

export async function uploadDirect(
  job: Job,
  { mayChunk }: { readonly mayChunk: boolean },
): Promise<UploadResult | 'too_big'> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await once(job);
    if (outcome instanceof Error) {
      if (attempt >= ATTEMPTS) throw outcome;
      await pause(job.ctx, 1000 * 2 ** (attempt - 1));
      // The answer may have been lost after the file was stored.
      const there = await lookAtTarget(job, 'stored');
      if (there) return there;
      continue;
    }
    if (outcome.status === 201 || outcome.status === 204) return check(job, outcome);
    if (outcome.status === 412) return taken(job, outcome);
    if (outcome.status === 413 && mayChunk) return 'too_big';
    if ((outcome.status === 404 || outcome.status === 409) && attempt < ATTEMPTS) {
      await ensureFolder(job.target.server, job.target.folder);
      continue;
    }
    throw refusalOf(outcome, 'PUT', { path: job.target.path });
  }
}

/** The answer, or the failure after which the server has to be asked. */
async function once(job: Job): Promise<HttpAnswer | Error> {
  const { order, target, ctx } = job;
  try {
    const answer = await put(target.server, target.url, {
      file: { path: order.path, start: 0, end: order.bytes },
      headers: { ...fileHeaders(job), 'if-none-match': '*', 'x-hash': 'sha256' },
      onProgress: (sent) => {
        ctx.progress.progress(sent, order.bytes, 'bytes');
      },
    });
    return answer.status === 423 ? refusalOf(answer, 'PUT', { path: target.path }) : answer;
  } catch (error) {
    if (isTransient(error) && !ctx.signal.aborted) return error;
    throw error;
  }
}

async function check(job: Job, answer: HttpAnswer): Promise<UploadResult> {
  const told = answer.headers['x-hash-sha256']?.toLowerCase();
  if (told === undefined) return confirm(job, answer.headers);
  if (told === job.order.sha256) return stored(job.target, 'checksum', answer.headers['oc-fileid']);
  await removeDamaged(job.target, answer.headers['oc-etag'] ?? answer.headers['etag']);
  return damaged(job);
}

async function taken(job: Job, answer: HttpAnswer): Promise<UploadResult> {
  const there = await lookAtTarget(job, 'stored');
  if (there) return there;
  throw refusalOf(answer, 'PUT', { path: job.target.path });
}
