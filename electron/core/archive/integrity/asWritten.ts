// Content is covered by hashes and checksums; what lies around it (headers, directory) by this: our writer makes the same bytes
// from the same facts, so that every other byte of a segment can be made again and compared.
import { statSync } from 'node:fs';
import { FdWindow } from '../zip/fdWindow';
import { centralHeader, dosTime, endRecords, localHeader, type ZipRecord } from '../zip/zipFormat';
import type { ZipEntry } from '../zip/directory';

/** `entries` as they were read from the directory of `path`, in file order; `at` of the segment's index. */
export function isAsWritten(path: string, entries: readonly ZipEntry[], at: string): boolean {
  const time = dosTime(at);
  const file = new FdWindow(path);
  try {
    let end = 0;
    const directory: Buffer[] = [];
    for (const entry of entries) {
      const record = recordOf(entry);
      const local = localHeader(record, time);
      if (entry.offset !== end || !file.read(end, local.length).equals(local)) return false;
      end += local.length + entry.packedBytes;
      directory.push(centralHeader(record, time));
    }
    const written = Buffer.concat(directory);
    const tail = Buffer.concat([written, endRecords(entries.length, written.length, end)]);
    return statSync(path).size === end + tail.length && file.read(end, tail.length).equals(tail);
  } finally {
    file.close();
  }
}

function recordOf({ name, rawName, method, crc, packedBytes, bytes, offset }: ZipEntry): ZipRecord {
  return { name: rawName, isUtf8: rawName.length !== name.length, method, crc, packedBytes, bytes, offset };
}
