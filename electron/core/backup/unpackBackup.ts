// Brings the newest state of a backup into an empty folder: every stream authenticated, every file compared with its hash. Then the
// chain of every company is walked and the index built, so that what comes out is an archive that starts.
import { createHash, type Hash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { breathe } from '../archive/breathe';
import { createWriter } from '../archive/createWriter';
import { makeFolder } from '../archive/disk';
import type { FormatLookup } from '../archive/ingest/project';
import type { CompanyProof } from '../archive/integrity/types';
import { verifyCompany } from '../archive/integrity/verifyCompany';
import { openArchive } from '../archive/openArchive';
import { checkEntryName } from '../archive/zip/limits';
import { explainDisk } from '../db/diskProblems';
import { readOuter, type OuterBackup } from './backupEntries';
import { joinParts, partsBeside } from './backupParts';
import { backupProblem, damagedBy } from './failures';
import type { BackupFile, BackupList } from './manifest';
import { keyOf, openEntry, openList, type BackupAccess } from './openBackup';
import { WORK_PATH } from './snapshot';
import { readWorkRows } from './workRows';
import type { BackupPlace } from './writeState';
import type { FernetKey } from '../vault/fernet';

export interface UnpackOrder extends BackupAccess {
  readonly file: string;
  /** Made here; nothing else lies in it. Gets `archive` and `config.json`. */
  readonly into: string;
}

export interface Unpacked {
  readonly id: string;
  readonly at: string;
  readonly version: string;
  readonly states: number;
  readonly files: number;
  readonly bytes: number;
  readonly documents: number;
  readonly proofs: readonly CompanyProof[];
  /** Files that were not there when the backup was made. */
  readonly missing: readonly string[];
}

export interface UnpackOptions {
  readonly formatFor: FormatLookup;
  readonly reached?: (place: BackupPlace) => void;
}

type OnBytes = (done: number, total: number | null) => void;

/**
 * Throws a Failure: those of `readOuter`, backup.passphrase_wrong, backup.damaged, archive.disk_full. What was damaged already when the
 * backup was made comes back as it was, and is told in the proofs. A backup that came back from a destination in parts is joined first.
 */
export async function unpackBackup(
  order: UnpackOrder,
  onProgress: OnBytes,
  signal: AbortSignal,
  { formatFor, reached = () => undefined }: UnpackOptions,
): Promise<Unpacked> {
  const parts = existsSync(order.file) ? partsBeside(order.file) : null;
  if (parts === null || parts.length === 1) return unpackFile(order, onProgress, signal, { formatFor, reached });
  const joined = join(order.into, 'joined.kontor-backup');
  makeFolder(order.into);
  try {
    await joinParts(parts, joined, signal);
    return await unpackFile({ ...order, file: joined }, onProgress, signal, { formatFor, reached });
  } catch (error) {
    throw explainDisk(error);
  } finally {
    rmSync(joined, { force: true });
  }
}

async function unpackFile(
  order: UnpackOrder,
  onProgress: OnBytes,
  signal: AbortSignal,
  { formatFor, reached = () => undefined }: UnpackOptions,
): Promise<Unpacked> {
  const { file, into } = order;
  const outer = readOuter(file);
  const key = await keyOf(outer, order);
  const list = newestList(file, outer, key);
  const archive = join(into, 'archive');
  makeFolder(archive);
  reached('restore.begun');
  const bytes = list.files.reduce((sum, one) => sum + one.bytes, 0);
  // Written once, read once.
  const total = 2 * bytes;
  let done = 0;
  const step = (some: number): void => onProgress(Math.min((done += some), total), total);
  try {
    await writeFiles(order, outer, key, list, step, signal);
    reached('restore.files');
    const proofs: CompanyProof[] = [];
    for (const head of list.companies) proofs.push(await verifyCompany(archive, head, step, signal));
    reached('restore.proved');
    const documents = await buildIndex(archive, join(into, WORK_PATH), formatFor);
    reached('restore.indexed');
    const { at, version, n: states, missing } = list;
    return { id: outer.key.id, at, version, states, files: list.files.length, bytes, documents, proofs, missing };
  } catch (error) {
    throw explainDisk(error);
  }
}

/** States follow each other from the first one on. */
function newestList(file: string, outer: OuterBackup, key: FernetKey): BackupList {
  let before = '';
  for (let n = 1; ; n += 1) {
    const { list, sha256 } = openList(file, outer, key, n);
    if (list.previous !== before) throw backupProblem('backup.damaged', { part: outer.list(n).name });
    if (n === outer.states) return list;
    before = sha256;
  }
}

interface Piece {
  readonly file: BackupFile;
  readonly offset: number;
  readonly bytes: number;
  readonly isLast: boolean;
}

async function writeFiles(
  { file, into }: UnpackOrder,
  outer: OuterBackup,
  key: FernetKey,
  list: BackupList,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const pieces = new Map<number, Piece[]>();
  for (const one of list.files) {
    checkEntryName(one.path);
    if (one.parts.length === 0 || one.parts.reduce((sum, part) => sum + part.bytes, 0) !== one.bytes)
      throw backupProblem('backup.damaged', { part: one.path });
    one.parts.forEach(({ n, offset, bytes }, index) => {
      const piece = { file: one, offset, bytes, isLast: index === one.parts.length - 1 };
      const known = pieces.get(n);
      if (known === undefined) pieces.set(n, [piece]);
      else known.push(piece);
    });
  }
  /** Of files that are not whole yet. */
  const hashes = new Map<string, Hash>();
  for (const n of [...pieces.keys()].sort((a, b) => a - b)) {
    const wanted = (pieces.get(n) ?? []).sort((a, b) => a.offset - b.offset);
    const target = new PieceWriter(into, wanted, hashes);
    try {
      for (const plain of openEntry(file, outer, key, n, 'data')) {
        target.take(plain);
        onBytes(plain.length);
        signal.throwIfAborted();
        await breathe();
      }
      target.end(outer.data(n).name);
    } catch (error) {
      throw damagedBy(error, outer.data(n).name);
    } finally {
      target.close();
    }
  }
}

/** Takes the plain bytes of one state's data as they come and puts each wanted piece behind what its file has already. */
class PieceWriter {
  private readonly into: string;
  private readonly wanted: readonly Piece[];
  private readonly hashes: Map<string, Hash>;
  private next = 0;
  private position = 0;
  private fd: number | null = null;

  constructor(into: string, wanted: readonly Piece[], hashes: Map<string, Hash>) {
    this.into = into;
    this.wanted = wanted;
    this.hashes = hashes;
  }

  take(plain: Buffer): void {
    const end = this.position + plain.length;
    for (;;) {
      const piece = this.wanted[this.next];
      if (piece === undefined || piece.offset > end || (piece.offset === end && piece.bytes > 0)) break;
      const from = Math.max(piece.offset, this.position);
      const to = Math.min(piece.offset + piece.bytes, end);
      if (this.fd === null) this.open(piece);
      this.put(piece, plain.subarray(from - this.position, to - this.position));
      if (to < piece.offset + piece.bytes) break;
      this.finish(piece);
      this.next += 1;
    }
    this.position = end;
  }

  end(name: string): void {
    if (this.next < this.wanted.length) throw backupProblem('backup.damaged', { part: name });
  }

  close(): void {
    if (this.fd !== null) closeSync(this.fd);
    this.fd = null;
  }

  private open({ file }: Piece): void {
    const path = join(this.into, file.path);
    makeFolder(dirname(path));
    this.fd = openSync(path, 'a', 0o600);
    if (!this.hashes.has(file.path)) this.hashes.set(file.path, createHash('sha256'));
  }

  private put({ file }: Piece, bytes: Buffer): void {
    this.hashes.get(file.path)?.update(bytes);
    for (let done = 0; done < bytes.length;) done += writeSync(this.fd ?? -1, bytes, done, bytes.length - done);
  }

  private finish({ file, isLast }: Piece): void {
    if (isLast) {
      const found = this.hashes.get(file.path)?.digest('hex');
      this.hashes.delete(file.path);
      if (found !== file.sha256) throw backupProblem('backup.damaged', { part: file.path });
    }
    if (this.fd !== null) fsyncSync(this.fd);
    this.close();
  }
}

async function buildIndex(archive: string, workFile: string, formatFor: FormatLookup): Promise<number> {
  const db = openArchive(archive);
  const writer = createWriter(db, archive, {
    formatFor,
    unpackerFor: () => Promise.reject(new Error('nothing is unpacked here')),
    bundleEntries: () => [],
  });
  try {
    await writer.recover();
    if (existsSync(workFile)) await readWorkRows(db, workFile);
    rmSync(workFile, { force: true });
    return db.prepare('SELECT count(*) FROM document').pluck().get() as number;
  } finally {
    await writer.close();
  }
}
