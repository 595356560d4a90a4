// Small files: one request, after which the service shows the whole file or nothing.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { rejected, unavailable } from '../errors';
import type { UploadResult } from '../files';
import type { Aim, Stored } from './cloud';
import { confirm, lookAtTarget } from './compare';
import type { Job } from './job';
import { isTransient } from './refusals';
import { dropNote } from './uploadNote';
import { waitAfter } from './waits';

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 1000;

export async function uploadWhole(job: Job, aim: Aim): Promise<UploadResult> {
  const { ctx, order } = job;
  const content = await readFile(order.path);
  if (createHash('sha256').update(content).digest('hex') !== order.sha256) throw rejected('source_changed');
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await once(job, aim, content);
    if (!(outcome instanceof Error) && outcome !== 'taken') {
      ctx.progress.progress(order.bytes, order.bytes, 'bytes');
      return confirm(job, aim, outcome);
    }
    if (outcome === 'taken') {
      const there = await lookAtTarget(job, aim);
      if (there) return there;
      // The key is used up: the next try takes another one.
      await dropNote(job);
      return changed(job);
    }
    if (attempt >= ATTEMPTS) throw outcome;
    await waitAfter(ctx, outcome, FIRST_WAIT_MS * 2 ** (attempt - 1));
    // The answer may have been lost after the file was stored.
    const there = await lookAtTarget(job, aim);
    if (there) return there;
  }
}

/** What was stored, or the failure after which the service has to be asked. */
async function once({ ctx, cloud }: Job, aim: Aim, content: Uint8Array): Promise<Stored | Error> {
  try {
    return await cloud.put(aim, content);
  } catch (error) {
    if (isTransient(error) && !ctx.signal.aborted) return error;
    throw error;
  }
}

/** Refused because of something that is not there any more. */
export function changed({ path, kind }: Job): never {
  throw unavailable('changed_meanwhile', { params: { path, service: kind.oauth.name } });
}
