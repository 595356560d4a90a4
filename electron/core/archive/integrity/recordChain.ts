// The committed lines of records.jsonl as links, and the files that they name. Read in pieces: a firm may have many years of them.
import { existsSync } from 'node:fs';
import { FdWindow } from '../zip/fdWindow';
import type { CompanyFolders } from '../folders';
import { parseRecordLine, placeOfLine, type NewRecord } from '../records/recordLine';
import { linkHash } from '../segment/sidecar';

export interface RecordLink {
  readonly previous: string;
  readonly hash: string;
}

export interface NamedFile {
  /** Below the company's folder, with '/'. */
  readonly file: string;
  readonly sha256: string;
}

export interface RecordChain {
  readonly links: ReadonlyMap<number, RecordLink>;
  readonly files: readonly NamedFile[];
  /** Every committed byte belongs to a line that is a link. */
  readonly isWhole: boolean;
}

const PIECE = 1 << 20;

export function readRecordChain(folders: CompanyFolders, committedBytes: number): RecordChain {
  const links = new Map<number, RecordLink>();
  const files = new NamedFiles();
  let isWhole = true;
  for (const line of committedLines(folders.records, committedBytes)) {
    const place = line === null ? null : placeOfLine(line.toString('utf8'));
    if (line === null || place === null || links.has(place.seq)) {
      isWhole = false;
      continue;
    }
    links.set(place.seq, { previous: place.previous, hash: linkHash(line) });
    // A kind that a newer Kontor writes is a link all the same.
    const record = parseRecordLine(line.toString('utf8'))?.record;
    if (record !== undefined) files.note(record);
  }
  return { links, files: files.all(), isWhole };
}

/** Lines without their line break; null for what is missing of the committed bytes. */
export function* committedLines(path: string, committedBytes: number): Generator<Buffer | null> {
  if (committedBytes === 0) return;
  if (!existsSync(path)) {
    yield null;
    return;
  }
  const file = new FdWindow(path);
  try {
    const end = Math.min(committedBytes, file.size);
    let rest = Buffer.alloc(0);
    for (let at = 0; at < end; at += PIECE) {
      const bytes = Buffer.concat([rest, file.read(at, Math.min(PIECE, end - at))]);
      let from = 0;
      for (let to = bytes.indexOf(0x0a); to !== -1; to = bytes.indexOf(0x0a, from)) {
        yield bytes.subarray(from, to);
        from = to + 1;
      }
      rest = Buffer.from(bytes.subarray(from));
    }
    if (rest.length > 0 || end < committedBytes) yield null;
  } finally {
    file.close();
  }
}

/** Several reports may share a file; it goes with the last of them. */
class NamedFiles {
  private readonly byPlace = new Map<string, NamedFile>();
  private readonly reports = new Map<string, NamedFile>();

  note({ kind, body }: NewRecord): void {
    if (kind === 'bundle') this.add(`bundles/${body.file}`, body.sha256);
    if (kind === 'fiscal_file') this.add(`fiscal/${body.file}`, body.sha256);
    if (kind === 'outbox' || kind === 'outbox_receipt') this.add(`outbox/${body.sha256}.xml`, body.sha256);
    if (kind === 'report') this.reports.set(body.id, { file: `reports/${body.file}`, sha256: body.sha256 });
    if (kind === 'report_removed') this.reports.delete(body.id);
  }

  all(): readonly NamedFile[] {
    const reports = new Map([...this.reports.values()].map((report) => [report.file, report]));
    return [...this.byPlace.values(), ...reports.values()];
  }

  private add(file: string, sha256: string): void {
    this.byPlace.set(file, { file, sha256 });
  }
}
