// What a file of the archive must be, as the chain around it says: the link that follows names its hash, a record names the hash of a
// file. Nothing is put in the place of a damaged file that is not exactly that.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { companyFolders, segmentName, segmentSeq, type CompanyFolders } from '../folders';
import { hashFile } from '../integrity/hashFile';
import { readRecordChain, type RecordChain, type RecordLink } from '../integrity/recordChain';
import type { ChainHead } from '../integrity/types';
import { verifySegment } from '../integrity/verifyCompany';
import { SegmentReader } from '../recover/readSegment';

export const RECORDS = 'records.jsonl';

export interface DamagedPlace {
  readonly companyId: string;
  /** Below the company's folder, with '/'. */
  readonly file: string;
}

export interface FileProver {
  /** Where the file belongs. */
  readonly path: string;
  /** Of a file that a record names; null where only the links around it tell. */
  readonly sha256: string | null;
  /** True: what lies at `candidate` is what stood here. */
  isWhatItWas(candidate: string, signal: AbortSignal): Promise<boolean>;
}

/** `storedHash` is what the rows remember of a link; asked only where its follower cannot be read. */
export function fileProver(
  archive: string,
  head: ChainHead,
  file: string,
  storedHash: (seq: number) => string | null,
): FileProver {
  const folders = companyFolders(archive, head.companyId);
  const path = join(folders.root, file);
  const seq = segmentOf(file);
  if (file === RECORDS) return { path, sha256: null, isWhatItWas: proveRecords(folders, head, storedHash) };
  const records = readRecordChain(folders, head.recordsBytes);
  if (seq === null) {
    const sha256 = records.files.find((one) => one.file === file)?.sha256 ?? null;
    const isWhatItWas = async (candidate: string, signal: AbortSignal): Promise<boolean> =>
      sha256 !== null && (await hashFile(candidate, signal)) === sha256;
    return { path, sha256, isWhatItWas };
  }
  const expected = seq === head.seq ? head.head : (linkAt(folders, records, seq + 1)?.previous ?? storedHash(seq));
  const isWhatItWas = async (candidate: string, signal: AbortSignal): Promise<boolean> => {
    const { hash, flaws } = await verifySegment(candidate, signal);
    return expected !== null && flaws === null && hash === expected;
  };
  return { path, sha256: null, isWhatItWas };
}

export const segmentOf = (file: string): number | null =>
  file.startsWith('segments/') ? segmentSeq(file.slice('segments/'.length)) : null;

/** Every line is a link between those that it stands between. */
function proveRecords(
  folders: CompanyFolders,
  head: ChainHead,
  storedHash: (seq: number) => string | null,
): FileProver['isWhatItWas'] {
  return (candidate, signal) => {
    const records = readRecordChain({ ...folders, records: candidate }, head.recordsBytes);
    if (!records.isWhole) return Promise.resolve(false);
    for (const [seq, link] of records.links) {
      signal.throwIfAborted();
      const before = seq === 1 ? '' : linkAt(folders, records, seq - 1)?.hash;
      const after = seq === head.seq ? head.head : (linkAt(folders, records, seq + 1)?.previous ?? storedHash(seq));
      if (seq > head.seq || after !== link.hash || (before !== undefined && before !== link.previous))
        return Promise.resolve(false);
    }
    return Promise.resolve(true);
  };
}

/** A record or a segment; null: neither can be read. */
export function linkAt(folders: CompanyFolders, records: RecordChain, seq: number): Partial<RecordLink> | null {
  const record = records.links.get(seq);
  const path = join(folders.segments, segmentName(seq));
  if (record !== undefined || !existsSync(path)) return record ?? null;
  try {
    const segment = new SegmentReader(path);
    segment.close();
    return { hash: segment.head, ...(segment.previous === null ? {} : { previous: segment.previous }) };
  } catch {
    return null;
  }
}
