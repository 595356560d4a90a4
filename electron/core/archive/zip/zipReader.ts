// Reads a ZIP file from outside: strict about names, sizes, overlaps and checksums, reads the 64-bit records, never
// holds more than one entry. Section numbers are those of PKWARE's APPNOTE 6.3.10.
import { crc32, inflateRawSync } from 'node:zlib';
import { badDelivery } from '../failures';
import { FdWindow } from './fdWindow';
import { readDirectory, type ZipEntry } from './directory';
import { PACKAGE_LIMITS, type PackageLimits } from './limits';
import { DEFLATED, LOCAL_BYTES, LOCAL_SIGNATURE } from './zipFormat';

export class ZipReader {
  /** In the order of their data in the file, so that reading them in order reads the file once. */
  readonly entries: readonly ZipEntry[];
  private readonly file: FdWindow;

  constructor(path: string, limits: PackageLimits = PACKAGE_LIMITS) {
    this.file = new FdWindow(path);
    try {
      this.entries = readDirectory(this.file, limits);
    } catch (error) {
      this.file.close();
      throw error;
    }
  }

  /** Packed bytes, unchecked: a view that is valid until the next read. */
  packed(entry: ZipEntry): Buffer {
    const header = this.file.read(entry.offset, LOCAL_BYTES);
    if (header.readUInt32LE(0) !== LOCAL_SIGNATURE || header.readUInt16LE(8) !== entry.method)
      throw badDelivery('archive.package_damaged', { name: entry.name });
    const nameBytes = header.readUInt16LE(26);
    const extraBytes = header.readUInt16LE(28);
    const dataOffset = entry.offset + LOCAL_BYTES + nameBytes + extraBytes;
    if (dataOffset + entry.packedBytes > entry.endsBy)
      throw badDelivery('archive.package_damaged', { name: entry.name });
    // Header, name and data in one read; both names must agree, or two programs would see two archives.
    const whole = this.file.read(entry.offset, dataOffset - entry.offset + entry.packedBytes);
    if (!whole.subarray(LOCAL_BYTES, LOCAL_BYTES + nameBytes).equals(entry.rawName))
      throw badDelivery('archive.package_damaged', { name: entry.name });
    return whole.subarray(dataOffset - entry.offset);
  }

  /** Plain bytes: size and CRC checked. Bytes of a stored entry are a view that is valid until the next read. */
  read(entry: ZipEntry): Buffer {
    return unpack(entry, this.packed(entry));
  }

  close(): void {
    this.file.close();
  }
}

/** What the directory says that must come out. */
export type Announced = Pick<ZipEntry, 'name' | 'method' | 'crc' | 'bytes'>;

export function unpack(entry: Announced, packed: Buffer): Buffer {
  const plain = entry.method === DEFLATED ? inflate(entry, packed) : packed;
  if (plain.length !== entry.bytes || crc32(plain) !== entry.crc)
    throw badDelivery('archive.entry_hash', { name: entry.name });
  return plain;
}

function inflate(entry: Announced, packed: Buffer): Buffer {
  try {
    // One output buffer of the announced size; a stream that wants more is a bomb or a lie and stops there.
    return inflateRawSync(packed, { chunkSize: Math.max(entry.bytes + 1, 64), maxOutputLength: entry.bytes + 1 });
  } catch (error) {
    throw badDelivery('archive.entry_hash', { name: entry.name }, error);
  }
}
