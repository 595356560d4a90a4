// Walks the company's chain from its first link to its head. A link that is about the months is written as it is, and what it stands for
// is put into the folder; every other one by its hash alone, so that nothing of other months is told and the order is proved all the same.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { breathe } from '../archive/breathe';
import { companyFolders, segmentName, segmentSeq, type CompanyFolders } from '../archive/folders';
import { committedLines } from '../archive/integrity/recordChain';
import { parseRecordLine, placeOfLine } from '../archive/records/recordLine';
import { linkHash } from '../archive/segment/sidecar';
import type { AuditFolder, GrowingFile, WrittenFile } from './auditFolder';
import { originalPath } from './names';
import type { AuditCompany, Picked } from './picked';
import { namedBy } from './recordFiles';
import { SegmentLinks, type SegmentLink } from './segmentLinks';
import type { LostFile } from './types';

export const CHAIN_FILE = 'chain.jsonl';
/** Stands for a link that can no longer be read. */
const UNREADABLE = '-';

export interface ChainWork {
  readonly archive: string;
  readonly company: AuditCompany;
  readonly picked: Picked;
  readonly folder: AuditFolder;
  /** `line` of the chain that names it. */
  readonly onFile: (file: WrittenFile, line: number, kind: 'original' | 'file') => void;
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export interface ChainDone {
  readonly links: number;
  /** Written as they are; the others by their hash. */
  readonly told: number;
  readonly head: string;
  readonly lost: readonly LostFile[];
}

export async function writeChain(work: ChainWork): Promise<ChainDone> {
  const chain = new ChainWriter(work, work.folder.open(CHAIN_FILE));
  try {
    await chain.walk();
    return chain.finish();
  } finally {
    chain.close();
  }
}

interface RecordPlace {
  readonly seq: number;
  readonly line: Buffer;
}

class ChainWriter {
  private readonly work: ChainWork;
  private readonly out: GrowingFile;
  private readonly folders: CompanyFolders;
  private readonly lost = new Map<string, number>();
  /** Several records may name one file. */
  private readonly taken = new Set<string>();
  private lines = 0;
  private told = 0;
  /** Lines of the records that could not be read and that stand for no link yet. */
  private brokenRecords = 0;
  private head = '';

  constructor(work: ChainWork, out: GrowingFile) {
    this.work = work;
    this.out = out;
    this.folders = companyFolders(work.archive, work.company.companyId);
  }

  async walk(): Promise<void> {
    const { company, onBytes, signal } = this.work;
    const { segments } = this.folders;
    const names = existsSync(segments) ? readdirSync(segments) : [];
    const there = new Set(names.map(segmentSeq).filter((seq) => seq !== null));
    const records = this.records();
    let next = records.next();
    for (let seq = 1; seq <= company.seq; seq += 1) {
      while (next.done !== true && next.value.seq < seq) next = records.next();
      if (next.done !== true && next.value.seq === seq) {
        await this.record(next.value.line);
        onBytes(next.value.line.length + 1);
      } else if (there.has(seq)) await this.segment(seq);
      else this.gap(seq);
      signal.throwIfAborted();
      await breathe();
    }
  }

  finish(): ChainDone {
    this.work.onFile(this.out.finish(), 0, 'file');
    const lost = [...this.lost].map(([file, originals]) => ({ file, originals }));
    return { links: this.lines, told: this.told, head: this.head, lost };
  }

  close(): void {
    this.out.close();
  }

  private *records(): Generator<RecordPlace> {
    for (const line of committedLines(this.folders.records, this.work.company.recordsBytes)) {
      const place = line === null ? null : placeOfLine(line.toString('utf8'));
      if (line !== null && place !== null) yield { seq: place.seq, line };
      else this.brokenRecords += 1;
    }
  }

  private async segment(seq: number): Promise<void> {
    const file = `segments/${segmentName(seq)}`;
    const path = join(this.folders.root, file);
    const { size } = statSync(path);
    let segment: SegmentLinks;
    try {
      segment = new SegmentLinks(path);
    } catch {
      this.unreadable(file, 0);
      this.work.onBytes(size);
      return;
    }
    try {
      let isTold = false;
      for (const link of segment.links()) {
        if (link === null) this.unreadable(file, 1);
        else if (link.sidecar === null) this.link(link.text, isTold);
        else if (this.document(seq, segment, link)) isTold = true;
        this.work.signal.throwIfAborted();
        await breathe();
      }
      this.work.onBytes(size);
    } finally {
      segment.close();
    }
  }

  /** Whether it is one of the months. */
  private document(seq: number, segment: SegmentLinks, { text, sidecar, offset }: SegmentLink): boolean {
    if (sidecar === null) return false;
    const { picked, folder, onFile } = this.work;
    const rows = picked
      .at(seq, offset)
      .filter((row) => offset !== null || (row.source === sidecar.connection && isKeyOf(sidecar, row.naturalKey)));
    const line = this.link(text, rows.length > 0);
    if (rows.length === 0) return false;
    const original = sidecar.entry === undefined ? null : segment.original(sidecar);
    if (original === null) {
      if (!sidecar.isDeleted) this.note(`segments/${segmentName(seq)}`, 1);
      picked.found(seq, offset, rows, { file: null, line });
      return true;
    }
    const month = rows.find((row) => row.month !== '')?.month ?? '';
    const path = originalPath(month, line, sidecar.fileName);
    onFile(folder.write(path, original), line, 'original');
    picked.found(seq, offset, rows, { file: path, line });
    return true;
  }

  private async record(line: Buffer): Promise<void> {
    const { picked, folder, onFile, onBytes, signal } = this.work;
    const record = parseRecordLine(line.toString('utf8'))?.record;
    const named = record === undefined ? null : namedBy(record, picked);
    const place = this.link(line, named !== null);
    if (named !== null && record?.kind === 'run') picked.told(record.body.view.id, place);
    if (named?.file === undefined || this.taken.has(named.file)) return;
    this.taken.add(named.file);
    const from = join(this.folders.root, named.file);
    const path = `${named.folder}/${String(place).padStart(6, '0')}-${named.name}`;
    const copied = existsSync(from) ? await folder.copy(path, from, named.sha256, onBytes, signal) : null;
    if (copied === null) this.note(named.file, 0);
    else onFile(copied, place, 'file');
  }

  /** Answers its line, counted from 1. */
  private link(text: Buffer, isTold: boolean): number {
    this.head = linkHash(text);
    // A link is one line: both of its writers leave no line break in what they write.
    const isLine = !text.includes(0x0a);
    if (isTold && isLine) this.told += 1;
    this.out.add(isTold && isLine ? `${text.toString('utf8')}\n` : `${this.head}\n`);
    return (this.lines += 1);
  }

  /** Neither a record nor a segment says that it is this link. */
  private gap(seq: number): void {
    const isRecord = this.brokenRecords > 0;
    if (isRecord) this.brokenRecords -= 1;
    this.unreadable(isRecord ? 'records.jsonl' : `segments/${segmentName(seq)}`, 0);
  }

  private unreadable(file: string, originals: number): void {
    this.note(file, originals);
    this.out.add(`${UNREADABLE}\n`);
    this.lines += 1;
    this.head = '';
  }

  private note(file: string, originals: number): void {
    this.lost.set(file, (this.lost.get(file) ?? 0) + originals);
  }
}

function isKeyOf({ naturalKey, parts = [] }: NonNullable<SegmentLink['sidecar']>, key: string): boolean {
  const wanted = key.toLowerCase();
  return [naturalKey, ...parts.map((part) => part.naturalKey)].some((one) => one.toLowerCase() === wanted);
}
