// One backup: a new file, or one more state in the file that is there. Memory stays flat whatever the archive holds.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { moveInto, syncFolder } from '../archive/disk';
import { codeOf, explainDisk } from '../db/diskProblems';
import { sha256Hex } from '../archive/sha256';
import { tarHeader, tarPadding } from '../archive/zip/tarHeader';
import { type FernetKey, fernetKey } from '../vault/fernet';
import { usualCost, wrapByPassphrase, type ScryptCost } from '../vault/passphraseWrap';
import { readOuter } from './backupEntries';
import { backupProblem } from './failures';
import { KEY_ENTRY, README, README_ENTRY, type BackupFile, type BackupList, type KeyEntry } from './manifest';
import { keyOf, openList } from './openBackup';
import { CONFIG_PATH, takeSnapshot, type SnapshotFile } from './snapshot';
import { writeState, type BackupPlace } from './writeState';

export interface BackupOrder {
  readonly archive: string;
  readonly file: string;
  /** A new file, in the place of whatever lies there; needs the passphrase. */
  readonly isNew: boolean;
  readonly id: string;
  readonly passphrase?: string | undefined;
  /** The key as it was kept by the keychain. */
  readonly key?: string | undefined;
  /** Connections and settings, as text. */
  readonly config: string;
  /** Scratch space. */
  readonly spool: string;
  /** Remembers which files were not touched since; without it everything is read. */
  readonly memory: string;
  readonly at: string;
  readonly version: string;
}

export interface BackupDone {
  readonly id: string;
  readonly states: number;
  readonly bytes: number;
  readonly newBytes: number;
  readonly files: number;
  readonly missing: number;
  readonly key: string;
}

export interface BackupOptions {
  readonly cost?: ScryptCost;
  readonly reached?: (place: BackupPlace) => void;
}

/** Two empty blocks. */
const TAR_END_BYTES = 1024;

type OnBytes = (done: number, total: number | null) => void;

/** Throws a Failure: those of `readOuter`, backup.passphrase_wrong, backup.not_writable, archive.disk_full. */
export async function makeBackup(
  order: BackupOrder,
  onProgress: OnBytes,
  signal: AbortSignal,
  { cost = usualCost, reached = () => undefined }: BackupOptions = {},
): Promise<BackupDone> {
  mkdirSync(order.spool, { recursive: true, mode: 0o700 });
  const scratch = join(order.spool, `backup-${String(process.pid)}-${randomBytes(4).toString('hex')}`);
  const [workFile, configFile] = [`${scratch}-work`, `${scratch}-config`];
  try {
    writeFileSync(configFile, order.config, { mode: 0o600 });
    const base = order.isNew ? begin(order, cost) : await goOn(order);
    let isWhole = false;
    try {
      const { companies, files } = takeSnapshot(order.archive, workFile);
      const all: readonly SnapshotFile[] = [{ path: CONFIG_PATH, from: configFile }, ...files];
      const total = all.reduce((sum, file) => sum + (file.upTo ?? sizeOf(file.from)), 0);
      const touched = readMemory(order);
      let done = 0;
      const { list, newBytes, end } = await writeState({
        ...base,
        at: order.at,
        version: order.version,
        companies: companies.map((company) => ({ ...company })),
        files: all,
        isUntouched: (file, known) => file.upTo === undefined && touched.get(file.path) === markOf(file.from, known),
        onBytes: (bytes) => onProgress(Math.min((done += bytes), total), total),
        signal,
        reached,
      });
      await base.finish();
      isWhole = true;
      reached('backup.named');
      saveMemory(order, list, all);
      const { n: states } = list;
      const { length } = list.files;
      return {
        id: base.id,
        states,
        bytes: end + TAR_END_BYTES,
        newBytes,
        files: length,
        missing: list.missing.length,
        key: base.wrapped.text,
      };
    } finally {
      base.close(isWhole);
    }
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'EISDIR'].includes(codeOf(error) ?? ''))
      throw backupProblem('backup.not_writable', { file: order.file }, error);
    throw explainDisk(error);
  } finally {
    for (const file of [workFile, configFile]) rmSync(file, { force: true });
  }
}

interface Base {
  readonly fd: number;
  readonly end: number;
  readonly key: Uint8Array;
  readonly wrapped: FernetKey;
  readonly id: string;
  readonly n: number;
  readonly previous: string;
  readonly known: ReadonlyMap<string, BackupFile>;
  /** Gives a new file its name. */
  finish(): Promise<void>;
  /** What is not whole gives its room back: a disk that was full would stay so. */
  close(isWhole: boolean): void;
}

/** Blanks behind its JSON: where it lies is known before its key is wrapped. */
const KEY_ROOM = 2048;

