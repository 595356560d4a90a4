// Disk steps with their durability: what is written here is there after a power cut, in the order it was written.
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { Failure } from '../../../shared/errors';
import { codeOf, explainDisk } from '../db/diskProblems';

export function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

/** Makes a rename or a new file in this folder durable. Windows has no such call and does not need it (NTFS journals names). */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Gives a finished, already fsynced file its final name. */
export function moveInto(from: string, to: string): void {
  renameSync(from, to);
}

export function removeQuietly(path: string): void {
  rmSync(path, { force: true, recursive: true });
}

/** What SQLite says of a file or a disk that fails; a broken constraint or a wrong statement is a fault of ours. */
const FAILING = /^SQLITE_(IOERR|CORRUPT|NOTADB|BUSY|LOCKED|READONLY|CANTOPEN|PERM|PROTOCOL)/;

/** The same for the archive's own database. */
export function explainArchive(error: unknown): unknown {
  const code = codeOf(error);
  if (code === null || !FAILING.test(code)) return explainDisk(error);
  return new Failure({ kind: 'unavailable', key: 'archive.sqlite', details: code, cause: error });
}
