// Brings the archive's database to the newest schema, a copy of the old file beside it first.
import { closeSync, copyFileSync, fsyncSync, openSync } from 'node:fs';
import { Failure } from '../../../../shared/errors';
import type { SqliteDatabase } from '../../db/openSqlite';
import { archive0001 } from './0001-archive';
import { archive0002 } from './0002-segment-run';
import { archive0003 } from './0003-invoice-text';
import { archive0004 } from './0004-tags';
import { archive0005 } from './0005-source-identity';
import { archive0006 } from './0006-outbox';
import { archive0007 } from './0007-to-look-at';
import { archive0008 } from './0008-links';
import { archive0009 } from './0009-customers';
import { archive0010 } from './0010-parts';
import { archive0011 } from './0011-reports';
import { archive0012 } from './0012-fiscal';
import { archive0013 } from './0013-closed-months';

/** The place in the list is the version: append only. */
export const migrations: readonly string[] = [
  archive0001,
  archive0002,
  archive0003,
  archive0004,
  archive0005,
  archive0006,
  archive0007,
  archive0008,
  archive0009,
  archive0010,
  archive0011,
  archive0012,
  archive0013,
];

/** Answers the path of the copy that was made, or null when there was nothing to copy or to do. */
export function migrate(db: SqliteDatabase, file: string, steps: readonly string[] = migrations): string | null {
  const found = Number(db.pragma('user_version', { simple: true }));
  if (found > steps.length)
    throw new Failure({ kind: 'rejected', key: 'archive.newer_version', params: { found, known: steps.length } });
  if (found === steps.length) return null;
  const copy = found === 0 ? null : copyBefore(db, file, found);
  for (let version = found; version < steps.length; version += 1) {
    db.transaction(() => {
      db.exec(steps[version] ?? '');
      db.pragma(`user_version = ${version + 1}`);
    })();
  }
  return copy;
}

function copyBefore(db: SqliteDatabase, file: string, version: number): string {
  db.pragma('wal_checkpoint(TRUNCATE)');
  const copy = `${file}.before-${version + 1}`;
  copyFileSync(file, copy);
  const fd = openSync(copy, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return copy;
}
