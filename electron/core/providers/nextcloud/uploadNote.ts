// What is remembered of an unfinished upload: the session's folder, or the temporary name. Written before the first byte.
import { z } from 'zod';
import { escapePath } from '../sdk/paths';
import { ignoreFailure } from '../sdk/patience';
import { remove } from './dav';
import type { Job } from './job';

const Note = z.discriminatedUnion('way', [
  z.object({
    way: z.literal('chunks'),
    folder: z.string().regex(/^kontor-[0-9a-f-]+$/),
    chunkBytes: z.int().positive(),
  }),
  z.object({ way: z.literal('temporary'), name: z.string().regex(/^\.kontor-[0-9a-f]+\.tmp$/) }),
]);
type Note = z.infer<typeof Note>;
export type Session = Extract<Note, { way: 'chunks' }>;

export async function readNote({ ctx, note }: Job): Promise<Note | null> {
  const text = await ctx.notes.get(note);
  if (text === null) return null;
  try {
    return Note.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export async function readSession(job: Job): Promise<Session | null> {
  const note = await readNote(job);
  return note?.way === 'chunks' ? note : null;
}

export function writeNote({ ctx, note }: Job, value: Note): Promise<void> {
  return ctx.notes.put(note, JSON.stringify(value));
}

export function dropNote({ ctx, note }: Job): Promise<void> {
  return ctx.notes.delete(note);
}

export function sessionUrl({ target }: Job, session: Session): string {
  return `${target.server.uploads}/${session.folder}`;
}

export function temporaryUrl({ target }: Job, name: string): string {
  return `${target.folderUrl}${escapePath([name])}`;
}

/** Takes away what an earlier try left behind; the server would keep parts for a day by itself. */
export async function dropLeftovers(job: Job): Promise<void> {
  const note = await readNote(job);
  if (!note) return;
  const url = note.way === 'chunks' ? sessionUrl(job, note) : temporaryUrl(job, note.name);
  await remove(job.target.server, url).catch(ignoreFailure);
  await dropNote(job);
}
