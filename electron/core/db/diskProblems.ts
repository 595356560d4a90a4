// A full disk, whoever meets it: Node, SQLite, the archive or the config store.
import { Failure } from '../../../shared/errors';

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
