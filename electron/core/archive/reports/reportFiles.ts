// Where reports lie in the archive: `reports/2025-01-raport-1a2b3c4d5e6f.pdf`, to be found without Kontor. The same content lies there once.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { safeStem } from '../../bundle/entryNames';
import { explainDisk } from '../../db/diskProblems';
import { makeFolder, moveInto, removeQuietly, syncFolder } from '../disk';
import type { Store } from '../store';

export function reportFileName(fileName: string, sha256: string): string {
  const [, stem = fileName, extension = ''] = /^(.+)(\.[A-Za-z0-9]{1,8})$/.exec(fileName) ?? [];
  return `${safeStem(stem) || 'report'}-${sha256.slice(0, 12)}${extension.toLowerCase()}`;
}

/** What comes is complete and synced: rename, fsync folder, and only then its record. */
export function keepReport(store: Store, companyUuid: string, from: string, file: string): void {
  const { reached } = store.options;
  const { root, reports } = store.folders(companyUuid);
  try {
    makeFolder(reports);
    moveInto(from, join(reports, file));
    reached('report.renamed');
    for (const folder of [reports, root]) syncFolder(folder);
    reached('report.durable');
  } catch (error) {
    throw explainDisk(error);
  }
}

/** Files without a record were never announced, or were taken away. */
export function sweepReports(store: Store, companyUuid: string): number {
  const { reports } = store.folders(companyUuid);
  if (!existsSync(reports)) return 0;
  const sql = `SELECT r.file FROM report r JOIN company c ON c.id = r.company_id WHERE c.uuid = ? AND r.is_removed = 0`;
  const known = new Set(store.db.prepare(sql).pluck().all(companyUuid) as string[]);
  const stale = readdirSync(reports).filter((name) => !known.has(name));
  for (const name of stale) removeQuietly(join(reports, name));
  return stale.length;
}
