// Backs an archive up, or unpacks a backup, and is killed at the place that its order names.
import { join } from 'node:path';
import { standInLookup } from '../support/standInFormat';
import { makeBackup } from '../../electron/core/backup/makeBackup';
import { unpackBackup } from '../../electron/core/backup/unpackBackup';

export interface BackupChildOrder {
  readonly act: 'backup' | 'restore';
  readonly folder: string;
  readonly isNew: boolean;
  readonly id: string;
  readonly passphrase: string;
  readonly kill: string;
}

const { act, folder, isNew, id, passphrase, kill } = JSON.parse(process.argv[2] ?? '') as BackupChildOrder;
const cost = { n: 1024, r: 8, p: 1 };
const never = new AbortController().signal;
const reached = (place: string): void => {
  if (place === kill) process.kill(process.pid, 'SIGKILL');
};
const idle = (): void => undefined;
const file = join(folder, 'firm.kontor-backup');
if (act === 'backup') {
  const places = { archive: join(folder, 'archive'), spool: join(folder, 'spool'), memory: join(folder, 'memory') };
  const at = '2026-11-22T20:00:00.000Z';
  const order = { ...places, file, isNew, id, passphrase, config: '{}', at, version: '1' };
  await makeBackup(order, idle, never, { cost, reached });
} else {
  const into = join(folder, 'restore');
  await unpackBackup({ file, into, passphrase }, idle, never, { formatFor: standInLookup, reached });
}
