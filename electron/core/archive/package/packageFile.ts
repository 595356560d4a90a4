// One view of the two packagings: names, and the checked bytes of one entry.
import type { PackagePage } from '../../providers/sdk/pages';
import type { PackedEntry } from '../zip/zipWriter';
import { unpack, ZipReader } from '../zip/zipReader';
import { DEFLATED } from '../zip/zipFormat';
import { gunzipTo, TarReader } from '../zip/tarReader';

export interface PackageFile {
  /** In the order in which reading them reads the file once. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Throws for a name that is not there. What it answers is valid until the next read. */
  read(name: string): { readonly bytes: Uint8Array; readonly packed: PackedEntry | null };
  /** The packed bytes alone, unchecked; null when this packaging has none for one entry. Valid until the next read. */
  packed(name: string): PackedEntry | null;
  close(): void;
}

export async function openPlain(
  packaging: PackagePage['packaging'],
  path: string,
  scratch: string[],
  signal: AbortSignal,
): Promise<PackageFile> {
  if (packaging === 'zip') return zipFile(path);
  const tar = `${path}.tar`;
  scratch.push(tar);
  await gunzipTo(path, tar, signal);
  return tarFile(tar);
}

function zipFile(path: string): PackageFile {
  const reader = new ZipReader(path);
  const entries = new Map(reader.entries.map((entry) => [entry.name, entry]));
  const read: PackageFile['read'] = (name) => {
    const entry = must(entries.get(name), name);
    const data = reader.packed(entry);
    const bytes = unpack(entry, data);
    const { crc } = entry;
    return { bytes, packed: entry.method === DEFLATED ? { deflated: data, crc, bytes: bytes.length } : null };
  };
  const packed: PackageFile['packed'] = (name) => {
    const entry = must(entries.get(name), name);
    const { method, crc, bytes } = entry;
    return method === DEFLATED ? { deflated: reader.packed(entry), crc, bytes } : null;
  };
  return { names: [...entries.keys()], has: (name) => entries.has(name), read, packed, close: () => reader.close() };
}

function tarFile(path: string): PackageFile {
  const reader = new TarReader(path);
  const entries = new Map(reader.entries.map((entry) => [entry.name, entry]));
  const read: PackageFile['read'] = (name) => ({ bytes: reader.read(must(entries.get(name), name)), packed: null });
  const packed = (): null => null;
  return { names: [...entries.keys()], has: (name) => entries.has(name), read, packed, close: () => reader.close() };
}

function must<T>(entry: T | undefined, name: string): T {
  if (entry === undefined) throw new Error(`no entry ${name}`);
  return entry;
}
