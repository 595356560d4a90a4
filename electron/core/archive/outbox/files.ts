// Files of the outbox, named by what is in them: the invoice as it leaves, and the receipt that came back. Written once, never changed.
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../../shared/errors';
import { explainDisk } from '../../db/diskProblems';
import { makeFolder, moveInto, removeQuietly, syncFolder } from '../disk';
import { TEMP_SUFFIX } from '../folders';
import { sha256Hex } from '../sha256';
import type { Store } from '../store';

export const outboxFile = (folder: string, sha256: string): string => join(folder, `${sha256}.xml`);

/** Temp file, fsync, rename, fsync folder: what a record names later is there. Answers the hash. */
export function keepFile(store: Store, companyUuid: string, content: Uint8Array): string {
  const { reached } = store.options;
  const { root, outbox } = store.folders(companyUuid);
  const sha256 = sha256Hex(content);
  const path = outboxFile(outbox, sha256);
  if (existsSync(path)) return sha256;
  const temp = path + TEMP_SUFFIX;
  try {
    makeFolder(outbox);
    const fd = openSync(temp, 'w', 0o600);
    try {
      for (let done = 0; done < content.length;) done += writeSync(fd, content, done, content.length - done);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    reached('outbox.synced');
    moveInto(temp, path);
    reached('outbox.renamed');
    for (const folder of [outbox, root]) syncFolder(folder);
    reached('outbox.durable');
  } catch (error) {
    removeQuietly(temp);
    throw explainDisk(error);
  }
  return sha256;
}

/** The file, as it was when it was stored; anything else is no longer what was confirmed. */
export function checkedFile(folder: string, sha256: string): { readonly path: string; readonly content: Buffer } {
  const path = outboxFile(folder, sha256);
  const content = existsSync(path) ? readFileSync(path) : null;
  if (content === null || sha256Hex(content) !== sha256)
    throw new Failure({ kind: 'rejected', key: 'archive.original_changed' });
  return { path, content };
}

/** Files without a record were never announced. */
export function sweepOutbox(store: Store, companyUuid: string): number {
  const { outbox } = store.folders(companyUuid);
  if (!existsSync(outbox)) return 0;
  const named = store.db
    .prepare(
      `SELECT o.sha256, o.receipt_sha256 AS receipt FROM outbox o JOIN company c ON c.id = o.company_id WHERE c.uuid = ?`,
    )
    .all(companyUuid) as { sha256: string; receipt: string | null }[];
  const known = new Set(named.flatMap(({ sha256, receipt }) => [`${sha256}.xml`, `${receipt ?? ''}.xml`]));
  const stale = readdirSync(outbox).filter((name) => !known.has(name));
  for (const name of stale) removeQuietly(join(outbox, name));
  return stale.length;
}
