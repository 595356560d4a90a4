// Records of the ZIP format as PKWARE's APPNOTE 6.3.10 lays them out (section numbers beside each).

export const LOCAL_SIGNATURE = 0x04034b50; // 4.3.7
export const CENTRAL_SIGNATURE = 0x02014b50; // 4.3.12
export const END_SIGNATURE = 0x06054b50; // 4.3.16
export const END64_SIGNATURE = 0x06064b50; // 4.3.14
export const END64_LOCATOR_SIGNATURE = 0x07064b50; // 4.3.15
export const LOCAL_BYTES = 30;
export const CENTRAL_BYTES = 46;
export const END_BYTES = 22;
export const END64_BYTES = 56;
export const END64_LOCATOR_BYTES = 20;
export const STORED = 0;
export const DEFLATED = 8;
/** The smallest `chunkSize` that zlib takes. */
export const MIN_CHUNK = 64;
const UTF8_NAME = 0x0800;
const MAX_16 = 0xffff;
const MAX_32 = 0xffffffff;

export interface ZipRecord {
  readonly name: Uint8Array;
  readonly isUtf8: boolean;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly offset: number;
}

/** DOS date and time (two-second steps, from 1980) of an instant text; text in, so that no clock or zone gets between. */
export function dosTime(instant: string): number {
  const part = (from: number, to: number): number => Number(instant.slice(from, to));
  const year = Math.max(1980, part(0, 4));
  const date = ((year - 1980) << 9) | (part(5, 7) << 5) | part(8, 10);
  const time = (part(11, 13) << 11) | (part(14, 16) << 5) | (part(17, 19) >> 1);
  return date * 0x10000 + time;
}

export function localHeader(record: ZipRecord, time: number): Buffer {
  const header = Buffer.allocUnsafe(LOCAL_BYTES + record.name.length);
  header.writeUInt32LE(LOCAL_SIGNATURE, 0);
  header.writeUInt16LE(20, 4);
  writeCommon(header, 6, record, time);
  header.writeUInt16LE(0, 28);
  header.set(record.name, LOCAL_BYTES);
  return header;
}

export function centralHeader(record: ZipRecord, time: number): Buffer {
  const header = Buffer.allocUnsafe(CENTRAL_BYTES + record.name.length);
  header.writeUInt32LE(CENTRAL_SIGNATURE, 0);
  header.writeUInt16LE((3 << 8) | 20, 4); // made by Unix, so that the mode below counts
  header.writeUInt16LE(20, 6);
  writeCommon(header, 8, record, time);
  header.writeUInt16LE(0, 30);
  header.writeUInt16LE(0, 32);
  header.writeUInt16LE(0, 34);
  header.writeUInt16LE(0, 36);
  header.writeUInt32LE((0o100600 << 16) >>> 0, 38);
  header.writeUInt32LE(record.offset, 42);
  header.set(record.name, CENTRAL_BYTES);
  return header;
}

/** Flags to name length: the same fields in both headers (4.4.4 to 4.4.10). */
function writeCommon(header: Buffer, at: number, record: ZipRecord, time: number): void {
  header.writeUInt16LE(record.isUtf8 ? UTF8_NAME : 0, at);
  header.writeUInt16LE(record.method, at + 2);
  header.writeUInt32LE(time, at + 4);
  header.writeUInt32LE(record.crc, at + 8);
  header.writeUInt32LE(record.packedBytes, at + 12);
  header.writeUInt32LE(record.bytes, at + 16);
  header.writeUInt16LE(record.name.length, at + 20);
}

/** End of the central directory; the 64-bit records come before it when a count or an offset does not fit. */
export function endRecords(entries: number, directoryBytes: number, directoryOffset: number): Buffer {
  const needs64 = entries >= MAX_16 || directoryBytes >= MAX_32 || directoryOffset >= MAX_32;
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END_SIGNATURE, 0);
  end.writeUInt16LE(needs64 ? MAX_16 : entries, 8);
  end.writeUInt16LE(needs64 ? MAX_16 : entries, 10);
  end.writeUInt32LE(needs64 ? MAX_32 : directoryBytes, 12);
  end.writeUInt32LE(needs64 ? MAX_32 : directoryOffset, 16);
  if (!needs64) return end;
  const end64 = Buffer.alloc(END64_BYTES);
  end64.writeUInt32LE(END64_SIGNATURE, 0);
  end64.writeBigUInt64LE(BigInt(END64_BYTES - 12), 4);
  end64.writeUInt16LE((3 << 8) | 45, 12);
  end64.writeUInt16LE(45, 14);
  end64.writeBigUInt64LE(BigInt(entries), 24);
  end64.writeBigUInt64LE(BigInt(entries), 32);
  end64.writeBigUInt64LE(BigInt(directoryBytes), 40);
  end64.writeBigUInt64LE(BigInt(directoryOffset), 48);
  const locator = Buffer.alloc(END64_LOCATOR_BYTES);
  locator.writeUInt32LE(END64_LOCATOR_SIGNATURE, 0);
  locator.writeBigUInt64LE(BigInt(directoryOffset + directoryBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([end64, locator, end]);
}
