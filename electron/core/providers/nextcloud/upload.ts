// One file to the server: looks first what is already there, chooses the way, and never overwrites anything.
import type { UploadFile, UploadResult } from '../sdk/files';
import { uploadChunked } from './chunked';
import { uploadDirect } from './direct';
import { openServer } from './discover';
import { lookInto } from './folders';
import { compareTarget, jobOf, type Job } from './job';
import { checkRoom } from './room';
import { dropLeftovers, readSession } from './uploadNote';
import { uploadPlain } from './plain';
import { targetOf } from './target';

/** Above this one request is worth less than parts that can be resumed. */
const CHUNKED_ABOVE = 20 << 20;

export const uploadFile: UploadFile = async (ctx, order) => {
  const server = await openServer(ctx);
  const job = jobOf(ctx, order, await targetOf(ctx, server, order));
  ctx.progress.phase('phase.looking');
  const folder = await lookInto(server, job.target.folder, ctx.clock);
  const there = await compareTarget(job, await folder.entry(job.target.name), 'already_there');
  if (there) {
    await dropLeftovers(job);
    return there;
  }
  ctx.progress.phase('phase.sending');
  return send(job);
};

async function send(job: Job): Promise<UploadResult> {
  const { server, capabilities } = job.target;
  if (server.kind !== 'nextcloud') return uploadPlain(job);
  const isBig = job.order.bytes > Math.min(CHUNKED_ABOVE, capabilities.maxChunkBytes);
  const kept = await readSession(job);
  if (kept === null) await checkRoom(job);
  if (capabilities.hasChunks && (isBig || kept !== null)) return uploadChunked(job);
  const result = await uploadDirect(job, { mayChunk: capabilities.hasChunks });
  return result === 'too_big' ? uploadChunked(job) : result;
}
