// Adds one state to a backup file: data and list behind what is there, and the header of the data last of all. Until that header is
// on the disk the file ends where it ended before, for Kontor and for tar: a kill anywhere leaves the states that were whole.
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { breathe } from '../archive/breathe';
import { TAR_BLOCK, tarHeader, tarHeaders, tarPadding } from '../archive/zip/tarHeader';
import { aboutStream, dataEntry, listEntry, type BackupFile, type BackupList } from './manifest';
import type { SnapshotFile } from './snapshot';
import { StreamSealer } from './streamCipher';

const PIECE = 1 << 20;
const END = Buffer.alloc(2 * TAR_BLOCK);

export interface StateOrder {
  readonly fd: number;
  /** Where the file ends now. */
  readonly end: number;
  readonly key: Uint8Array;
  readonly id: string;
  readonly n: number;
  readonly previous: string;
  readonly at: string;
  readonly version: string;
  readonly companies: BackupList['companies'];
  readonly files: readonly SnapshotFile[];
  /** What the state before holds, by path. */
  readonly known: ReadonlyMap<string, BackupFile>;
  /** True when the file was not touched since the state before. */
  readonly isUntouched: (file: SnapshotFile, known: BackupFile) => boolean;
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
  /** Every step that leaves another disk behind. */
  readonly reached: (place: BackupPlace) => void;
}

export const BACKUP_PLACES = [
  'backup.begun',
  'backup.data',
  'backup.list',
  'backup.synced',
  'backup.headed',
  'backup.named',
  'restore.begun',
  'restore.files',
  'restore.proved',
  'restore.indexed',
] as const;
export type BackupPlace = (typeof BACKUP_PLACES)[number];

export interface WrittenState {
  readonly list: BackupList;
  readonly newBytes: number;
  readonly end: number;
}

export async function writeState(order: StateOrder): Promise<WrittenState> {
  const { fd, end, key, id, n, reached } = order;
  const seconds = Math.floor(Date.parse(order.at) / 1000);
  let at = end;
  const put = (bytes: Uint8Array): void => {
    for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, at + done);
    at += bytes.length;
  };
  put(Buffer.alloc(TAR_BLOCK));
  reached('backup.begun');
  const dataAt = at;
  const sealer = new StreamSealer(key, aboutStream(id, n, 'data'), put);
  const { files, missing } = await writeFiles(order, sealer, seconds);
  const newBytes = sealer.position;
  sealer.write(END);
  sealer.end();
  const dataBytes = at - dataAt;
  put(tarPadding(dataBytes));
  reached('backup.data');
  const { previous, version, companies } = order;
  const list: BackupList = { v: 1, n, previous, at: order.at, version, companies, files, missing };
  const text = Buffer.from(JSON.stringify(list), 'utf8');
  put(header(listEntry(n), sealedBytes(key, id, n, text), seconds));
  const listAt = at;
  sealAll(key, id, n, text, put);
  put(tarPadding(at - listAt));
  const newEnd = at;
  put(END);
  reached('backup.list');
  ftruncateSync(fd, at);
  fsyncSync(fd);
  reached('backup.synced');
  at = end;
  put(header(dataEntry(n), dataBytes, seconds));
  fsyncSync(fd);
  reached('backup.headed');
  return { list, newBytes, end: newEnd };
}

function sealAll(key: Uint8Array, id: string, n: number, text: Buffer, put: (bytes: Uint8Array) => void): void {
  const sealer = new StreamSealer(key, aboutStream(id, n, 'list'), put);
  sealer.write(text);
  sealer.end();
}

function sealedBytes(key: Uint8Array, id: string, n: number, text: Buffer): number {
  let bytes = 0;
  sealAll(key, id, n, text, (piece) => (bytes += piece.length));
  return bytes;
}

function header(name: string, bytes: number, seconds: number): Buffer {
  const block = tarHeader(name, bytes, seconds);
  if (block === null) throw new Error(`entry name ${name}`);
  return block;
}

async function writeFiles(
  order: StateOrder,
  sealer: StreamSealer,
  seconds: number,
): Promise<{ files: BackupFile[]; missing: string[] }> {
  const files: BackupFile[] = [];
  const missing: string[] = [];
  for (const file of order.files) {
    const known = order.known.get(file.path);
    const written =
      known !== undefined && order.isUntouched(file, known)
        ? known
        : await writeFile(order, sealer, seconds, file, known);
    if (written === null) missing.push(file.path);
    else files.push(written);
    if (written === known) order.onBytes(known.bytes);
  }
  return { files, missing };
}

/** What only grew is written from where it ended before; null: it is not there. */
async function writeFile(
  { n, signal, onBytes }: StateOrder,
  sealer: StreamSealer,
  seconds: number,
  { path, from, upTo }: SnapshotFile,
  known: BackupFile | undefined,
): Promise<BackupFile | null> {
  if (!existsSync(from)) return null;
  const fd = openSync(from, 'r');
  try {
    const bytes = upTo ?? fstatSync(fd).size;
    if (fstatSync(fd).size < bytes) return null;
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(PIECE);
    const read = async (start: number, end: number, take: (piece: Buffer) => void): Promise<void> => {
      for (let at = start; at < end;) {
        const got = readSync(fd, buffer, 0, Math.min(PIECE, end - at), at);
        if (got === 0) throw new Error(`${path} became shorter`);
        at += got;
        hash.update(buffer.subarray(0, got));
        take(buffer.subarray(0, got));
        onBytes(got);
        signal.throwIfAborted();
        await breathe();
      }
    };
    let start = 0;
    if (upTo !== undefined && known !== undefined && known.bytes <= bytes) {
      await read(0, known.bytes, () => undefined);
      if (hash.copy().digest('hex') === known.sha256) start = known.bytes;
    }
    if (start === bytes && known !== undefined) return known;
    // Something else lies there now: all of it once more, with a hash of its own.
    const whole = start === 0 && known !== undefined && upTo !== undefined ? createHash('sha256') : hash;
    const offset = sealer.position + tarHeaders(path, bytes - start, seconds).length;
    sealer.write(tarHeaders(path, bytes - start, seconds));
    await read(start, bytes, (piece) => {
      if (whole !== hash) whole.update(piece);
      sealer.write(piece);
    });
    sealer.write(tarPadding(bytes - start));
    const before = start === 0 ? [] : (known?.parts ?? []);
    return { path, bytes, sha256: whole.digest('hex'), parts: [...before, { n, offset, bytes: bytes - start }] };
  } finally {
    closeSync(fd);
  }
}