function begin({ file, id, passphrase = '', at }: BackupOrder, cost: ScryptCost): Base {
  const wrapped = fernetKey(randomBytes(32));
  // Takes a second of another thread: the files are written meanwhile.
  const wrapping = wrapByPassphrase(wrapped, passphrase, { nowMs: Date.parse(at), cost });
  wrapping.catch(() => undefined);
  const readme = Buffer.from(README, 'utf8');
  const seconds = Math.floor(Date.parse(at) / 1000);
  const room = Buffer.alloc(KEY_ROOM, ' ');
  const start = Buffer.concat([...entry(README_ENTRY, readme, seconds), ...entry(KEY_ENTRY, room, seconds)]);
  const temp = `${file}.part`;
  const fd = openSync(temp, 'w+', 0o600);
  writeSync(fd, start, 0, start.length, 0);
  let isOpen = true;
  let isNamed = false;
  const close = (): void => {
    if (isOpen) closeSync(fd);
    isOpen = false;
    if (!isNamed) rmSync(temp, { force: true });
  };
  const finish = async (): Promise<void> => {
    const wrap = await wrapping;
    const check = sha256Hex(Buffer.from(JSON.stringify(wrap)));
    const key: KeyEntry = { format: 'kontor-backup', v: 1, id, wrap, readme: sha256Hex(readme), check };
    const text = Buffer.from(JSON.stringify(key), 'utf8');
    if (text.length > KEY_ROOM) throw new Error('no room for the key');
    writeSync(fd, text, 0, text.length, start.length - KEY_ROOM);
    fsyncSync(fd);
    closeSync(fd);
    isOpen = false;
    moveInto(temp, file);
    isNamed = true;
    syncFolder(dirname(file));
  };
  return {
    fd,
    end: start.length,
    key: bytesOf(wrapped),
    wrapped,
    id,
    n: 1,
    previous: '',
    known: new Map(),
    finish,
    close,
  };
}

function entry(name: string, content: Buffer, seconds: number): readonly Buffer[] {
  const header = tarHeader(name, content.length, seconds);
  if (header === null) throw new Error(`entry name ${name}`);
  return [header, content, tarPadding(content.length)];
}

/** Which backup it is, is what lies there; not what somebody remembers. */
async function goOn({ file, passphrase, key, id }: BackupOrder): Promise<Base> {
  const outer = readOuter(file);
  const wrapped = await keyOf(outer, { passphrase, key, id });
  const { list, sha256 } = openList(file, outer, wrapped, outer.states);
  const fd = openSync(file, 'r+');
  return {
    fd,
    end: outer.end,
    key: bytesOf(wrapped),
    wrapped,
    id: outer.key.id,
    n: outer.states + 1,
    previous: sha256,
    known: new Map(list.files.map((one) => [one.path, one])),
    finish: () => Promise.resolve(),
    close: (isWhole) => {
      try {
        if (!isWhole) endAt(fd, outer.end);
      } finally {
        closeSync(fd);
      }
    },
  };
}

/** The end first: a header that was written already would promise what is no longer there. */
function endAt(fd: number, end: number): void {
  writeSync(fd, Buffer.alloc(TAR_END_BYTES), 0, TAR_END_BYTES, end);
  ftruncateSync(fd, end + TAR_END_BYTES);
}

export const bytesOf = ({ text }: FernetKey): Uint8Array => Buffer.from(text, 'base64url');

const Memory = z.object({ id: z.string(), marks: z.array(z.tuple([z.string(), z.string()])) });

/** Size and times of a file, bound to the content that it had. */
function markOf(path: string, { sha256 }: BackupFile): string {
  const { size, mtimeMs, ctimeMs, ino } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return `${sha256} ${String(size)} ${String(mtimeMs)} ${String(ctimeMs)} ${String(ino)}`;
}

function readMemory({ memory }: BackupOrder): ReadonlyMap<string, string> {
  try {
    return new Map(Memory.parse(JSON.parse(readFileSync(memory, 'utf8'))).marks);
  } catch {
    return new Map();
  }
}

function saveMemory({ memory, id }: BackupOrder, list: BackupList, files: readonly SnapshotFile[]): void {
  const from = new Map(files.map((file) => [file.path, file]));
  const marks = list.files.flatMap((file): [string, string][] => {
    const source = from.get(file.path);
    return source === undefined || source.upTo !== undefined ? [] : [[file.path, markOf(source.from, file)]];
  });
  writeFileSync(`${memory}.part`, JSON.stringify({ id, marks } satisfies z.infer<typeof Memory>), { mode: 0o600 });
  moveInto(`${memory}.part`, memory);
}

function sizeOf(path: string): number {
  if (!existsSync(path)) return 0;
  const fd = openSync(path, 'r');
  try {
    return fstatSync(fd).size;
  } finally {
    closeSync(fd);
  }
}
