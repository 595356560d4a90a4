// The lines of records.jsonl behind the committed ones: at most one after a crash, all of them when rebuilding.
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
} from 'node:fs';
import { linkHash } from '../segment/sidecar';
import { parseRecordLine, type StoredRecord } from '../records/recordLine';

export interface TailLine {
  readonly stored: StoredRecord;
  readonly line: Buffer;
  /** Offset behind its line break. */
  readonly end: number;
}

export class RecordTail {
  /** Whole lines that are records, by their number. */
  readonly lines: ReadonlyMap<number, TailLine>;
  private readonly path: string;
  /** Where the tail begins in the file. */
  private readonly from: number;
  private readonly bytes: Buffer;

  constructor(path: string, committedBytes: number) {
    this.path = path;
    this.from = committedBytes;
    this.bytes = existsSync(path) ? readFrom(path, committedBytes) : Buffer.alloc(0);
    this.lines = new Map(tailLines(this.bytes, committedBytes).map((line) => [line.stored.seq, line]));
  }

  /** Cuts off what follows the committed lines: half a line is dropped, whole ones that follow nothing are kept beside. */
  cut(committedBytes: number): boolean {
    const rest = this.bytes.subarray(committedBytes - this.from);
    if (rest.length === 0) return false;
    if (rest.includes(0x0a)) appendFileSync(`${this.path}.aside`, rest, { mode: 0o600 });
    const fd = openSync(this.path, 'r+');
    try {
      ftruncateSync(fd, committedBytes);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    return true;
  }
}

/** Hash of the last committed line; null when it is not there. */
export function lastRecordHash(path: string, committedBytes: number): string | null {
  if (committedBytes === 0 || !existsSync(path)) return null;
  const fd = openSync(path, 'r');
  try {
    if (fstatSync(fd).size < committedBytes) return null;
    for (let wanted = 64 * 1024; ; wanted *= 16) {
      const bytes = Buffer.alloc(Math.min(wanted, committedBytes));
      readSync(fd, bytes, 0, bytes.length, committedBytes - bytes.length);
      if (bytes.at(-1) !== 0x0a) return null;
      const before = bytes.lastIndexOf(0x0a, bytes.length - 2);
      if (before !== -1 || bytes.length === committedBytes) return linkHash(bytes.subarray(before + 1, -1));
    }
  } finally {
    closeSync(fd);
  }
}

/** Not the whole of it: after years of runs that would be most of a start. */
function readFrom(path: string, from: number): Buffer {
  const fd = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(fd).size - from));
    let done = 0;
    for (let got = 1; got > 0 && done < bytes.length; done += got)
      got = readSync(fd, bytes, done, bytes.length - done, from + done);
    return bytes.subarray(0, done);
  } finally {
    closeSync(fd);
  }
}

function tailLines(tail: Buffer, from: number): readonly TailLine[] {
  const lines: TailLine[] = [];
  for (let at = 0; at < tail.length;) {
    const end = tail.indexOf(0x0a, at) + 1;
    if (end === 0) break;
    const line = tail.subarray(at, end);
    const stored = parseRecordLine(line.toString('utf8'));
    if (stored !== null) lines.push({ stored, line, end: from + end });
    at = end;
  }
  return lines;
}
