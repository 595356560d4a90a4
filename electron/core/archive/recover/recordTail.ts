// The lines of records.jsonl behind the committed ones: at most one after a crash, all of them when rebuilding.
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
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
  private readonly bytes: Buffer;

  constructor(path: string, committedBytes: number) {
    this.path = path;
    this.bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    this.lines = new Map(tailLines(this.bytes, committedBytes).map((line) => [line.stored.seq, line]));
  }

  /** Cuts off what follows the committed lines: half a line is dropped, whole ones that follow nothing are kept beside. */
  cut(committedBytes: number): boolean {
    if (committedBytes >= this.bytes.length) return false;
    const rest = this.bytes.subarray(committedBytes);
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

function tailLines(bytes: Buffer, from: number): readonly TailLine[] {
  const lines: TailLine[] = [];
  for (let at = from; at < bytes.length;) {
    const end = bytes.indexOf(0x0a, at) + 1;
    if (end === 0) break;
    const line = bytes.subarray(at, end);
    const stored = parseRecordLine(line.toString('utf8'));
    if (stored !== null) lines.push({ stored, line, end });
    at = end;
  }
  return lines;
}
