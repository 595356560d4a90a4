// What a run leaves behind, without what differs between two runs that did the same: times, random ids, the order of links.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { databaseFile } from '../../electron/core/archive/folders';
import { openSqlite, type SqliteDatabase } from '../../electron/core/db/openSqlite';
import { archiveInProcess } from '../support/archiveInProcess';
import { dumpArchive } from '../support/archiveDump';
import type { TestApp } from '../support/testApp';
import { MANIFESTS } from './core';
import type { Lane } from './services';
import { plainName } from './watchWrites';

type Row = Readonly<Record<string, unknown>>;

export type Picture = Readonly<Record<string, unknown>>;

function without(rows: readonly unknown[], ...names: readonly string[]): Row[] {
  return (rows as Row[]).map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name))),
  );
}

/** Where a source has been read to depends on when it was asked; that it was read to its end does not. */
function reachedOf({ uuid, stream, value }: Row): Row {
  return { uuid, stream, reached: (JSON.parse(String(value)) as Row)['reached'] };
}

function archivePicture(db: SqliteDatabase): Picture {
  const dump = dumpArchive(db);
  const all = (sql: string): unknown[] => db.prepare(sql).all();
  return {
    companies: without(dump.companies, 'seq', 'head', 'records_bytes'),
    records: (dump.records as Row[]).map(({ kind }) => kind).filter((kind) => kind !== 'checkpoint'),
    checkpoints: (dump.checkpoints as Row[]).map(reachedOf),
    versions: without(dump.versions, 'stored_at', 'segment_seq'),
    invoices: dump.invoices,
    rates: dump.rates,
    words: dump.words,
    bundles: without(dump.bundles, 'uuid', 'built_at'),
    bundleItems: without(dump.bundleItems, 'uuid'),
    receipts: without(dump.receipts, 'bundle_uuid', 'at', 'remote_id'),
    intents: all('SELECT * FROM intent'),
    jobs: all(`SELECT type, state, problem FROM job WHERE type <> 'verify' ORDER BY type`),
  };
}

/** The rows say nothing that segments and records do not say: the chain is whole. */
async function expectRebuilds(folder: string): Promise<void> {
  const { writer, close } = archiveInProcess(folder, MANIFESTS);
  const db = openSqlite(databaseFile(folder));
  const before = dumpArchive(db);
  const { problems } = await writer.rebuild();
  expect(problems).toEqual([]);
  expect(dumpArchive(db)).toEqual(before);
  db.close();
  await close();
}

export async function runPicture(kontor: TestApp): Promise<Row[]> {
  const runs = await kontor.call('runs.list', { limit: 50 });
  return runs
    .filter(({ kind }) => kind !== 'verify')
    .map(({ kind, state, trigger, month, revision, parts, problem }) => ({
      kind,
      state,
      trigger,
      month,
      revision,
      problem,
      parts: parts.map(({ state: ended, newCount, changedCount, unreadable, problem: stopped }) => ({
        ended,
        newCount,
        changedCount,
        unreadable,
        stopped,
      })),
    }));
}

export interface Leftovers {
  readonly notes: readonly string[];
  readonly spooled: readonly string[];
}

/** What waits for the next run; nothing here may stay for ever. */
export function leftovers(data: string): Leftovers {
  const db = openSqlite(databaseFile(join(data, 'archive')), { readonly: true });
  const names = db
    .prepare(`SELECT name FROM note WHERE scope NOT LIKE 'archive.%' ORDER BY name`)
    .pluck()
    .all() as string[];
  const notes = names.map(plainName);
  db.close();
  const spool = join(data, 'spool');
  const files = existsSync(spool) ? readdirSync(spool, { recursive: true, withFileTypes: true }) : [];
  const spooled = files.filter((file) => file.isFile()).map(({ name }) => plainName(name));
  return { notes, spooled: spooled.sort() };
}

const hashes = (files: ReadonlyMap<string, Buffer>) =>
  [...files].map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]);

export function cloudPicture({ cloud: { control } }: Lane): Picture {
  return { files: hashes(control.files()), sessions: control.sessions() };
}

export function s3Picture({ s3: { control } }: Lane): Picture {
  return { files: hashes(control.files()), sessions: control.uploads() };
}

/**
 * What lies at a service that one signs in to: every file with its path, also two of one name. A session whose name got lost on its
 * way holds no byte, and is the service's to forget.
 */
export const signedInPicture =
  (service: 'dropbox' | 'drive' | 'oneDrive') =>
  (lane: Lane): Picture => ({
    files: hashes(lane[service].control.files()),
    paths: lane.drive.control.paths(),
  });

/** Of a stopped core. */
export async function diskPicture(data: string): Promise<Picture> {
  const folder = join(data, 'archive');
  const db = openSqlite(databaseFile(folder));
  const picture = archivePicture(db);
  db.close();
  await expectRebuilds(folder);
  return picture;
}
