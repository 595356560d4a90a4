// Single files out of a backup into the archive that has lost them. A state that was made after the damage holds the damaged bytes: the
// states are gone through from the newest to the oldest, until one has what the chain says.
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { breathe } from '../archive/breathe';
import { makeFolder } from '../archive/disk';
import { placeFile, waitingPath, withNewerLines } from '../archive/mend/placeFile';
import { proverOf, type PlacedProver } from '../archive/mend/proverOf';
import { RECORDS, segmentOf, type DamagedPlace } from '../archive/mend/proveFile';
import { explainDisk } from '../db/diskProblems';
import type { FernetKey } from '../vault/fernet';
import { readOuter, type OuterBackup } from './backupEntries';
import { backupProblem } from './failures';
import type { BackupFile } from './manifest';
import { keyOf, openEntry, openList, type BackupAccess } from './openBackup';
import { ARCHIVE_PATH } from './snapshot';
import { segmentAt } from './streamCipher';

export interface PutBackOrder extends BackupAccess {
  readonly archive: string;
  readonly file: string;
  readonly wanted: readonly DamagedPlace[];
}

export interface PutBack {
  readonly mended: readonly DamagedPlace[];
  /** Not in this backup, or not as the chain says that it was. */
  readonly left: readonly DamagedPlace[];
}

type OnBytes = (done: number, total: number | null) => void;

interface OpenedBackup {
  readonly file: string;
  readonly outer: OuterBackup;
  readonly key: FernetKey;
  /** By path, the newest content first, each once. */
  readonly contents: ReadonlyMap<string, readonly BackupFile[]>;
}

/** Throws a Failure: those of `readOuter`, backup.passphrase_wrong, backup.damaged, archive.disk_full. */
export async function putBack(order: PutBackOrder, onProgress: OnBytes, signal: AbortSignal): Promise<PutBack> {
  const { archive, file } = order;
  const outer = readOuter(file);
  const key = await keyOf(outer, order);
  const wanted = inOrder(order.wanted);
  const contents = await contentsOf(file, outer, key, wanted, signal);
  const total = [...contents.values()].flat().reduce((sum, one) => sum + one.bytes, 0);
  let done = 0;
  const step = (bytes: number): void => onProgress(Math.min((done += bytes), total), total);
  const mended: DamagedPlace[] = [];
  const left: DamagedPlace[] = [];
  try {
    for (const place of wanted) {
      const prover = proverOf(archive, place);
      const isBack = prover !== null && (await comesBack({ file, outer, key, contents }, place, prover, step, signal));
      (isBack ? mended : left).push(place);
    }
  } catch (error) {
    throw explainDisk(error);
  }
  return { mended, left };
}

const pathOf = ({ companyId, file }: DamagedPlace): string => `${ARCHIVE_PATH}${companyId}/${file}`;

/** Records first, for they name the other files; segments from the last one back, for each names the hash of the one before. */
function inOrder(wanted: readonly DamagedPlace[]): readonly DamagedPlace[] {
  const rank = ({ file }: DamagedPlace): number => (file === RECORDS ? -Infinity : -(segmentOf(file) ?? -Infinity));
  return wanted.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

async function contentsOf(
  file: string,
  outer: OuterBackup,
  key: FernetKey,
  wanted: readonly DamagedPlace[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly BackupFile[]>> {
  const contents = new Map<string, BackupFile[]>(wanted.map((place) => [pathOf(place), []]));
  for (let n = outer.states; n >= 1; n -= 1) {
    for (const one of openList(file, outer, key, n).list.files) {
      const known = contents.get(one.path);
      if (known !== undefined && known.every(({ sha256 }) => sha256 !== one.sha256)) known.push(one);
    }
    signal.throwIfAborted();
    await breathe();
  }
  return contents;
}

async function comesBack(
  backup: OpenedBackup,
  place: DamagedPlace,
  { path, sha256, head, isWhatItWas }: PlacedProver,
  step: (bytes: number) => void,
  signal: AbortSignal,
): Promise<boolean> {
  if (existsSync(path) && (await isWhatItWas(path, signal))) return true;
  const candidate = waitingPath(path);
  makeFolder(dirname(path));
  try {
    for (const content of backup.contents.get(pathOf(place)) ?? []) {
      if (sha256 !== null && content.sha256 !== sha256) continue;
      await takeOut(backup, content, candidate, step, signal);
      if (place.file === RECORDS) withNewerLines(candidate, path, head.recordsBytes);
      if (!(await isWhatItWas(candidate, signal))) continue;
      placeFile(candidate, path);
      return true;
    }
    return false;
  } finally {
    rmSync(candidate, { force: true });
  }
}

async function takeOut(
  { file, outer, key }: OpenedBackup,
  content: BackupFile,
  to: string,
  step: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const hash = createHash('sha256');
  const fd = openSync(to, 'w', 0o600);
  try {
    for (const part of content.parts) {
      const end = part.offset + part.bytes;
      const first = segmentAt(part.offset);
      let { position } = first;
      for (const plain of openEntry(file, outer, key, part.n, 'data', first.nth)) {
        const bytes = plain.subarray(Math.max(0, part.offset - position), Math.max(0, end - position));
        for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done);
        hash.update(bytes);
        step(bytes.length);
        position += plain.length;
        signal.throwIfAborted();
        await breathe();
        if (position >= end) break;
      }
    }
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  if (hash.digest('hex') !== content.sha256) throw backupProblem('backup.damaged', { part: content.path });
}
