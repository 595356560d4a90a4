// The newest links, looked at in every start: the segment and the line that were written last are the ones that a failing disk or a
// power cut takes. Everything else is looked at once a month (archive/integrity).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { segmentName } from '../folders';
import { lastRecordHash } from './recordTail';
import { indexHash } from './readSegment';
import { findCompany, type Store } from '../store';
import type { Finding } from './findings';

export function tailFindings(store: Store, uuid: string): readonly Finding[] {
  const company = findCompany(store, uuid);
  if (company === null) return [];
  const newest = (table: 'segment' | 'record', hash: string) =>
    store.db
      .prepare(`SELECT seq, ${hash} AS hash FROM ${table} WHERE company_id = ? ORDER BY seq DESC LIMIT 1`)
      .get(company.id) as { seq: number; hash: string } | undefined;
  const [segment, record] = [newest('segment', 'head'), newest('record', 'hash')];
  const findings: Finding[] = [];
  const { segments, records } = store.folders(uuid);
  if (segment !== undefined && hashOf(join(segments, segmentName(segment.seq))) !== segment.hash)
    findings.push({ companyId: uuid, seq: segment.seq, key: 'archive.segment_damaged' });
  if (record !== undefined && lastRecordHash(records, company.recordsBytes) !== record.hash)
    findings.push({ companyId: uuid, seq: record.seq, key: 'archive.records_damaged' });
  return findings;
}

function hashOf(segment: string): string | null {
  if (!existsSync(segment)) return null;
  try {
    return indexHash(segment);
  } catch {
    return null;
  }
}
