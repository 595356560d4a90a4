// One company's links in the order of their numbers. Behind a sound head only what follows it is taken; where a link is damaged or
// missing and later ones stand, those were once committed and are taken all the same: a broken file must not cost the ones after it.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { moveInto, removeQuietly, syncFolder } from '../disk';
import { segmentName, segmentSeq, TEMP_SUFFIX } from '../folders';
import { readRecordChain } from '../integrity/recordChain';
import { linkAt } from '../mend/proveFile';
import { sweepOutbox } from '../outbox/files';
import { sweepReports } from '../reports/reportFiles';
import { applyCompany } from '../records/applyRecord';
import { commitRecord } from '../records/saveRecord';
import { findCompany, knownCompany, type Store } from '../store';
import type { Recovered } from '../types';
import { adoptSegment } from './adoptSegment';
import { SegmentReader } from './readSegment';
import { findings } from './findings';
import { RecordTail, type TailLine } from './recordTail';
import { tailFindings } from './tail';

export interface Tally {
  adoptedSegments: number;
  sweptFiles: number;
  adoptedRecords: number;
  readonly problems: Recovered['problems'][number][];
}

export function recoverCompany(store: Store, uuid: string, tally: Tally): void {
  const folders = store.folders(uuid);
  const files = existsSync(folders.segments) ? readdirSync(folders.segments) : [];
  for (const name of files.filter((file) => file.endsWith(TEMP_SUFFIX))) {
    removeQuietly(join(folders.segments, name));
    tally.sweptFiles += 1;
  }
  const committed = headOf(store, uuid);
  const records = new RecordTail(folders.records, committed.recordsBytes);
  const segments = new Set(files.map(segmentSeq).filter((seq) => seq !== null && seq > committed.seq));
  const links = [...new Set([...segments, ...records.lines.keys()])]
    .filter((seq) => seq !== null)
    .sort((a, b) => a - b);
  for (const [index, seq] of links.entries()) {
    const hasLater = index < links.length - 1;
    const record = records.lines.get(seq);
    if (segments.has(seq)) takeSegment(store, uuid, seq, hasLater, tally);
    if (record !== undefined && headOf(store, uuid).seq < seq) takeRecord(store, uuid, record, hasLater, tally);
  }
  if (records.cut(headOf(store, uuid).recordsBytes)) tally.sweptFiles += 1;
  for (const finding of tailFindings(store, uuid))
    if (!tally.problems.some(({ companyId, seq }) => companyId === uuid && seq === finding.seq))
      tally.problems.push(finding);
  sweepFiles(store, uuid, tally);
}

/** Where a link is damaged or missing, the record of a file may be what was lost, and the file the only copy: then only halves go. */
function sweepFiles(store: Store, uuid: string, tally: Tally): void {
  const { bundles, fiscal, outbox, reports } = store.folders(uuid);
  const told = [...tally.problems, ...findings(store.db)];
  if (told.some(({ companyId }) => companyId === uuid)) {
    for (const folder of [bundles, fiscal, outbox, reports]) sweep(folder, isWhole, tally);
    return;
  }
  sweepBundles(store, uuid, tally);
  // Those of tills are originals: one without a record stays where it is, and its month is fetched again.
  sweep(fiscal, isWhole, tally);
  tally.sweptFiles += sweepOutbox(store, uuid) + sweepReports(store, uuid);
}

const isWhole = (file: string): boolean => !file.endsWith(TEMP_SUFFIX);

function headOf(store: Store, uuid: string): { seq: number; head: string; recordsBytes: number } {
  return findCompany(store, uuid) ?? { seq: 0, head: '', recordsBytes: 0 };
}

