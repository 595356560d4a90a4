// Why a folder for an auditor cannot be written. Each key has its four texts.
import { codeOf } from '../db/diskProblems';
import { Failure, type MessageParams } from '../../../shared/errors';

export type AuditProblem = 'audit.folder_taken' | 'audit.folder_refused' | 'audit.disk_full' | 'audit.nothing';

export function auditProblem(key: AuditProblem, params: MessageParams = {}, cause?: unknown): Failure {
  const kind = key === 'audit.nothing' ? 'user_input' : 'rejected';
  return new Failure({ kind, key, params, ...(cause === undefined ? {} : { cause }) });
}

/** What the chosen place answers while it is written to. */
export function refusedByPlace(error: unknown, folder: string): unknown {
  const code = codeOf(error) ?? '';
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return auditProblem('audit.disk_full', { folder }, error);
  if (/^E[A-Z]+$/.test(code)) return auditProblem('audit.folder_refused', { folder }, error);
  return error;
}
