// What is remembered of an upload: the key that was taken for it and the folder it goes to, then its session. Written before the
// first byte, and sealed: a session's address opens it to whoever knows it.
import { z } from 'zod';
import { ignoreFailure } from '../patience';
import type { Job } from './job';

/** `place`: where services know folders by ids, a session ends in the one it was opened for, wherever that lies by now. */
const common = { key: z.string(), place: z.string().optional() };
const Note = z.discriminatedUnion('state', [
  z.object({ state: z.literal('opening'), ...common }),
  z.object({ state: z.literal('open'), ...common, handle: z.string().min(1) }),
]);
export type Note = z.infer<typeof Note>;

export async function readNote({ ctx, note }: Job): Promise<Note | null> {
  const text = await ctx.notes.get(note);
  if (text === null) return null;
  try {
    return Note.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function writeNote({ ctx, note }: Job, value: Note): Promise<void> {
  return ctx.notes.put(note, JSON.stringify(value), { seal: true });
}

export async function dropNote({ ctx, note }: Job): Promise<void> {
  await ctx.notes.delete(note);
}

/** Takes away what an earlier try left behind; the service forgets it by itself after days. */
export async function dropLeftovers(job: Job): Promise<void> {
  const note = await readNote(job);
  if (!note) return;
  if (note.state === 'open') await job.cloud.sessions.drop?.(note.handle).catch(ignoreFailure);
  await dropNote(job);
}
