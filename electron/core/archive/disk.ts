// Disk steps with their durability: what is written here is there after a power cut, in the order it was written.
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { Failure } from '../../../shared/errors';

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

/** `code` of a Node or SQLite error. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

/** Turns a full disk into the failure that says so; everything else stays what it was. */
export function explainDisk(error: unknown): unknown {
  const code = codeOf(error);
  if (code === null || !DISK_FULL.has(code)) return error;
  return new Failure({ kind: 'unavailable', key: 'archive.disk_full', details: code, cause: error });
}
