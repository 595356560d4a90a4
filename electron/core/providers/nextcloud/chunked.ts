// Big files to a Nextcloud: a folder in the upload area, parts beside each other, one MOVE. Resumed from what the server lists.
import { rejected, unavailable } from '../sdk/errors';
import type { UploadResult } from '../sdk/files';
import type { HttpAnswer } from '../sdk/http';
import { ignoreFailure, insisting } from '../sdk/patience';
import { assemble } from './assemble';
import { list, makeFolder, put, remove } from './dav';
import { isTransient, refusalOf } from './errors';
import { confirm, lookAtTarget, type Job } from './job';
import { dropNote, readSession, sessionUrl, writeNote, type Session } from './uploadNote';

const MiB = 1 << 20;
const USUAL_CHUNK = 10 * MiB;
/** Below this a proxy's limit is no longer something to work around. */
const SMALLEST_CHUNK = MiB / 4;
const MAX_CHUNKS = 10_000;
/** Enough for the way from 10 MiB down to the smallest part and a few lost sessions. */
const MAX_SESSIONS = 10;

/** Why a session led nowhere. `expired`: the server has forgotten it; `too_big`: something on the way refuses parts of this size. */
type Dead = 'expired' | 'too_big';

export async function uploadChunked(job: Job): Promise<UploadResult> {
  for (let count = 1; count <= MAX_SESSIONS; count++) {
    const session = (await readSession(job)) ?? (await openSession(job));
    const outcome = await runSession(job, session);
    if (typeof outcome !== 'string') return outcome;
    await remove(job.target.server, sessionUrl(job, session)).catch(ignoreFailure);
    await dropNote(job);
    if (outcome === 'too_big') {
      await rememberSmaller(job, session.chunkBytes);
    } else {
      // The session may be gone because the file is complete.
      const there = await lookAtTarget(job, 'stored');
      if (there) return there;
    }
  }
  throw unavailable('session_lost', { params: { path: job.target.path } });
}

async function runSession(job: Job, session: Session): Promise<UploadResult | Dead> {
  const sent = await sendMissing(job, session);
  if (sent !== 'sent') return sent;
  const outcome = await assemble(job, session);
  if (outcome === 'expired') return outcome;
  if ('result' in outcome) {
    if (outcome.result === 'name_taken') await remove(job.target.server, sessionUrl(job, session)).catch(ignoreFailure);
    await dropNote(job);
    return outcome;
  }
  const result = await confirm(job, outcome.headers).catch(async (error: unknown) => {
    await dropNote(job);
    throw error;
  });
  await dropNote(job);
  return result;
}

async function openSession(job: Job): Promise<Session> {
  const { ctx, target } = job;
  const session: Session = { way: 'chunks', folder: `kontor-${ctx.ids.uuid()}`, chunkBytes: await chunkBytesOf(job) };
  await writeNote(job, session);
  const answer = await insisting(ctx, isTransient, () =>
    makeFolder(target.server, sessionUrl(job, session), { destination: target.url }),
  );
  // 405: made by a request whose answer was lost.
  if (answer.status !== 201 && answer.status !== 405) {
    await dropNote(job);
    throw refusalOf(answer, 'MKCOL of the upload', { path: target.path });
  }
  return session;
}

async function chunkBytesOf({ ctx, order, target }: Job): Promise<number> {
  const learnt = Number((await ctx.session.get('chunk_bytes')) ?? Infinity);
  const wanted = Math.min(USUAL_CHUNK, target.capabilities.maxChunkBytes, learnt > 0 ? learnt : Infinity);
  return Math.max(wanted, Math.ceil(order.bytes / MAX_CHUNKS));
}

async function rememberSmaller({ ctx, target }: Job, refused: number): Promise<void> {
  if (refused <= SMALLEST_CHUNK) throw rejected('too_big_for_server', { params: { path: target.path } });
  await ctx.session.put('chunk_bytes', String(Math.max(SMALLEST_CHUNK, Math.floor(refused / 2))));
}

interface Chunk {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function chunksOf(bytes: number, chunkBytes: number): readonly Chunk[] {
  return Array.from({ length: Math.max(1, Math.ceil(bytes / chunkBytes)) }, (_, index) => ({
    name: String(index + 1).padStart(5, '0'),
    start: index * chunkBytes,
    end: Math.min(bytes, (index + 1) * chunkBytes),
  }));
}

async function sendMissing(job: Job, session: Session): Promise<'sent' | Dead> {
  const { order, target } = job;
  const listed = await list(target.server, sessionUrl(job, session));
  if (!listed) return 'expired';
  const there = new Map(listed.map((entry) => [entry.name, entry.bytes]));
  const all = chunksOf(order.bytes, session.chunkBytes);
  const missing = all.filter((chunk) => there.get(chunk.name) !== chunk.end - chunk.start);
  const progress = progressOf(job, order.bytes - missing.reduce((sum, chunk) => sum + chunk.end - chunk.start, 0));
  const queue = missing.values();
  const found: Found = { dead: null, failures: [] };
  // Every worker takes from the same iterator; the first one that fails stops them all after their current part.
  const worker = async () => {
    for (const chunk of queue) {
      if (found.dead !== null || found.failures.length > 0) return;
      try {
        // Two steps: `dead ??= await …` would let a part that went well wipe out what another one found.
        const outcome = await sendChunk(job, session, chunk, progress);
        found.dead ??= outcome;
      } catch (error) {
        found.failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(target.capabilities.parallelChunks, missing.length) }, worker));
  if (found.failures.length > 0) throw found.failures[0];
  return found.dead ?? 'sent';
}

/** What the workers have met so far. */
interface Found {
  dead: Dead | null;
  readonly failures: unknown[];
}

type Progress = (chunk: Chunk, sent: number) => void;

function progressOf({ ctx, order }: Job, alreadyThere: number): Progress {
  const sentOf = new Map<string, number>();
  ctx.progress.progress(alreadyThere, order.bytes, 'bytes');
  return (chunk, sent) => {
    sentOf.set(chunk.name, sent);
    let total = alreadyThere;
    for (const bytes of sentOf.values()) total += bytes;
    ctx.progress.progress(total, order.bytes, 'bytes');
  };
}

async function sendChunk(job: Job, session: Session, chunk: Chunk, progress: Progress): Promise<Dead | null> {
  const { ctx, order, target } = job;
  const answer: HttpAnswer = await insisting(ctx, isTransient, async () => {
    const got = await put(target.server, `${sessionUrl(job, session)}/${chunk.name}`, {
      file: { path: order.path, start: chunk.start, end: chunk.end },
      headers: {
        'content-type': 'application/octet-stream',
        destination: target.url,
        'oc-total-length': String(order.bytes),
      },
      onProgress: (sent) => {
        progress(chunk, sent);
      },
    });
    if (got.status === 423) throw refusalOf(got, 'PUT of a part', { path: target.path });
    return got;
  });
  if (answer.status === 201 || answer.status === 204) return null;
  if (answer.status === 413) return 'too_big';
  // 412: the server has lost what it knew about the session.
  if (answer.status === 404 || answer.status === 409 || answer.status === 412) return 'expired';
  throw refusalOf(answer, 'PUT of a part', { path: target.path });
}
