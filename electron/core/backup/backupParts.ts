// A backup in parts, one for each state: what a state has added is never touched again, so that a destination gets only what is new and
// nothing there is replaced. Each part is a tar file of its own; the first alone is the backup as it was then.
import { closeSync, mkdirSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { breathe } from '../archive/breathe';
import { TAR_BLOCK } from '../archive/zip/tarHeader';
import { FdWriter } from '../archive/zip/fdWriter';
import { explainDisk } from '../db/diskProblems';
import { readOuter, type OuterBackup } from './backupEntries';
import { backupProblem } from './failures';

const PIECE = 1 << 20;
const END = Buffer.alloc(2 * TAR_BLOCK);
const NAME = /^(kontor-[0-9a-f]{12})-(\d{6})-\d{4}-\d\d-\d\d\.kontor-backup$/;
type OnBytes = (done: number, total: number | null) => void;

export interface PartOrder {
  readonly file: string;
  /** Of this backup; another one in its place has no part. */
  readonly id: string;
  /** Of which state. */
  readonly n: number;
  /** Overwritten. */
  readonly to: string;
}

export interface BackupPart {
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  /** When the state was made. */
  readonly madeAtMs: number;
}

/** Its end: an id begins with the time, which two may share. */
export const partsFolder = (id: string): string => `kontor-${id.slice(-12)}`;

/** Null: the backup has no such state, or is another one. Throws a Failure: those of `readOuter`, archive.disk_full. */
export async function writePart(
  { file, id, n, to }: PartOrder,
  onProgress: OnBytes,
  signal: AbortSignal,
): Promise<BackupPart | null> {
  const outer = readOuter(file);
  if (outer.key.id !== id || n > outer.states) return null;
  const from = n === 1 ? 0 : endOf(outer, n - 1);
  const total = endOf(outer, n) - from;
  const fd = openSync(file, 'r');
  try {
    const header = Buffer.alloc(TAR_BLOCK);
    readSync(fd, header, 0, TAR_BLOCK, outer.data(n).offset - TAR_BLOCK);
    const madeAtMs = 1000 * parseInt(header.toString('latin1', 136, 147), 8);
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
    const out = new FdWriter(to, { hash: 'sha256' });
    try {
      await copy(fd, from, total, out, (done) => onProgress(done, total), signal);
      out.write(END);
      const sha256 = out.finish() ?? '';
      const day = new Date(madeAtMs).toISOString().slice(0, 10);
      const fileName = `${partsFolder(id)}-${String(n).padStart(6, '0')}-${day}.kontor-backup`;
      return { fileName, bytes: total + END.length, sha256, madeAtMs };
    } finally {
      out.close();
    }
  } catch (error) {
    throw explainDisk(error);
  } finally {
    closeSync(fd);
  }
}

/** The parts that lie beside the one that was chosen, in their order; null: it stands for itself. Throws a Failure: backup.part_missing. */
export function partsBeside(file: string): readonly string[] | null {
  const own = NAME.exec(basename(file));
  if (own === null) return null;
  const found = new Map<number, string>();
  for (const name of readdirSync(dirname(file)).toSorted()) {
    const [, prefix, number] = NAME.exec(name) ?? [];
    if (prefix === own[1]) found.set(Number(number), join(dirname(file), name));
  }
  const last = Math.max(...found.keys());
  return Array.from({ length: last }, (_, index) => {
    const part = found.get(index + 1);
    const name = `${own[1] ?? ''}-${String(index + 1).padStart(6, '0')}`;
    if (part === undefined) throw backupProblem('backup.part_missing', { part: name });
    return part;
  });
}

/** One backup again. What is not a part of it is found when the states are opened: each names the one before. */
export async function joinParts(parts: readonly string[], to: string, signal: AbortSignal): Promise<void> {
  const out = new FdWriter(to, { hash: 'none' });
  try {
    for (const part of parts) {
      const fd = openSync(part, 'r');
      try {
        await copy(fd, 0, Math.max(0, statSync(part).size - END.length), out, () => undefined, signal);
      } finally {
        closeSync(fd);
      }
    }
    out.write(END);
    out.end();
  } finally {
    out.close();
  }
}

const endOf = (outer: OuterBackup, n: number): number => {
  const { offset, bytes } = outer.list(n);
  return offset + Math.ceil(bytes / TAR_BLOCK) * TAR_BLOCK;
};

async function copy(
  fd: number,
  from: number,
  bytes: number,
  out: FdWriter,
  onBytes: (done: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const buffer = Buffer.allocUnsafe(PIECE);
  for (let done = 0; done < bytes;) {
    const got = readSync(fd, buffer, 0, Math.min(PIECE, bytes - done), from + done);
    if (got === 0) throw backupProblem('backup.cut');
    out.write(buffer.subarray(0, got));
    onBytes((done += got));
    signal.throwIfAborted();
    await breathe();
  }
}
