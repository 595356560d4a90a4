// Writes a folder for an auditor, and is killed at the place that its order names.
import { join } from 'node:path';
import { makeAudit } from '../../electron/core/audit/makeAudit';

export interface AuditChildOrder {
  readonly folder: string;
  readonly companyId: string;
  readonly month: string;
  readonly kill: string;
}

const { folder, companyId, month, kill } = JSON.parse(process.argv[2] ?? '') as AuditChildOrder;
const reached = (place: string): void => {
  if (place === kill) process.kill(process.pid, 'SIGKILL');
};
const order = {
  archive: join(folder, 'archive'),
  companyId,
  from: month,
  to: month,
  into: join(folder, 'out'),
  name: 'audit',
  language: 'de',
  titles: {},
  at: '2026-11-22T20:00:00.000Z',
  version: '1',
} as const;
await makeAudit(order, () => undefined, new AbortController().signal, { reached });
