// The lines of records.jsonl behind the committed ones: at most one after a crash, all of them when rebuilding.
import { appendFileSync, closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import { parseRecordLine, type StoredRecord } from '../records/recordLine';

interface TailLine {
  readonly stored: StoredRecord;
  readonly line: Buffer;
}

export class RecordTail {
  private readonly path: string;
  private readonly bytes: Buffer;
  private at: number;

  constructor(path: string, committedBytes: number) {
    this.path = path;
    this.bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    this.at = Math.min(committedBytes, this.bytes.length);
  }

  /** The next whole line that is a record. */
  peek(): TailLine | null {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end === -1) return null;
    const line = this.bytes.subarray(this.at, end + 1);
    const stored = parseRecordLine(line.toString('utf8'));
    return stored === null ? null : { stored, line };
  }

  take(): void {
    this.at = this.bytes.indexOf(0x0a, this.at) + 1;
  }

  /** Cuts off what is no record: a line that a crash left half written, or lines that follow nothing, kept beside. */
  dropRest(): boolean {
    if (this.at >= this.bytes.length) return false;
    const rest = this.bytes.subarray(this.at);
    if (rest.includes(0x0a)) appendFileSync(`${this.path}.aside`, rest, { mode: 0o600 });
    const fd = openSync(this.path, 'r+');
    try {
      ftruncateSync(fd, this.at);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    return true;
  }
}
