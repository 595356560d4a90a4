// Appends one record: line, fsync, then the rows in one transaction. A kill between leaves a line that is adopted at the next start.
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { makeFolder, syncFolder } from '../disk';
import { explainDisk } from '../../db/diskProblems';
import { linkHash } from '../segment/sidecar';
import { findCompany, knownCompany, type CompanyRow, type Store } from '../store';
import { applyCompany, applyRecord } from './applyRecord';
import { recordLine, type NewRecord } from './recordLine';

export function saveRecord(store: Store, companyUuid: string, record: NewRecord): void {
  const { reached } = store.options;
  const before = findCompany(store, companyUuid);
  const { seq, head, recordsBytes } = before ?? { seq: 0, head: '', recordsBytes: 0 };
  const line = Buffer.from(`${recordLine(record, seq + 1, head)}\n`, 'utf8');
  const file = makeFolders(store, companyUuid);
  const fd = openSync(file, 'r+');
  try {
    append(fd, recordsBytes, line, store);
    store.db.transaction(() => {
      commitRecord(store, companyUuid, record, seq + 1, line, recordsBytes + line.length);
      reached('record.applied');
    })();
  } catch (error) {
    // What was not committed must not be adopted later: the caller was told that it failed.
    ftruncateSync(fd, recordsBytes);
    throw explainDisk(error);
  } finally {
    closeSync(fd);
  }
  reached('record.committed');
}

/** Rows and the head of the chain. Runs inside a transaction, for new lines and for adopted ones. */
export function commitRecord(
  store: Store,
  uuid: string,
  record: NewRecord,
  seq: number,
  line: Buffer,
  end: number,
): void {
  const company = existing(store, uuid, record);
  applyRecord(store, company, record);
  const hash = linkHash(line.subarray(0, line.length - 1));
  store.statements.addRecord.run(company.id, seq, record.kind, hash);
  store.statements.moveHead.run(seq, hash, company.id);
  store.statements.moveRecords.run(end, company.id);
}

/** A company comes into being with its own first record, or, when that was lost, with whatever is found of it. */
function existing(store: Store, uuid: string, record: NewRecord): CompanyRow {
  const found = findCompany(store, uuid);
  if (found !== null) return found;
  const nameless = { name: '', country: 'PL', taxId: null, purchaseMonthRule: 'issue_date' } as const;
  applyCompany(store, uuid, record.kind === 'company' ? record.body : nameless);
  return knownCompany(store, uuid);
}

function append(fd: number, at: number, line: Buffer, store: Store): void {
  const { reached } = store.options;
  ftruncateSync(fd, at);
  for (let done = 0; done < line.length;) done += writeSync(fd, line, done, line.length - done, at + done);
  reached('record.written');
  fsyncSync(fd);
  reached('record.synced');
}

function makeFolders(store: Store, companyUuid: string): string {
  const folders = store.folders(companyUuid);
  if (existsSync(folders.records)) return folders.records;
  makeFolder(folders.segments);
  makeFolder(folders.bundles);
  closeSync(openSync(folders.records, 'a', 0o600));
  syncFolder(folders.root);
  syncFolder(store.archive);
  return folders.records;
}
