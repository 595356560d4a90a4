// The archive's writer over an open database: in the worker, and without one in tests.
import type { SqliteDatabase } from '../db/openSqlite';
import { bundleCalls } from './bundles/bundleCalls';
import { markClosed } from './closedWell';
import { createExclusive } from './exclusive';
import { explained } from './explained';
import { fiscalCalls } from './fiscal/fiscalCalls';
import { ingest } from './ingest/ingest';
import { decideLink, explain } from './links/decide';
import { recover } from './recover/recover';
import { outboxCalls } from './outbox/outboxCalls';
import { reportCalls } from './reports/reportCalls';
import { saveRecord } from './records/saveRecord';
import { createStore, findCompany, findSource, type Store, type StoreOptions } from './store';
import type { ArchiveCompany, ArchiveSource, ArchiveWriter } from './types';
import { clearProjections, eraseCompany } from './work/erase';
import { jobCalls } from './work/jobs';
import { noteCalls } from './work/notes';
import { runCalls } from './work/runs';
import { promised } from './promised';

export function createWriter(db: SqliteDatabase, archive: string, options: StoreOptions): ArchiveWriter {
  const store = createStore(db, archive, options);
  const exclusive = createExclusive();
  const { insertJob, jobsOfRun, ...jobs } = jobCalls(db);
  return explained(archive, {
    recover: () => exclusive(() => recover(store)),
    saveCompany: (company) => exclusive(() => saveCompany(store, company)),
    eraseCompany: (companyId) => exclusive(() => eraseCompany(store, companyId)),
    ingest: (order, onProgress, signal) => exclusive(() => ingest(store, order, onProgress, signal)),
    saveSource: (source) => exclusive(() => saveSource(store, source)),
    checkpoints: promised((connectionId) => checkpoints(store, connectionId)),
    hideConnection: (companyId, connectionId, at) =>
      exclusive(() => {
        if (!isSeen(store, companyId, connectionId)) return;
        saveRecord(store, companyId, { kind: 'hide_connection', at, body: { connection: connectionId } });
      }),
    decideLink: (order) => exclusive(() => decideLink(store, order)),
    explain: (order) => exclusive(() => explain(store, order)),
    ...noteCalls(db),
    ...runCalls(store, exclusive, { insertJob, jobsOfRun }),
    ...jobs,
    ...bundleCalls(store, exclusive),
    ...outboxCalls(store, exclusive),
    ...reportCalls(store, exclusive),
    ...fiscalCalls(store, exclusive),
    rebuild: () => exclusive(() => rebuild(store)),
    close: () =>
      exclusive(() => {
        markClosed(db);
        db.close();
      }),
  });
}

function saveCompany(store: Store, company: ArchiveCompany): void {
  const { name, country, taxId, purchaseMonthRule } = company;
  const known = findCompany(store, company.id);
  const isSame =
    known?.name === name && known.country === country && known.taxId === taxId && known.rule === purchaseMonthRule;
  if (isSame) return;
  const body = { name, country, taxId, purchaseMonthRule };
  saveRecord(store, company.id, { kind: 'company', at: company.at, body });
}

function saveSource(store: Store, { companyId, connectionId, providerId, identity, at }: ArchiveSource): void {
  const company = findCompany(store, companyId);
  const known = company && (store.statements.sourceOf.get(company.id, providerId, identity) as { uuid: string } | null);
  if (known?.uuid === connectionId) return;
  saveRecord(store, companyId, {
    kind: 'source',
    at,
    body: { connection: connectionId, provider: providerId, identity },
  });
}

/** Anything to hide: documents on the screens, or an account whose source would be found again. */
function isSeen(store: Store, companyId: string, connectionId: string): boolean {
  const company = findCompany(store, companyId);
  const source = company === null ? null : findSource(store, company, connectionId);
  const sql = `SELECT 1 FROM source s WHERE s.id = ? AND (s.identity IS NOT NULL
    OR EXISTS (SELECT 1 FROM invoice i WHERE i.source_id = s.id AND i.is_hidden <> 1))`;
  return store.db.prepare(sql).get(source) !== undefined;
}

function checkpoints(store: Store, connectionId: string): Record<string, string> {
  const rows = store.db
    .prepare(
      `SELECT p.stream, p.value FROM checkpoint p JOIN source s ON s.id = p.source_id WHERE s.uuid = ? ORDER BY p.stream`,
    )
    .all(connectionId) as { stream: string; value: string }[];
  return Object.fromEntries(rows.map(({ stream, value }) => [stream, value]));
}

function rebuild(store: Store): Awaited<ReturnType<ArchiveWriter['rebuild']>> {
  clearProjections(store);
  const { problems } = recover(store);
  const count = (table: string): number => store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  return { documents: count('document'), versions: count('document_version'), problems };
}
