// One entry of a ZIP that Kontor wrote, by the offset of its local header: no directory needs to be read.
import { inflateRawSync } from 'node:zlib';
import { badDelivery, refused } from '../failures';
import { FdWindow } from './fdWindow';
import { PACKAGE_LIMITS } from './limits';
import { DEFLATED, LOCAL_BYTES, LOCAL_SIGNATURE } from './zipFormat';

/** Not checked against its CRC: the caller holds the SHA-256. */
export function readEntryAt(path: string, offset: number): Uint8Array {
  const file = new FdWindow(path);
  try {
    const header = Buffer.from(file.read(offset, LOCAL_BYTES));
    if (header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw badDelivery('archive.package_damaged');
    const packedBytes = header.readUInt32LE(18);
    const bytes = header.readUInt32LE(22);
    if (bytes > PACKAGE_LIMITS.maxEntryBytes) throw refused('archive.too_big', { limit: 'entry' });
    const data = file.read(offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28), packedBytes);
    if (header.readUInt16LE(8) !== DEFLATED) return Buffer.from(data);
    return inflateRawSync(data, { chunkSize: Math.max(bytes + 1, 64), maxOutputLength: bytes + 1 });
  } finally {
    file.close();
  }
}
