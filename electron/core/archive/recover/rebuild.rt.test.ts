import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScenario, runScenario } from '../../../../tests/crash/ingestScenario';
import { dumpArchive } from '../../../../tests/support/archiveDump';
import { openClosed } from '../closedWell';
import { createReader } from '../createReader';
import { openArchive } from '../openArchive';
import { openSqlite } from '../../db/openSqlite';
import { standInLookup } from '../../../../tests/support/standInFormat';
import {
  COMPANY,
  ingestPage,
  item,
  itemsPage,
  removeFolder,
  temporaryFolder,
} from '../../../../tests/support/testArchive';
import { chainHeads } from '../integrity/chainHeads';
import { verifyCompany } from '../integrity/verifyCompany';
import type { TestArchive } from '../../../../tests/support/testArchive';

describe('an archive folder', () => {
  let folder = '';
  let archive: TestArchive;
  beforeEach(async () => {
    folder = temporaryFolder();
    archive = await openScenario(folder);
    await runScenario(archive, folder);
  });
  afterEach(async () => {
    await archive.close();
    removeFolder(folder);
  });
  const companyFile = (...names: string[]) => join(folder, 'archive', COMPANY, ...names);

  it('holds versions, tombstones, checkpoints, bundles and receipts in this test', () => {
    const dump = dumpArchive(archive.db);
    expect(dump.versions.length).toBeGreaterThan(30);
    expect(dump.versions.filter((row) => (row as { is_deleted: number }).is_deleted === 1)).toHaveLength(2);
    expect((dump.sources as { identity: string | null }[]).map(({ identity }) => identity)).toEqual([
      '1111111111@prod',
      null,
    ]);
    expect([dump.checkpoints.length, dump.bundles.length, dump.receipts.length]).toEqual([3, 1, 3]);
    expect(dump.fiscal).toHaveLength(1);
    expect(dump.bundleItems.length).toBeGreaterThan(20);
    expect([dump.reports.length, dump.checks.length]).toEqual([2, 1]);
    expect([dump.runs.length, dump.runParts.length, dump.closedMonths.length]).toEqual([1, 1, 1]);
  });

  it('alone gives the same archive again when the database is deleted', async () => {
    const before = dumpArchive(archive.db);
    await archive.close();
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(folder, 'archive', `archive.sqlite${suffix}`), { force: true });
    archive = await openScenario(folder);
    expect(dumpArchive(archive.db)).toEqual(before);
  });

  it('gives the same archive when it is told to rebuild, and keeps work in progress', async () => {
    await archive.writer.notePut('connection', 'session', 'sealed');
    const before = dumpArchive(archive.db);
    const result = await archive.writer.rebuild();
    expect(dumpArchive(archive.db)).toEqual(before);
    expect(result.versions).toBe(before.versions.length);
    expect(await archive.writer.noteGet('connection', 'session')).toBe('sealed');
  });

  it('fills what a newer schema asks for: an archive from before the words of rows is read again', async () => {
    const before = dumpArchive(archive.db);
    const rows = archive.db.prepare('SELECT words FROM invoice_text ORDER BY words').pluck().all();
    expect(rows.length).toBeGreaterThan(20);
    const columns = ['match_key', 'ksef_number', 'is_scan', 'payment_state', 'due_on'];
    archive.db.exec(
      `DROP TABLE report; DROP TABLE closed_month; DROP TABLE receipt_check; DROP TABLE fiscal_file; ALTER TABLE document_version DROP COLUMN part; DROP INDEX invoice_by_customer; DROP INDEX invoice_to_look_at; DROP INDEX source_by_identity; ALTER TABLE source DROP COLUMN identity;
       DROP TABLE invoice_text; DROP TABLE tag; DROP TABLE outbox; ALTER TABLE segment DROP COLUMN run_id;
       DROP TABLE invoice_link; DROP TABLE link_decision; DROP TABLE explanation;
       DROP INDEX invoice_by_match; DROP INDEX invoice_by_ksef_number; DROP INDEX invoice_by_scan;
       ${columns.map((column) => `ALTER TABLE invoice DROP COLUMN ${column};`).join(' ')} PRAGMA user_version = 1`,
    );
    await archive.close();
    archive = await openScenario(folder);
    expect(dumpArchive(archive.db)).toEqual(before);
    expect(archive.db.prepare('SELECT words FROM invoice_text ORDER BY words').pluck().all()).toEqual(rows);
  });

  it('takes the place of a database whose rows are found broken while they are read', async () => {
    const before = dumpArchive(archive.db);
    const database = join(folder, 'archive', 'archive.sqlite');
    // Its schema stays whole: the file opens.
    const damage = async () => {
      const place = `SELECT rootpage FROM sqlite_master WHERE name = 'company'`;
      const page = archive.db.prepare(place).pluck().get() as number;
      await archive.close();
      writeFileSync(database, readFileSync(database).fill(0xa5, (page - 1) * 4096, page * 4096));
    };
    const started = () => openArchive(join(folder, 'archive'), process.pid + 1).close();
    const refusal = { spec: { key: 'archive.sqlite' } };
    // The writer meets it at its start.
    await damage();
    await expect(openScenario(folder)).rejects.toMatchObject(refusal);
    started();
    archive = await openScenario(folder);
    expect(dumpArchive(archive.db)).toEqual(before);
    // A list meets it. Until the next start nothing takes the file away from those that have it open.
    await damage();
    const reader = createReader(openSqlite(database, { readonly: true }), join(folder, 'archive'), {
      formatFor: standInLookup,
    });
    await expect(reader.counts()).rejects.toMatchObject(refusal);
    await reader.close();
    expect(openClosed(join(folder, 'archive'))).toBe(null);
    openArchive(join(folder, 'archive')).close();
    expect(existsSync(`${database}.damaged-2`)).toBe(false);
    started();
    archive = await openScenario(folder);
    expect(dumpArchive(archive.db)).toEqual(before);
    expect(existsSync(`${database}.damaged-2`)).toBe(true);
    expect(existsSync(`${database}.broken`)).toBe(false);
  });

  it('takes the place of a database that cannot be read', async () => {
    const before = dumpArchive(archive.db);
    await archive.close();
    const database = join(folder, 'archive', 'archive.sqlite');
    writeFileSync(database, 'this was a database once, and a long one at that'.repeat(100));
    archive = await openScenario(folder);
    expect(dumpArchive(archive.db)).toEqual(before);
    expect(existsSync(`${database}.damaged`)).toBe(true);
  });

  describe('with damaged lines in the middle of its records', () => {
    let whole: Buffer;
    const damage = (kind: RegExp): void => {
      whole = readFileSync(companyFile('records.jsonl'));
      const lines = whole.toString('utf8').split('\n');
      expect(lines.filter((line) => kind.test(line)).length).toBeGreaterThan(0);
      const damaged = lines.map((line) => (kind.test(line) ? `!${line.slice(1)}` : line));
      writeFileSync(companyFile('records.jsonl'), damaged.join('\n'));
    };

    it('keeps the files that only these lines name', async () => {
      const files = () => readdirSync(companyFile(), { recursive: true, encoding: 'utf8' }).sort();
      const before = files();
      damage(/"kind":"(bundle|report|outbox|outbox_receipt)"/);
      await archive.writer.rebuild();
      await archive.writer.recover();
      expect(files()).toEqual(before);
    });

    it('has their rows again, and says nothing more of it, when the records are put back', async () => {
      const before = dumpArchive(archive.db);
      damage(/"kind":"(bundle|report)"/);
      const { problems } = await archive.writer.rebuild();
      expect(problems.length).toBeGreaterThan(0);
      expect(new Set(problems.map(({ key }) => key))).toEqual(new Set(['archive.chain_broken']));
      expect(dumpArchive(archive.db)).not.toEqual(before);
      writeFileSync(companyFile('records.jsonl'), whole);
      expect((await archive.writer.recover()).problems).toEqual([]);
      expect(dumpArchive(archive.db)).toEqual(before);
    });
  });

  it('puts aside a segment that does not follow the chain, and never takes it in', async () => {
    const before = dumpArchive(archive.db);
    await archive.close();
    const segments = readdirSync(companyFile('segments')).sort();
    const copy = readFileSync(companyFile('segments', segments[0] ?? ''));
    writeFileSync(companyFile('segments', '00000099.zip'), copy);
    archive = await openScenario(folder);
    expect(dumpArchive(archive.db)).toEqual(before);
    expect(readdirSync(companyFile('segments'))).toContain('00000099.zip.aside');
  });

  it('drops a line of a record that a crash cut, and keeps aside lines that follow nothing', async () => {
    const before = dumpArchive(archive.db);
    await archive.close();
    appendFileSync(companyFile('records.jsonl'), '{"v":1,"seq":');
    archive = await openScenario(folder);
    expect(dumpArchive(archive.db)).toEqual(before);
    expect(existsSync(companyFile('records.jsonl.aside'))).toBe(false);
    await archive.close();
    const line = '{"v":1,"seq":999,"previous":"","at":"","kind":"hide_connection","body":{"connection":"x"}}\n';
    appendFileSync(companyFile('records.jsonl'), line);
    archive = await openScenario(folder);
    expect(dumpArchive(archive.db)).toEqual(before);
    expect(readFileSync(companyFile('records.jsonl.aside'), 'utf8')).toBe(line);
  });

  it('takes in again an original that packs hundreds of times smaller', async () => {
    await ingestPage(archive.writer, itemsPage([item('W-1', Buffer.from('white'.padEnd(2 << 20)))], '90'));
    const before = dumpArchive(archive.db);
    const [head] = chainHeads(archive.db);
    if (head === undefined) throw new Error('no company');
    const proof = await verifyCompany(join(folder, 'archive'), head, () => undefined, new AbortController().signal);
    expect(proof.damages).toEqual([]);
    expect((await archive.writer.rebuild()).problems).toEqual([]);
    expect(dumpArchive(archive.db)).toEqual(before);
  });

  it('says that an original was changed, and takes no changed one in', async () => {
    const { rows } = await archive.reader.listInvoices({ companyId: COMPANY }, 'date_desc', null, 100);
    const target = rows.find((row) => row.number === 'P/3');
    if (target === undefined) throw new Error('no P/3');
    for (const name of readdirSync(companyFile('segments'))) {
      const path = companyFile('segments', name);
      const bytes = readFileSync(path);
      const at = bytes.indexOf('-P-3.xml');
      if (at !== -1) bytes[at + 30] = (bytes[at + 30] ?? 0) ^ 0xff;
      writeFileSync(path, bytes);
    }
    await expect(archive.reader.original(target.id, null)).rejects.toMatchObject({
      spec: { key: 'archive.original_changed' },
    });
    const before = dumpArchive(archive.db);
    const { versions, problems } = await archive.writer.rebuild();
    expect(versions).toBe(before.versions.length - 1);
    expect(problems).toEqual([{ companyId: COMPANY, seq: 4, key: 'archive.segment_damaged' }]);
  });

  it('keeps everything after a segment that is gone', async () => {
    const before = dumpArchive(archive.db);
    truncateSync(companyFile('segments', '00000004.zip'), 1000);
    rmSync(companyFile('segments', '00000007.zip'));
    const { versions, problems } = await archive.writer.rebuild();
    expect(versions).toBe(before.versions.length - 12);
    expect(problems.map(({ seq, key }) => `${seq} ${key}`)).toEqual([
      '4 archive.segment_damaged',
      '5 archive.chain_broken',
      '8 archive.chain_broken',
    ]);
  });

  it('says which original is missing when a segment is cut', async () => {
    const [row] = (await archive.reader.listInvoices({ companyId: COMPANY }, 'date_desc', null, 1)).rows;
    if (row === undefined) throw new Error('no row');
    for (const name of readdirSync(companyFile('segments'))) truncateSync(companyFile('segments', name), 10);
    await expect(archive.reader.original(row.id, null)).rejects.toMatchObject({
      spec: { key: 'archive.original_changed' },
    });
  });
});
