// The archive in one moment. Files are written once and only ever added, so that a moment is: how far each chain goes, and the rows
// that no file holds. Both are read in one transaction; a sync goes on meanwhile, and what it adds lies behind the heads.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chainHeads } from '../archive/integrity/chainHeads';
import { readRecordChain } from '../archive/integrity/recordChain';
import type { ChainHead } from '../archive/integrity/types';
import { companyFolders, databaseFile, segmentName, segmentSeq } from '../archive/folders';
import { openSqlite } from '../db/openSqlite';
import { writeWorkRows } from './workRows';

export interface SnapshotFile {
  /** In the backup. */
  readonly path: string;
  readonly from: string;
  /** Only so many bytes belong to the moment. */
  readonly upTo?: number;
}

export interface Snapshot {
  readonly companies: readonly (ChainHead & { readonly name: string })[];
  readonly files: readonly SnapshotFile[];
}

/** `workFile` is written. */
export function takeSnapshot(archive: string, workFile: string): Snapshot {
  const db = openSqlite(databaseFile(archive), { readonly: true });
  try {
    db.exec('BEGIN');
    const heads = chainHeads(db);
    const names = new Map(db.prepare('SELECT uuid, name FROM company').raw().all() as [string, string][]);
    writeWorkRows(db, workFile);
    db.exec('COMMIT');
    const files = [{ path: WORK_PATH, from: workFile }, ...heads.flatMap((head) => filesOf(archive, head))];
    return { companies: heads.map((head) => ({ ...head, name: names.get(head.companyId) ?? '' })), files };
  } finally {
    db.close();
  }
}

export const WORK_PATH = 'work.jsonl';
export const CONFIG_PATH = 'config.json';
export const ARCHIVE_PATH = 'archive/';

function filesOf(archive: string, head: ChainHead): readonly SnapshotFile[] {
  const folders = companyFolders(archive, head.companyId);
  const place = (file: string): string => `${ARCHIVE_PATH}${head.companyId}/${file}`;
  const found = existsSync(folders.segments) ? readdirSync(folders.segments).map(segmentSeq) : [];
  const segments = found.filter((seq) => seq !== null && seq <= head.seq).map((seq) => segmentName(seq ?? 0));
  const { files } = readRecordChain(folders, head.recordsBytes);
  return [
    ...(head.recordsBytes === 0
      ? []
      : [{ path: place('records.jsonl'), from: folders.records, upTo: head.recordsBytes }]),
    ...segments.sort().map((name) => ({ path: place(`segments/${name}`), from: join(folders.segments, name) })),
    ...files.map(({ file }) => ({ path: place(file), from: join(folders.root, file) })),
  ];
}