function takeSegment(store: Store, uuid: string, seq: number, hasLater: boolean, tally: Tally): void {
  const before = headOf(store, uuid);
  const segment = openSegment(pathOf(store, uuid, seq));
  if (segment === null) {
    // It got its name only when it was complete: whatever broke it came later.
    tally.problems.push({ companyId: uuid, seq, key: 'archive.segment_damaged' });
    if (!hasLater) setAside(store, uuid, seq, tally);
    return;
  }
  const isOurs = segment.index.seq === seq && segment.index.company === uuid;
  const isNext = seq === before.seq + 1 && segment.previous === before.head;
  if (!isOurs || (!isNext && !hasLater && seq === before.seq + 1)) {
    segment.close();
    setAside(store, uuid, seq, tally);
    return;
  }
  try {
    if (findCompany(store, uuid) === null) nameless(store, uuid);
    adoptSegment(store, knownCompany(store, uuid), segment);
  } finally {
    segment.close();
  }
  tally.adoptedSegments += 1;
  if (segment.flaws > 0) tally.problems.push({ companyId: uuid, seq, key: 'archive.segment_damaged' });
  else if (!isNext) tally.problems.push({ companyId: uuid, seq, key: 'archive.chain_broken' });
}

const pathOf = (store: Store, uuid: string, seq: number): string =>
  join(store.folders(uuid).segments, segmentName(seq));

/** The file that a finding is about is whole now, although the rows do not know it or know only a part of it. */
export function isMended(store: Store, { companyId, seq, key }: Recovered['problems'][number]): boolean {
  // The lines of a mended file are read again from the first one when the rows are made anew; here it only has to be whole.
  if (key === 'archive.records_damaged') return tailFindings(store, companyId).every((tail) => tail.key !== key);
  if (key === 'archive.chain_broken') return followsAgain(store, companyId, seq);
  const segment = openSegment(pathOf(store, companyId, seq));
  try {
    if (segment?.index.company !== companyId) return false;
    // The flaws are counted while the versions are read.
    const versions = segment.versions();
    while (versions.next().done !== true);
    return segment.flaws === 0;
  } finally {
    segment?.close();
  }
}

/** Either of the two may be a record. */
function followsAgain(store: Store, companyId: string, seq: number): boolean {
  const folders = store.folders(companyId);
  const records = readRecordChain(folders, headOf(store, companyId).recordsBytes);
  const [link, before] = [linkAt(folders, records, seq), linkAt(folders, records, seq - 1)];
  return before?.hash !== undefined && link?.previous === before.hash;
}

function openSegment(path: string): SegmentReader | null {
  try {
    return new SegmentReader(path);
  } catch {
    return null;
  }
}

function takeRecord(store: Store, uuid: string, next: TailLine, hasLater: boolean, tally: Tally): void {
  const { seq, previous, record } = next.stored;
  const before = headOf(store, uuid);
  const isNext = seq === before.seq + 1 && previous === before.head;
  // A lone line that follows nothing was never part of this archive.
  if (!isNext && !hasLater) return;
  store.db.transaction(() => commitRecord(store, uuid, record, seq, next.line, next.end))();
  tally.adoptedRecords += 1;
  if (!isNext) tally.problems.push({ companyId: uuid, seq, key: 'archive.chain_broken' });
}

/** Its own records were lost; the originals still have a place to go. */
function nameless(store: Store, uuid: string): void {
  applyCompany(store, uuid, { name: '', country: 'PL', taxId: null, purchaseMonthRule: 'issue_date' });
}

/** Never deleted: it may hold the only copy of something. Under another name it stops being part of the archive. */
function setAside(store: Store, uuid: string, seq: number, tally: Tally): void {
  const { segments } = store.folders(uuid);
  const path = join(segments, segmentName(seq));
  let aside = `${path}.aside`;
  for (let copy = 2; existsSync(aside); copy += 1) aside = `${path}.aside-${copy}`;
  moveInto(path, aside);
  syncFolder(segments);
  tally.sweptFiles += 1;
}

/** A bundle without its record was never announced: the same one is built again when it is wanted. */
function sweepBundles(store: Store, uuid: string, tally: Tally): void {
  const { bundles } = store.folders(uuid);
  const files = 'SELECT b.file FROM bundle b JOIN company c ON c.id = b.company_id WHERE c.uuid = ?';
  const known = new Set(store.db.prepare(files).pluck().all(uuid) as string[]);
  sweep(bundles, (file) => known.has(file), tally);
}

function sweep(folder: string, isWanted: (file: string) => boolean, tally: Tally): void {
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    if (isWanted(path.slice(folder.length + 1).replaceAll('\\', '/'))) continue;
    removeQuietly(path);
    tally.sweptFiles += 1;
  }
}
