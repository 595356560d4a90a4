// An archive in a temporary folder with one company, opened without workers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReader } from '../../electron/core/archive/createReader';
import { createWriter } from '../../electron/core/archive/createWriter';
import { databaseFile } from '../../electron/core/archive/folders';
import { openArchive } from '../../electron/core/archive/openArchive';
import type { StoreOptions } from '../../electron/core/archive/store';
import type { ArchiveReader, ArchiveWriter, IngestOrder, IngestResult } from '../../electron/core/archive/types';
import { originalsOnly } from './originalsOnly';
import { openSqlite, type SqliteDatabase } from '../../electron/core/db/openSqlite';
import type { PageItem, PullPage } from '../../electron/core/providers/sdk/pages';
import { CompanyId, ConnectionId } from '../../shared/domain/ids';
import { standIn, standInLookup, type StandIn } from './standInFormat';
import { standInUnpacker } from './standInPackage';

export const COMPANY = CompanyId.parse('0192f3a0-0000-7000-8000-000000000001');
export const CONNECTION = ConnectionId.parse('0192f3a0-0000-7000-8000-00000000000a');
export const OTHER_CONNECTION = ConnectionId.parse('0192f3a0-0000-7000-8000-00000000000b');
export const AT = '2026-11-02T08:00:00.000Z';

export const testCompany = {
  id: COMPANY,
  name: 'Świat Kawy',
  country: 'PL',
  taxId: '1111111111',
  purchaseMonthRule: 'issue_date',
  at: '2026-11-01T00:00:00.000Z',
} as const;

export interface TestArchive {
  readonly folder: string;
  readonly db: SqliteDatabase;
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  close(): Promise<void>;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'kontor-archive-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** `recover` has run; the company is there. */
export async function openTestArchive(folder: string, options: Partial<StoreOptions> = {}): Promise<TestArchive> {
  const db = openArchive(folder);
  const writer = createWriter(db, folder, {
    formatFor: standInLookup,
    bundleEntries: originalsOnly,
    unpackerFor: () => Promise.resolve(standInUnpacker),
    ...options,
  });
  await writer.recover();
  await writer.saveCompany(testCompany);
  const readerDb = openSqlite(databaseFile(folder), { readonly: true });
  const reader = createReader(readerDb, folder, { formatFor: standInLookup });
  const close = async (): Promise<void> => {
    await reader.close();
    await writer.close();
  };
  return { folder, db, writer, reader, close };
}

export function item(naturalKey: string, invoice: StandIn | Buffer, more: Partial<PageItem> = {}): PageItem {
  const bytes = Buffer.isBuffer(invoice) ? invoice : standIn(invoice);
  return {
    naturalKey,
    fileName: `${naturalKey}.xml`,
    mediaType: 'application/xml',
    content: { base64: bytes.toString('base64') },
    remote: { seen: true },
    ...more,
  };
}

export function itemsPage(items: readonly PageItem[], checkpoint: string, more: Partial<PullPage> = {}): PullPage {
  return {
    content: { kind: 'items', items },
    parserId: 'auto',
    meta: { role: 'Subject2' },
    checkpoint: { stream: 'Subject2', value: checkpoint },
    ...more,
  };
}

export function orderOf(page: PullPage, more: Partial<IngestOrder> = {}): IngestOrder {
  return { companyId: COMPANY, connectionId: CONNECTION, providerId: 'standin', page, at: AT, runId: 'run-1', ...more };
}

export function ingestPage(
  writer: ArchiveWriter,
  page: PullPage,
  more: Partial<IngestOrder> = {},
): Promise<IngestResult> {
  return writer.ingest(orderOf(page, more), () => undefined, new AbortController().signal);
}
