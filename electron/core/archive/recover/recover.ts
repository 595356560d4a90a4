// Brings rows and folder together at start: what was finished on disk but not committed is adopted in the order of the chain,
// what was not finished is swept. With an empty database that is a rebuild.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { moveInto, removeQuietly, syncFolder } from '../disk';
import { segmentName, segmentSeq, TEMP_SUFFIX } from '../folders';
import { applyCompany } from '../records/applyRecord';
import { commitRecord } from '../records/saveRecord';
import { findCompany, knownCompany, type Store } from '../store';
import { eraseRows } from '../work/erase';
import { adoptSegment } from './adoptSegment';
import { ERASE_PREFIX } from './erasePrefix';
import { SegmentReader } from './readSegment';
import { RecordTail } from './recordTail';

export interface Recovered {
  readonly adoptedSegments: number;
  readonly sweptFiles: number;
  readonly adoptedRecords: number;
}
interface Tally {
  adoptedSegments: number;
  sweptFiles: number;
  adoptedRecords: number;
}

const COMPANY_FOLDER = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function recover(store: Store): Recovered {
  const tally: Tally = { adoptedSegments: 0, sweptFiles: 0, adoptedRecords: 0 };
  for (const name of readdirSync(store.archive).sort()) {
    if (name.startsWith(ERASE_PREFIX)) finishErasing(store, name, tally);
    else if (COMPANY_FOLDER.test(name)) recoverCompany(store, name, tally);
  }
  return tally;
}

function finishErasing(store: Store, name: string, tally: Tally): void {
  eraseRows(store, name.slice(ERASE_PREFIX.length));
  removeQuietly(join(store.archive, name));
  tally.sweptFiles += 1;
}

function recoverCompany(store: Store, uuid: string, tally: Tally): void {
  const folders = store.folders(uuid);
  const files = existsSync(folders.segments) ? readdirSync(folders.segments) : [];
  for (const name of files.filter((file) => file.endsWith(TEMP_SUFFIX))) {
    removeQuietly(join(folders.segments, name));
    tally.sweptFiles += 1;
  }
  const onDisk = new Set(files.map(segmentSeq).filter((seq) => seq !== null));
  const records = new RecordTail(folders.records, findCompany(store, uuid)?.recordsBytes ?? 0);
  for (;;) {
    const seq = (findCompany(store, uuid)?.seq ?? 0) + 1;
    if (onDisk.has(seq) && adoptNext(store, uuid, seq)) tally.adoptedSegments += 1;
    else if (adoptRecord(store, uuid, records, seq)) tally.adoptedRecords += 1;
    else break;
  }
  if (records.dropRest()) tally.sweptFiles += 1;
  const committed = findCompany(store, uuid)?.seq ?? 0;
  for (const seq of onDisk) if (seq > committed) setAside(store, uuid, seq, tally);
  sweepBundles(store, uuid, tally);
}

function adoptNext(store: Store, uuid: string, seq: number): boolean {
  const path = join(store.folders(uuid).segments, segmentName(seq));
  let segment: SegmentReader;
  try {
    segment = new SegmentReader(path);
  } catch {
    return false;
  }
  try {
    const company = findCompany(store, uuid);
    const fits =
      segment.index.seq === seq && segment.index.company === uuid && segment.previous === (company?.head ?? '');
    if (!fits) return false;
    if (company === null) nameless(store, uuid);
    adoptSegment(store, knownCompany(store, uuid), segment);
    return true;
  } catch (error) {
    if (store.db.inTransaction) throw error;
    if (isDatabaseError(error)) throw error;
    return false;
  } finally {
    segment.close();
  }
}

/** Its own records were lost; the originals still have a place to go. */
function nameless(store: Store, uuid: string): void {
  applyCompany(store, uuid, { name: '', country: 'PL', taxId: null, purchaseMonthRule: 'issue_date' });
}

function isDatabaseError(error: unknown): boolean {
  return error instanceof Error && error.name === 'SqliteError';
}

function adoptRecord(store: Store, uuid: string, records: RecordTail, seq: number): boolean {
  const next = records.peek();
  const head = findCompany(store, uuid)?.head ?? '';
  if (next === null || next.stored.seq !== seq || next.stored.previous !== head) return false;
  store.db.transaction(() => commitRecord(store, uuid, next.stored.record, seq, next.line))();
  records.take();
  return true;
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
  if (!existsSync(bundles)) return;
  const known = new Set(
    store.db
      .prepare('SELECT b.file FROM bundle b JOIN company c ON c.id = b.company_id WHERE c.uuid = ?')
      .pluck()
      .all(uuid) as string[],
  );
  for (const file of readdirSync(bundles, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    const relative = path.slice(bundles.length + 1).replaceAll('\\', '/');
    if (known.has(relative)) continue;
    removeQuietly(path);
    tally.sweptFiles += 1;
  }
}
