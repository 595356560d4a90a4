// Reads everything that a company's chain stands for: every segment with its originals, every record, every file that a record names.
// Changes nothing. What is written meanwhile lies behind the head and is not looked at.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { breathe } from '../breathe';
import { companyFolders, segmentName, segmentSeq } from '../folders';
import { SegmentReader } from '../recover/readSegment';
import { isAsWritten } from './asWritten';
import { hashFile } from './hashFile';
import { readRecordChain } from './recordChain';
import type { ChainHead, CompanyProof, Damage } from './types';

export async function verifyCompany(
  archive: string,
  head: ChainHead,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
  /** Numbers that are segments, where rows remember them. */
  stored: ReadonlySet<number> = new Set(),
): Promise<CompanyProof> {
  const folders = companyFolders(archive, head.companyId);
  const damages: Damage[] = [];
  const note = (file: string, key: Damage['key'], originals = 0, asks: Damage['asks'] = null): void =>
    void damages.push({ file, key, originals, asks, sources: [] });
  const records = readRecordChain(folders, head.recordsBytes);
  onBytes(head.recordsBytes);
  if (!records.isWhole) note('records.jsonl', existsSync(folders.records) ? CHANGED : MISSING);
  const found = existsSync(folders.segments) ? readdirSync(folders.segments).map(segmentSeq) : [];
  const segments = new Set(found.filter((seq) => seq !== null && seq <= head.seq));
  let [originals, bytes, last] = [0, head.recordsBytes, ''];
  /** After a link that cannot be read nothing can be said about what the next one follows. */
  let isKnown = true;
  for (let seq = 1; seq <= head.seq; seq += 1) {
    const record = records.links.get(seq);
    const file = record ? 'records.jsonl' : `segments/${segmentName(seq)}`;
    if (!record && !segments.has(seq)) {
      // Of a hole beside damaged records nobody but the rows knows whether a segment has stood there.
      if (records.isWhole || stored.has(seq)) note(file, MISSING);
      isKnown = false;
      continue;
    }
    const link = record ?? (await verifySegment(join(folders.segments, segmentName(seq)), signal));
    if ('originals' in link) {
      originals += link.originals;
      bytes += link.bytes;
      onBytes(link.bytes);
      if (link.flaws !== null) note(file, CHANGED, link.flaws, link.asks);
    }
    if (isKnown && link.previous !== null && link.previous !== last) note(file, 'archive.link_broken');
    isKnown = link.hash !== null;
    last = link.hash ?? '';
  }
  if (isKnown && last !== head.head)
    note(segments.has(head.seq) ? `segments/${segmentName(head.seq)}` : 'records.jsonl', 'archive.link_broken');
  for (const { file, sha256 } of records.files) {
    const path = join(folders.root, file);
    if (!existsSync(path)) note(file, MISSING, 1);
    else if ((await hashFile(path, signal, onBytes)) !== sha256) note(file, CHANGED, 1);
    bytes += existsSync(path) ? statSync(path).size : 0;
  }
  return { companyId: head.companyId, links: head.seq, originals, files: records.files.length, bytes, damages };
}

const CHANGED = 'archive.file_changed';
const MISSING = 'archive.file_missing';

interface SegmentProof {
  readonly previous: string | null;
  /** Null when it cannot be read. */
  readonly hash: string | null;
  readonly originals: number;
  readonly bytes: number;
  /** How many originals are not what they were; null: nothing in the file is different. */
  readonly flaws: number | null;
  readonly asks: Damage['asks'];
}

export async function verifySegment(path: string, signal: AbortSignal): Promise<SegmentProof> {
  const { size: bytes } = statSync(path);
  let segment: SegmentReader;
  try {
    segment = new SegmentReader(path);
  } catch {
    return { previous: null, hash: null, originals: 0, bytes, flaws: 0, asks: null };
  }
  try {
    const seen = { originals: 0, sound: 0 };
    for (const version of segment.versions()) {
      seen.sound += 1;
      if (version.original !== null) seen.originals += 1;
      signal.throwIfAborted();
      const pause = breathe();
      if (pause !== undefined) await pause;
    }
    const lost = segment.index.documents - seen.sound;
    const isSame = segment.flaws === 0 && isAsWritten(path, segment.zipEntries, segment.index.at);
    const { previous, head } = segment;
    const isNamed = segment.flaws === segment.lost.length;
    const asks = isNamed ? [...new Set(segment.lost.map(({ connection }) => connection))] : null;
    return { previous, hash: head, originals: seen.originals, bytes, flaws: isSame ? null : lost, asks };
  } finally {
    segment.close();
  }
}

/** What the look will read, for its progress. */
export function bytesOf(archive: string, head: ChainHead): number {
  const { segments } = companyFolders(archive, head.companyId);
  const names = existsSync(segments) ? readdirSync(segments) : [];
  return names
    .filter((name) => (segmentSeq(name) ?? Infinity) <= head.seq)
    .reduce((sum, name) => sum + statSync(join(segments, name)).size, head.recordsBytes);
}
