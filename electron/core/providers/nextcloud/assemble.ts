// The MOVE that joins the parts. It may take minutes; a proxy in front gives up earlier, and repeating it blindly ends in 423 and 404.
// So after anything but a clear answer the target is looked at first.
import { unavailable } from '../sdk/errors';
import type { UploadResult } from '../sdk/files';
import type { HttpAnswer } from '../sdk/http';
import { pause } from '../sdk/patience';
import { list, move, stat } from './dav';
import { isTransient, refusalOf } from './errors';
import { lookAtTarget, type Job } from './job';
import { sessionUrl, type Session } from './uploadNote';

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 60_000;
const GIVE_UP_AFTER_MS = 60 * 60_000;
const ANSWER_WITHIN_MS = 10 * 60_000;
const UNCLEAR = [408, 423, 500, 502, 503, 504, 509];
/** Parts gone, target not there yet: after this many looks nobody is joining them any more. */
const LOOKS_WITHOUT_BOTH = 3;

export async function assemble(job: Job, session: Session): Promise<HttpAnswer | UploadResult | 'expired'> {
  const { ctx, target } = job;
  ctx.progress.phase('phase.assembling');
  const startedMs = ctx.clock.monotonic();
  let looksWithoutBoth = 0;
  let wasUnclear = false;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    const answer = await moveOnce(job, session);
    if (answer !== null) {
      const outcome = await read(job, answer, wasUnclear);
      if (outcome !== null) return outcome;
    }
    wasUnclear = true;
    do {
      if (ctx.clock.monotonic() - startedMs > GIVE_UP_AFTER_MS)
        throw unavailable('assembly_stuck', { params: { path: target.path } });
      await pause(ctx, wait);
      const there = await lookAtTarget(job, 'stored');
      if (there) return there;
      if (await list(target.server, sessionUrl(job, session))) break;
      looksWithoutBoth += 1;
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    } while (looksWithoutBoth < LOOKS_WITHOUT_BOTH);
    if (looksWithoutBoth >= LOOKS_WITHOUT_BOTH) return 'expired';
  }
}

/** The answer, or null when nobody knows what became of it. */
async function moveOnce(job: Job, session: Session): Promise<HttpAnswer | null> {
  const { order, target, ctx } = job;
  try {
    const answer = await move(target.server, `${sessionUrl(job, session)}/.file`, target.url, {
      headers: {
        'oc-total-length': String(order.bytes),
        'x-oc-mtime': String(Math.floor(order.modifiedAtMs / 1000)),
      },
      expected: UNCLEAR,
      timeoutMs: ANSWER_WITHIN_MS,
      deadlineMs: ANSWER_WITHIN_MS,
    });
    // Maintenance lasts longer than this loop should wait.
    if (answer.status === 503 && /maintenance/i.test(answer.text()))
      throw refusalOf(answer, 'MOVE', { path: target.path });
    return UNCLEAR.includes(answer.status) ? null : answer;
  } catch (error) {
    if (isTransient(error) && !ctx.signal.aborted) return null;
    throw error;
  }
}

/** Null: look at the target and go on. */
async function read(
  job: Job,
  answer: HttpAnswer,
  wasUnclear: boolean,
): Promise<HttpAnswer | UploadResult | 'expired' | null> {
  const { target } = job;
  if (answer.status === 201 || answer.status === 204) return answer;
  // 404: the parts are gone, after an unclear answer because they are joined already.
  if (answer.status === 404) return wasUnclear ? ((await lookAtTarget(job, 'stored')) ?? null) : 'expired';
  // 400: the sum of the parts is not the announced length; the session cannot be mended.
  if (answer.status === 400) return 'expired';
  if (answer.status === 412) {
    // Somebody has taken the name since we looked, or the server has lost the session.
    return (await stat(target.server, target.url)) ? lookAtTarget(job, 'stored') : 'expired';
  }
  throw refusalOf(answer, 'MOVE', { path: target.path });
}
