// Reads tar.gz packages: inflated to a tar file on disk within limits, then read by offset. Layout: POSIX.1-2001 pax/ustar.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { badDelivery, refused } from '../failures';
import { codeOf } from '../../db/diskProblems';
import { FdWindow } from './fdWindow';
import { FdWriter } from './fdWriter';
import { checkEntryName, LimitGuard, PACKAGE_LIMITS, type PackageLimits } from './limits';

const BLOCK = 512;

export interface TarEntry {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Streams, so that neither a bomb nor a large package costs memory. */
export async function gunzipTo(
  source: string,
  target: string,
  signal: AbortSignal,
  limits: PackageLimits = PACKAGE_LIMITS,
): Promise<void> {
  const input = createReadStream(source, { highWaterMark: 1024 * 1024, signal });
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  input.on('error', (error) => gunzip.destroy(error));
  const out = new FdWriter(target, { hash: 'none' });
  try {
    for await (const chunk of input.pipe(gunzip) as AsyncIterable<Buffer>) {
      const packedBytes = Math.max(input.bytesRead, 1);
      if (out.position + chunk.length > limits.maxTotalBytes)
        throw refused('archive.too_big', { limit: 'total', max: limits.maxTotalBytes });
      if (out.position > limits.ratioFromBytes && out.position > packedBytes * limits.maxRatio)
        throw refused('archive.too_big', { limit: 'ratio', max: limits.maxRatio });
      out.write(chunk);
    }
    out.end();
  } catch (error) {
    if (codeOf(error) === 'Z_BUF_ERROR') throw badDelivery('archive.package_truncated', {}, error);
    if (codeOf(error)?.startsWith('Z_') === true) throw badDelivery('archive.package_damaged', {}, error);
    throw error;
  } finally {
    out.close();
    input.destroy();
    gunzip.destroy();
  }
}

export class TarReader {
  readonly entries: readonly TarEntry[];
  private readonly file: FdWindow;

  constructor(path: string, limits: PackageLimits = PACKAGE_LIMITS) {
    this.file = new FdWindow(path);
    try {
      this.entries = readEntries(this.file, limits);
    } catch (error) {
      this.file.close();
      throw error;
    }
  }

  /** A view that is valid until the next read. */
  read(entry: TarEntry): Buffer {
    return this.file.read(entry.offset, entry.bytes);
  }

  close(): void {
    this.file.close();
  }
}

function readEntries(file: FdWindow, limits: PackageLimits): readonly TarEntry[] {
  const guard = new LimitGuard(limits);
  const entries = new Map<string, TarEntry>();
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= file.size;) {
    const header = Buffer.from(file.read(at, BLOCK));
    if (header.every((byte) => byte === 0)) return [...entries.values()];
    checkSum(header);
    const bytes = sizeOf(header);
    const type = header.toString('latin1', 156, 157);
    const offset = at + BLOCK;
    at = offset + Math.ceil(bytes / BLOCK) * BLOCK;
    if (offset + bytes > file.size) throw badDelivery('archive.package_truncated', { found: file.size });
    if (type === 'x' || type === 'L') {
      longName = announcedName(type, boundedText(file, offset, bytes)) ?? longName;
      continue;
    }
    if (type === 'g' || type === '5') continue;
    const name: string = longName ?? headerName(header);
    longName = null;
    // Links and devices have no place among documents.
    if (type !== '0' && type !== '\0') throw refused('archive.bad_entry_name', { name });
    checkEntryName(name);
    guard.add(name, bytes, bytes);
    if (entries.has(name)) throw badDelivery('archive.package_damaged', { name });
    entries.set(name, { name, offset, bytes });
  }
  // Two zero blocks end a tar file; without them it was cut.
  throw badDelivery('archive.package_truncated', { found: file.size });
}

function boundedText(file: FdWindow, offset: number, bytes: number): string {
  if (bytes > 64 * 1024) throw refused('archive.too_big', { limit: 'entry', max: 64 * 1024 });
  return file.read(offset, bytes).toString('utf8');
}

function announcedName(type: string, text: string): string | null {
  if (type === 'L') return text.replace(/\0+$/, '');
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text)?.[1] ?? null;
}

function headerName(header: Buffer): string {
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? text(header, 345, 500) : '';
  const name = text(header, 0, 100);
  return (prefix === '' ? name : `${prefix}/${name}`).replace(/^\.\//, '');
}

function text(header: Buffer, from: number, to: number): string {
  const field = header.subarray(from, to);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? field.length : end);
}

function sizeOf(header: Buffer): number {
  // A set high bit means a binary number (GNU): eight bytes are more than any package holds.
  if (((header[124] ?? 0) & 0x80) !== 0) {
    const wide = header.readBigUInt64BE(128);
    if (wide > BigInt(Number.MAX_SAFE_INTEGER)) throw badDelivery('archive.package_damaged');
    return Number(wide);
  }
  const octal = header
    .toString('latin1', 124, 136)
    .replace(/[\0 ]+$/, '')
    .trim();
  if (!/^[0-7]+$/.test(octal)) throw badDelivery('archive.package_damaged');
  return Number.parseInt(octal, 8);
}

function checkSum(header: Buffer): void {
  const announced = Number.parseInt(
    header
      .toString('latin1', 148, 156)
      .replace(/[\0 ]+$/, '')
      .trim(),
    8,
  );
  let sum = 8 * 32;
  for (const [index, byte] of header.entries()) if (index < 148 || index >= 156) sum += byte;
  if (announced !== sum) throw badDelivery('archive.package_damaged');
}
