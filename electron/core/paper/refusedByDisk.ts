// A place that the user chose and that does not take the file.
import { Failure } from '../../../shared/errors';

export function refusedByDisk(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^E[A-Z]+$/.test(code)) throw error;
  const key = code === 'ENOSPC' || code === 'EDQUOT' ? 'archive.disk_full' : 'archive.folder_refused';
  throw new Failure({ kind: 'unavailable', key, details: code, cause: error });
}
