// Whatever is asked of the archive, a full or failing disk says so in the same words. A database that is found broken while it is read is
// noted beside itself: the next start puts it aside and makes it anew from the folder. Not before, for others have it open.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { codeOf } from '../db/diskProblems';
import { explainArchive, removeQuietly } from './disk';
import { databaseFile } from './folders';

const BROKEN = /^SQLITE_(CORRUPT|NOTADB)/;

const noteOf = (archive: string): string => `${databaseFile(archive)}.broken`;

/** `archive`: its folder. */
export function explained<T extends object>(archive: string, calls: T): T {
  const entries = Object.entries(calls as Record<string, (...args: unknown[]) => Promise<unknown>>).map(
    ([name, call]) => {
      const asked = (...args: unknown[]): Promise<unknown> =>
        call(...args).catch((error: unknown) => {
          if (BROKEN.test(codeOf(error) ?? '')) noteBroken(archive);
          throw explainArchive(error);
        });
      return [name, asked] as const;
    },
  );
  // Built from every key of T; arguments and results stay those of T.
  return Object.fromEntries(entries) as T;
}

/** By which process, for a worker that is started again must leave it alone. Without room for it the next failure notes it. */
function noteBroken(archive: string): void {
  try {
    writeFileSync(noteOf(archive), String(process.pid), { mode: 0o600 });
  } catch {
    return;
  }
}

export const isNotedBroken = (archive: string): boolean => existsSync(noteOf(archive));

/** In an earlier process: nobody has it open any more. */
export function wasBroken(archive: string, pid: number): boolean {
  return isNotedBroken(archive) && readFileSync(noteOf(archive), 'utf8') !== String(pid);
}

export function forgetBroken(archive: string): void {
  removeQuietly(noteOf(archive));
}
