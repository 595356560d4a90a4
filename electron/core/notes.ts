// What services remember in the archive's notes, as JSON.
import type { z } from 'zod';
import type { ArchiveWriter } from './archive/types';

/** Null where nothing was noted, or nothing that this version understands: a note is a memory, never the only copy of something. */
export async function readNote<T>(
  notes: Pick<ArchiveWriter, 'noteGet'>,
  scope: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const text = await notes.noteGet(scope, name);
  try {
    return text === null ? null : schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
