// The outer tar file of a backup, read: strict about its first entries, exact about where it ends.
import { existsSync } from 'node:fs';
import { isFailure } from '../../../shared/errors';
import { FdWindow } from '../archive/zip/fdWindow';
import { TarReader, type TarEntry } from '../archive/zip/tarReader';
import { TAR_BLOCK } from '../archive/zip/tarHeader';
import { sha256Hex } from '../archive/sha256';
import { backupProblem } from './failures';
import { dataEntry, KEY_ENTRY, KeyEntry, listEntry, README_ENTRY } from './manifest';

const LIMITS = {
  maxEntries: 2_000_000,
  maxEntryBytes: Number.MAX_SAFE_INTEGER,
  maxTotalBytes: Number.MAX_SAFE_INTEGER,
  maxRatio: Infinity,
  ratioFromBytes: Infinity,
};

export interface OuterBackup {
  readonly key: KeyEntry;
  /** How many whole states it holds. */
  readonly states: number;
  /** Where the next state begins. */
  readonly end: number;
  data(n: number): TarEntry;
  list(n: number): TarEntry;
}

export function readOuter(path: string): OuterBackup {
  if (!existsSync(path)) throw backupProblem('backup.gone', { file: path });
  const entries = entriesOf(path);
  const [readme, key] = entries;
  if (readme?.name !== README_ENTRY || key?.name !== KEY_ENTRY) throw backupProblem('backup.foreign');
  const known = keyOf(path, readme, key);
  const rest = entries.slice(2);
  const states = rest.length / 2;
  const last = rest.at(-1);
  if (last === undefined) throw backupProblem('backup.cut');
  for (const [index, { name }] of rest.entries()) {
    const n = (index >> 1) + 1;
    if (name !== (index % 2 === 0 ? dataEntry(n) : listEntry(n))) throw backupProblem('backup.damaged', { part: name });
  }
  if (!Number.isInteger(states)) throw backupProblem('backup.cut');
  const entry = (index: number): TarEntry => {
    const found = rest[index];
    if (found === undefined) throw backupProblem('backup.damaged', { part: String(index) });
    return found;
  };
  return {
    key: known,
    states,
    end: last.offset + Math.ceil(last.bytes / TAR_BLOCK) * TAR_BLOCK,
    data: (n) => entry(2 * n - 2),
    list: (n) => entry(2 * n - 1),
  };
}

function entriesOf(path: string): readonly TarEntry[] {
  try {
    const reader = new TarReader(path, LIMITS);
    reader.close();
    return reader.entries;
  } catch (error) {
    if (!isFailure(error)) throw error;
    if (!beginsAsOurs(path)) throw backupProblem('backup.foreign', {}, error);
    throw error.spec.key === 'archive.package_truncated'
      ? backupProblem('backup.cut', {}, error)
      : backupProblem('backup.damaged', { part: 'tar' }, error);
  }
}

function beginsAsOurs(path: string): boolean {
  const file = new FdWindow(path);
  try {
    return file.size >= README_ENTRY.length && file.read(0, README_ENTRY.length).toString('latin1') === README_ENTRY;
  } finally {
    file.close();
  }
}

function keyOf(path: string, readme: TarEntry, key: TarEntry): KeyEntry {
  if (key.bytes > 10_000 || readme.bytes > 100_000) throw backupProblem('backup.foreign');
  const file = new FdWindow(path);
  try {
    const text = file.read(key.offset, key.bytes).toString('utf8');
    const json = parsed(text);
    const found = KeyEntry.safeParse(json);
    if (!found.success) {
      const isNewer =
        typeof json === 'object' && json !== null && 'v' in json && typeof json.v === 'number' && json.v > 1;
      throw isNewer ? backupProblem('backup.newer') : backupProblem('backup.damaged', { part: KEY_ENTRY });
    }
    const isWhole =
      sha256Hex(file.read(readme.offset, readme.bytes)) === found.data.readme &&
      sha256Hex(Buffer.from(JSON.stringify(found.data.wrap))) === found.data.check;
    if (!isWhole) throw backupProblem('backup.damaged', { part: KEY_ENTRY });
    return found.data;
  } finally {
    file.close();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
