// One folder for an auditor: originals as they were, an index, what was done, where the files went, the links that prove all of it, and
// the page that does the proving. Memory stays flat whatever the archive holds; nothing of it is there before all of it is.
import { existsSync } from 'node:fs';
import { databaseFile } from '../archive/folders';
import { bytesOf } from '../archive/integrity/verifyCompany';
import { openSqlite, type SqliteDatabase } from '../db/openSqlite';
import { AuditFolder, type WrittenFile } from './auditFolder';
import { auditProblem } from './failures';
import { localIndex, neutralIndex } from './indexTables';
import { ManifestWriter } from './manifest';
import { countPicked, pick, pickedOf, type AuditCompany } from './picked';
import { PAGE_FILE, proofPage } from './proofPage';
import type { AuditDone, AuditOrder } from './types';
import { receiptLines, runLines } from './workTables';
import { writeChain } from './writeChain';

/** Where a kill leaves something else behind. */
export const AUDIT_PLACES = ['audit.begun', 'audit.filed', 'audit.copied', 'audit.listed', 'audit.named'] as const;
export type AuditPlace = (typeof AUDIT_PLACES)[number];

export interface AuditOptions {
  readonly reached?: (place: AuditPlace) => void;
}

type OnBytes = (done: number, total: number | null) => void;

/** Throws a Failure: audit.nothing, audit.folder_taken, audit.folder_refused, audit.disk_full. */
export async function makeAudit(
  order: AuditOrder,
  onProgress: OnBytes,
  signal: AbortSignal,
  { reached = () => undefined }: AuditOptions = {},
): Promise<AuditDone> {
  if (!existsSync(databaseFile(order.archive))) throw nothing(order);
  const db = openSqlite(databaseFile(order.archive), { readonly: true });
  try {
    const company = pick(db, order);
    const { documents, things } = countPicked(db);
    if (company === null || documents + things === 0) throw nothing(order);
    const folder = new AuditFolder(order.into, order.name);
    try {
      reached('audit.begun');
      return await fill({ order, db, company, folder, onProgress, signal, reached });
    } catch (error) {
      folder.abandon();
      throw error;
    }
  } finally {
    db.close();
  }
}

const nothing = ({ from, to }: AuditOrder) => auditProblem('audit.nothing', { from, to });

interface Filling {
  readonly order: AuditOrder;
  readonly db: SqliteDatabase;
  readonly company: AuditCompany;
  readonly folder: AuditFolder;
  readonly onProgress: OnBytes;
  readonly signal: AbortSignal;
  readonly reached: (place: AuditPlace) => void;
}

async function fill({ order, db, company, folder, onProgress, signal, reached }: Filling): Promise<AuditDone> {
  const { archive, language, titles } = order;
  const { documents, thingBytes } = countPicked(db);
  const total = bytesOf(archive, company) + thingBytes;
  const manifest = new ManifestWriter(folder, order, company);
  const count = { original: 0, file: 0 };
  let done = 0;
  try {
    const chain = await writeChain({
      archive,
      company,
      picked: pickedOf(db, order),
      folder,
      onFile: (file, line, kind) => {
        count[kind] += line === 0 ? 0 : 1;
        manifest.add(file, line);
        reached('audit.filed');
      },
      onBytes: (bytes) => onProgress(Math.min((done += bytes), total), total),
      signal,
    });
    reached('audit.copied');
    const tables: readonly (readonly [string, Iterable<string>])[] = [
      ['index.csv', neutralIndex(db, titles)],
      [`index-${language}.csv`, localIndex(db, titles, language)],
      ['runs.csv', runLines(db, titles)],
      ['receipts.csv', receiptLines(db, titles)],
      [PAGE_FILE, [proofPage(language)]],
    ];
    for (const [path, lines] of tables) {
      manifest.add(linesInto(folder, path, lines), 0);
      signal.throwIfAborted();
    }
    const fingerprint = manifest.finish(chain);
    reached('audit.listed');
    folder.finish();
    reached('audit.named');
    const { original: originals, file: files } = count;
    const { links, lost } = chain;
    return { folder: folder.path, documents, originals, files, bytes: folder.bytes, links, fingerprint, lost };
  } finally {
    manifest.close();
  }
}

function linesInto(folder: AuditFolder, path: string, lines: Iterable<string>): WrittenFile {
  const file = folder.open(path);
  try {
    for (const line of lines) file.add(line);
    return file.finish();
  } finally {
    file.close();
  }
}
