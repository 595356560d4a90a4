// The central directory of a ZIP file: found from the end, read whole, every entry checked before the first is used.
import { badDelivery, refused } from '../failures';
import type { FdWindow } from './fdWindow';
import { checkEntryName, LimitGuard, type PackageLimits } from './limits';
import {
  CENTRAL_BYTES,
  CENTRAL_SIGNATURE,
  DEFLATED,
  END64_BYTES,
  END64_LOCATOR_BYTES,
  END64_LOCATOR_SIGNATURE,
  END64_SIGNATURE,
  END_BYTES,
  END_SIGNATURE,
  LOCAL_BYTES,
  STORED,
} from './zipFormat';

export interface ZipEntry {
  readonly name: string;
  readonly rawName: Buffer;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Of the local header. */
  readonly offset: number;
  /** Offset at which something else begins: data may not reach over it. */
  readonly endsBy: number;
}

interface DirectoryPlace {
  readonly offset: number;
  readonly bytes: number;
  readonly entries: number;
}

const MAX_COMMENT = 0xffff;
const MAX_16 = 0xffff;
const MAX_32 = 0xffffffff;

export function readDirectory(file: FdWindow, limits: PackageLimits): readonly ZipEntry[] {
  const place = findDirectory(file);
  if (place.entries > limits.maxEntries) throw refused('archive.too_big', { limit: 'entries', max: limits.maxEntries });
  if (place.offset + place.bytes > file.size || place.bytes < place.entries * CENTRAL_BYTES)
    throw badDelivery('archive.package_truncated', { expected: place.offset + place.bytes, found: file.size });
  const bytes = Buffer.from(file.read(place.offset, place.bytes));
  const guard = new LimitGuard(limits);
  const names = new Set<string>();
  const found: Omit<ZipEntry, 'endsBy'>[] = [];
  for (let at = 0, index = 0; index < place.entries; index += 1) {
    const { entry, next } = readEntry(bytes, at);
    at = next;
    if (entry.name.endsWith('/') && entry.bytes === 0) continue;
    checkEntryName(entry.name);
    guard.add(entry.name, entry.bytes, entry.packedBytes);
    if (names.has(entry.name)) throw badDelivery('archive.package_damaged', { name: entry.name });
    names.add(entry.name);
    found.push(entry);
  }
  return bounded(found, place.offset);
}

/** Entries in file order, none reaching into the next: overlapping entries are how small files unpack to terabytes. */
function bounded(found: Omit<ZipEntry, 'endsBy'>[], directoryOffset: number): readonly ZipEntry[] {
  found.sort((a, b) => a.offset - b.offset);
  return found.map((entry, index) => {
    const endsBy = found[index + 1]?.offset ?? directoryOffset;
    if (entry.offset + LOCAL_BYTES + entry.packedBytes > endsBy)
      throw badDelivery('archive.package_damaged', { name: entry.name });
    return { ...entry, endsBy };
  });
}

function readEntry(bytes: Buffer, at: number): { entry: Omit<ZipEntry, 'endsBy'>; next: number } {
  if (at + CENTRAL_BYTES > bytes.length || bytes.readUInt32LE(at) !== CENTRAL_SIGNATURE)
    throw badDelivery('archive.package_damaged');
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  const nameEnd = at + CENTRAL_BYTES + bytes.readUInt16LE(at + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
  const next = extraEnd + bytes.readUInt16LE(at + 32);
  if (next > bytes.length) throw badDelivery('archive.package_damaged');
  const rawName = bytes.subarray(at + CENTRAL_BYTES, nameEnd);
  const name = rawName.toString('utf8');
  const isEncrypted = (flags & 1) !== 0;
  if (isEncrypted || (method !== STORED && method !== DEFLATED)) throw badDelivery('archive.package_damaged', { name });
  const sizes = {
    bytes: bytes.readUInt32LE(at + 24),
    packedBytes: bytes.readUInt32LE(at + 20),
    offset: bytes.readUInt32LE(at + 42),
  };
  const crc = bytes.readUInt32LE(at + 16);
  const wide = widen(sizes, bytes.subarray(nameEnd, extraEnd));
  if (method === STORED && wide.bytes !== wide.packedBytes) throw badDelivery('archive.package_damaged', { name });
  return { entry: { name, rawName, method, crc, ...wide }, next };
}

type Sizes = { readonly bytes: number; readonly packedBytes: number; readonly offset: number };

/** 4.5.3: fields that are all ones in the header follow as 64 bits in extra field 1, in this order. */
function widen(sizes: Sizes, extra: Buffer): Sizes {
  if (sizes.bytes !== MAX_32 && sizes.packedBytes !== MAX_32 && sizes.offset !== MAX_32) return sizes;
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      const field = extra.subarray(at + 4, at + 4 + length);
      let from = 0;
      const take = (narrow: number): number => {
        if (narrow !== MAX_32) return narrow;
        from += 8;
        if (from > field.length) throw badDelivery('archive.package_damaged');
        return safe(field.readBigUInt64LE(from - 8));
      };
      return { bytes: take(sizes.bytes), packedBytes: take(sizes.packedBytes), offset: take(sizes.offset) };
    }
    at += 4 + length;
  }
  throw badDelivery('archive.package_damaged');
}

function findDirectory(file: FdWindow): DirectoryPlace {
  const tailBytes = Math.min(file.size, END_BYTES + MAX_COMMENT);
  const tailOffset = file.size - tailBytes;
  const tail = Buffer.from(file.read(tailOffset, tailBytes));
  for (let at = tailBytes - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END_SIGNATURE) continue;
    if (at + END_BYTES + tail.readUInt16LE(at + 20) !== tailBytes) continue;
    return placeFrom(file, tail.subarray(at), tailOffset + at);
  }
  throw badDelivery('archive.package_truncated', { found: file.size });
}

function placeFrom(file: FdWindow, end: Buffer, endOffset: number): DirectoryPlace {
  const entries = end.readUInt16LE(10);
  const bytes = end.readUInt32LE(12);
  const offset = end.readUInt32LE(16);
  if (end.readUInt16LE(4) !== 0 && end.readUInt16LE(4) !== MAX_16) throw badDelivery('archive.package_damaged');
  if (entries !== MAX_16 && bytes !== MAX_32 && offset !== MAX_32) return { entries, bytes, offset };
  const locatorOffset = endOffset - END64_LOCATOR_BYTES;
  if (locatorOffset < 0) return { entries, bytes, offset };
  const locator = Buffer.from(file.read(locatorOffset, END64_LOCATOR_BYTES));
  // Exactly 65,535 entries without 64-bit records is a valid archive.
  if (locator.readUInt32LE(0) !== END64_LOCATOR_SIGNATURE) return { entries, bytes, offset };
  const end64 = file.read(safe(locator.readBigUInt64LE(8)), END64_BYTES);
  if (end64.readUInt32LE(0) !== END64_SIGNATURE) throw badDelivery('archive.package_damaged');
  return {
    entries: safe(end64.readBigUInt64LE(32)),
    bytes: safe(end64.readBigUInt64LE(40)),
    offset: safe(end64.readBigUInt64LE(48)),
  };
}

function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw badDelivery('archive.package_damaged');
  return Number(value);
}
