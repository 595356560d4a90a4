// What a service last said of its security modules: kept beside the work, so that the countdown goes on without a network.
import { z } from 'zod';
import type { ArchiveWriter } from '../../archive/types';
import type { FiscalModule } from '../../providers/sdk/fiscal';
import { instantOf } from '../../time';
import { readNote } from '../../notes';

const NOTE = 'core.fiscal_modules';

const Note = z.object({
  at: z.string(),
  modules: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      serial: z.string(),
      state: z.enum(['signing', 'preparing', 'ended', 'broken']),
      sinceMs: z.number().nullable(),
      untilMs: z.number().nullable(),
    }),
  ),
});
export type ModuleNote = z.infer<typeof Note>;

export async function noteModules(
  writer: ArchiveWriter,
  connectionId: string,
  modules: readonly FiscalModule[],
  nowMs: number,
): Promise<void> {
  const note: ModuleNote = { at: instantOf(nowMs), modules: modules.map((module) => ({ ...module })) };
  await writer.notePut(connectionId, NOTE, JSON.stringify(note));
}

/** Null before the first time. */
export function notedModules(writer: ArchiveWriter, connectionId: string): Promise<ModuleNote | null> {
  return readNote(writer, connectionId, NOTE, Note);
}
