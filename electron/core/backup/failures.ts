// Why a backup cannot be made or used. Each key has its four texts.
import { Failure, isFailure, type MessageParams } from '../../../shared/errors';

export type BackupProblem =
  | 'backup.foreign'
  | 'backup.newer'
  | 'backup.cut'
  | 'backup.damaged'
  | 'backup.gone'
  | 'backup.part_missing'
  | 'backup.not_writable';

export function backupProblem(key: BackupProblem, params: MessageParams = {}, cause?: unknown): Failure {
  return new Failure({ kind: 'rejected', key, params, ...(cause === undefined ? {} : { cause }) });
}

export function wrongPassphrase(): Failure {
  const key = 'backup.passphrase_wrong';
  return new Failure({ kind: 'user_input', key, fieldErrors: { passphrase: key } });
}

/** Whatever breaks while a backup is read says that the backup is damaged; what is known already stays as it is. */
export function damagedBy(error: unknown, part: string): unknown {
  if (isFailure(error) || (error instanceof Error && error.name === 'AbortError')) return error;
  if (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('E') &&
    !error.code.startsWith('ERR_')
  )
    return error;
  return backupProblem('backup.damaged', { part }, error);
}
