import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFailure } from '../../../../shared/errors';
import { removeFolder, temporaryFolder } from '../../../../tests/support/testArchive';
import { zipBytes, type ZipLie } from '../../../../tests/support/zipBytes';
import { PACKAGE_LIMITS, type PackageLimits } from './limits';
import { readEntryAt } from './readEntryAt';
import { ZipReader } from './zipReader';
import { ZipWriter } from './zipWriter';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => removeFolder(folder));

function readAll(zip: Buffer, limits: PackageLimits = PACKAGE_LIMITS): Record<string, string> {
  const path = join(folder, 'x.zip');
  writeFileSync(path, zip);
  const reader = new ZipReader(path, limits);
  try {
    return Object.fromEntries(reader.entries.map((entry) => [entry.name, reader.read(entry).toString()]));
  } finally {
    reader.close();
  }
}
function refusal(zip: Buffer, limits?: PackageLimits): string {
  try {
    readAll(zip, limits);
  } catch (error) {
    if (isFailure(error)) return error.spec.key;
    throw error;
  }
  return 'read';
}
const one = (lie: ZipLie) => zipBytes([['a.txt', Buffer.from('hello hello hello'), lie]]);

describe('the ZIP reader', () => {
  it('reads entries, also with a comment and with 64-bit records', () => {
    const entries = [
      ['a.txt', Buffer.from('a')],
      ['ä/b.txt', Buffer.from('b'.repeat(5000))],
    ] as const;
    const expected = { 'a.txt': 'a', 'ä/b.txt': 'b'.repeat(5000) };
    expect(readAll(zipBytes(entries))).toEqual(expected);
    expect(readAll(zipBytes(entries, { comment: 'PK\x05\x06 is no end' }))).toEqual(expected);
    expect(readAll(zipBytes(entries, { zip64: true }))).toEqual(expected);
    expect(readAll(zipBytes([]))).toEqual({});
  });

  it('refuses lies about size, checksum, name and place', () => {
    expect(refusal(one({ bytes: 5 }))).toBe('archive.entry_hash');
    expect(refusal(one({ bytes: 500 }))).toBe('archive.entry_hash');
    expect(refusal(one({ crc: 1 }))).toBe('archive.entry_hash');
    expect(refusal(one({ localName: 'b.txt' }))).toBe('archive.package_damaged');
    expect(refusal(one({ offset: 3 }))).toBe('archive.package_damaged');
    expect(refusal(one({ offset: 100_000 }))).toBe('archive.package_damaged');
  });

  it('refuses two entries of one name or of one place', () => {
    const a = ['a', Buffer.from('aaaa')] as const;
    expect(refusal(zipBytes([a, a]))).toBe('archive.package_damaged');
    expect(refusal(zipBytes([a, ['b', Buffer.from('bbbb'), { offset: 0 }]]))).toBe('archive.package_damaged');
  });

  it('keeps to its limits', () => {
    const entries = Array.from({ length: 4 }, (_, index) => [`${index}`, Buffer.alloc(1000, index)] as const);
    const limits = (more: Partial<PackageLimits>): PackageLimits => ({ ...PACKAGE_LIMITS, ...more });
    expect(refusal(zipBytes(entries), limits({ maxEntries: 3 }))).toBe('archive.too_big');
    expect(refusal(zipBytes(entries), limits({ maxEntryBytes: 999 }))).toBe('archive.too_big');
    expect(refusal(zipBytes(entries), limits({ maxTotalBytes: 3999 }))).toBe('archive.too_big');
    expect(refusal(zipBytes(entries), limits({ maxRatio: 10, ratioFromBytes: 500 }))).toBe('archive.too_big');
    expect(refusal(zipBytes(entries), limits({ maxEntries: 4, maxTotalBytes: 4000 }))).toBe('read');
  });

  it('says that a cut archive is cut', () => {
    const zip = zipBytes([['a', Buffer.from('a')]]);
    expect(refusal(zip.subarray(0, zip.length - 1))).toBe('archive.package_truncated');
    expect(refusal(Buffer.alloc(0))).toBe('archive.package_truncated');
  });
});

describe('the ZIP writer', () => {
  it('writes what the reader reads, the same bytes each time', () => {
    const content = Buffer.from('Łódź '.repeat(1000));
    const write = (name: string) => {
      const path = join(folder, name);
      const zip = new ZipWriter(path, { at: '2026-11-02T08:00:00.000Z', hash: 'sha256' });
      const offsets = [zip.addStored('a.json', Buffer.from('{}')), zip.addDeflated('łąka.xml', content)];
      return { ...zip.finish(), offsets, path };
    };
    const [a, b] = [write('a.zip'), write('b.zip')];
    expect(a.sha256).toBe(b.sha256);
    expect(readFileSync(a.path)).toEqual(readFileSync(b.path));
    expect(readAll(readFileSync(a.path))).toEqual({ 'a.json': '{}', 'łąka.xml': content.toString() });
    expect(Buffer.from(readEntryAt(a.path, a.offsets[1] ?? 0))).toEqual(content);
  });

  it('takes over packed data as it is', () => {
    const path = join(folder, 'source.zip');
    writeFileSync(path, zipBytes([['a.xml', Buffer.from('x'.repeat(100_000))]]));
    const reader = new ZipReader(path);
    const [entry] = reader.entries;
    if (entry === undefined) throw new Error('no entry');
    const target = join(folder, 'target.zip');
    const zip = new ZipWriter(target, { at: '2026-11-02T08:00:00.000Z', hash: 'none' });
    zip.addPacked('b.xml', { deflated: reader.packed(entry), crc: entry.crc, bytes: entry.bytes });
    zip.finish();
    reader.close();
    expect(readAll(readFileSync(target))).toEqual({ 'b.xml': 'x'.repeat(100_000) });
  });

  it('refuses names that lead elsewhere', () => {
    const zip = new ZipWriter(join(folder, 'x.zip'), { at: '2026-11-02T08:00:00.000Z', hash: 'none' });
    expect(() => zip.addStored('../x', Buffer.alloc(0))).toThrow('archive.bad_entry_name');
    zip.abandon();
  });
});
