// What is remembered of an upload in parts: that one is being opened, then its id. Written before the first byte.
import { z } from 'zod';
import { ignoreFailure } from '../patience';
import type { Job } from './job';
import { abortUpload, listUploads } from './multipart';

const Note = z.discriminatedUnion('state', [
  z.object({ state: z.literal('opening'), atMs: z.int() }),
  z.object({
    state: z.literal('open'),
    uploadId: z.string().min(1),
    partBytes: z.int().positive(),
    hasSha256: z.boolean(),
  }),
]);
type Note = z.infer<typeof Note>;
export type Session = Extract<Note, { state: 'open' }>;

/** Clocks that differ by less than this are not corrected. */
const CLOCK_PLAY_MS = 120_000;

async function readNote({ ctx, note }: Job): Promise<Note | null> {
  const text = await ctx.notes.get(note);
  if (text === null) return null;
  try {
    return Note.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function writeNote({ ctx, note }: Job, value: Note): Promise<void> {
  return ctx.notes.put(note, JSON.stringify(value));
}

export function dropNote({ ctx, note }: Job): Promise<void> {
  return ctx.notes.delete(note);
}

/** The upload that an earlier try has opened. One that was opened without our having heard its id is ended. */
export async function readSession(job: Job): Promise<Session | null> {
  const note = await readNote(job);
  if (note?.state === 'opening') await endUnheard(job, note.atMs);
  return note?.state === 'open' ? note : null;
}

/** Uploads to exactly our key that began no earlier than ours. Without the right to list them, the bucket's own rule clears them away. */
export async function endUnheard({ bucket, target }: Job, sinceMs: number): Promise<void> {
  const uploads = await listUploads(bucket, target.key).catch(() => []);
  const earliest = sinceMs + bucket.learnt.skewMs - CLOCK_PLAY_MS;
  for (const { uploadId, startedAtMs } of uploads)
    if (startedAtMs >= earliest) await abortUpload(bucket, target.key, uploadId).catch(ignoreFailure);
}

/** Takes away what an earlier try left behind: unfinished parts are paid for. */
export async function dropLeftovers(job: Job): Promise<void> {
  if ((await readNote(job)) === null) return;
  const session = await readSession(job);
  if (session) await abortUpload(job.bucket, job.target.key, session.uploadId).catch(ignoreFailure);
  await dropNote(job);
}
