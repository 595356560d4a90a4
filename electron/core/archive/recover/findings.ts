// What is damaged in the folder stays told until it is mended: a start that adopts nothing would not meet it again.
import type { SqliteDatabase } from '../../db/openSqlite';
import type { Recovered } from '../types';

export type Finding = Recovered['problems'][number];

const SCOPE = 'archive.finding';
const KEYS: readonly Finding['key'][] = ['archive.segment_damaged', 'archive.chain_broken', 'archive.records_damaged'];

const nameOf = ({ companyId, seq }: Finding): string => `${companyId}/${String(seq).padStart(6, '0')}`;

export function saveFindings(db: SqliteDatabase, findings: readonly Finding[]): void {
  const put = db.prepare('INSERT OR REPLACE INTO note (scope, name, value) VALUES (?, ?, ?)');
  for (const finding of findings) put.run(SCOPE, nameOf(finding), finding.key);
}

export function dropFindings(db: SqliteDatabase, companyId?: string): void {
  if (companyId === undefined) db.prepare('DELETE FROM note WHERE scope = ?').run(SCOPE);
  else db.prepare(`DELETE FROM note WHERE scope = ? AND name LIKE ? || '/%'`).run(SCOPE, companyId);
}

export function findings(db: SqliteDatabase): readonly Finding[] {
  const rows = db.prepare('SELECT name, value FROM note WHERE scope = ? ORDER BY name').all(SCOPE) as {
    name: string;
    value: string;
  }[];
  return rows.flatMap(({ name, value }) => {
    const [companyId = '', seq = ''] = name.split('/');
    const key = KEYS.find((known) => known === value);
    return key === undefined ? [] : [{ companyId, seq: Number(seq), key }];
  });
}
