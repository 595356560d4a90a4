// Writes one ZIP file. Same entries and time in, same bytes out. Any unzip opens it.
import { crc32, deflateRawSync } from 'node:zlib';
import { refused } from '../failures';
import { FdWriter } from './fdWriter';
import { checkEntryName } from './limits';
import {
  centralHeader,
  DEFLATED,
  dosTime,
  endRecords,
  localHeader,
  MIN_CHUNK,
  STORED,
  type ZipRecord,
} from './zipFormat';

const MAX_32 = 0xffffffff;
const MAX_CHUNK = 256 * 1024;

/** Deflate data as it was read from another ZIP, already checked by inflating it. */
export interface PackedEntry {
  readonly deflated: Uint8Array;
  readonly crc: number;
  readonly bytes: number;
}

export class ZipWriter {
  private readonly out: FdWriter;
  private readonly time: number;
  /** Names as text: small buffers of a large pool would keep all of it until the file is finished. */
  private readonly records: (Omit<ZipRecord, 'name'> & { readonly name: string })[] = [];

  constructor(path: string, options: { readonly at: string; readonly hash: 'sha256' | 'none' }) {
    this.out = new FdWriter(path, { hash: options.hash });
    this.time = dosTime(options.at);
  }

  get bytes(): number {
    return this.out.position;
  }
  get entries(): number {
    return this.records.length;
  }

  /** Answers the offset of the entry's local header. */
  addStored(name: string, content: Uint8Array): number {
    return this.put(name, STORED, crc32(content), content, content.length);
  }

  /** Deflated, or stored when that is smaller: no more room than the content has is ever of use. Zlib's own 16 KiB cost more than deflating. */
  addDeflated(name: string, content: Uint8Array): number {
    const chunkSize = Math.max(MIN_CHUNK, Math.min(content.length, MAX_CHUNK));
    const deflated = deflateRawSync(content, { level: 6, chunkSize });
    if (deflated.length >= content.length) return this.addStored(name, content);
    return this.put(name, DEFLATED, crc32(content), deflated, content.length);
  }

  addPacked(name: string, entry: PackedEntry): number {
    return this.put(name, DEFLATED, entry.crc, entry.deflated, entry.bytes);
  }

  /** Directory written, fsync done, file closed; answers the hex SHA-256 of the file when it was asked for. */
  finish(): { readonly bytes: number; readonly sha256: string | null } {
    const directoryOffset = this.out.position;
    for (const record of this.records) {
      this.out.write(centralHeader({ ...record, name: Buffer.from(record.name, 'utf8') }, this.time));
    }
    this.out.write(endRecords(this.records.length, this.out.position - directoryOffset, directoryOffset));
    const bytes = this.out.position;
    return { bytes, sha256: this.out.finish() };
  }

  abandon(): void {
    this.out.close();
  }

  private put(name: string, method: number, crc: number, data: Uint8Array, bytes: number): number {
    checkEntryName(name);
    const offset = this.out.position;
    if (offset + data.length > MAX_32 || bytes > MAX_32)
      throw refused('archive.too_big', { limit: 'total', max: MAX_32 });
    const encoded = Buffer.from(name, 'utf8');
    const isUtf8 = encoded.length !== name.length;
    const record = { isUtf8, method, crc, packedBytes: data.length, bytes, offset };
    this.records.push({ ...record, name });
    this.out.write(localHeader({ ...record, name: encoded }, this.time));
    this.out.write(data);
    return offset;
  }
}
