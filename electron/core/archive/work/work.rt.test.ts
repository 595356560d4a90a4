import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunView } from '../../../../shared/contract/runs';
import {
  COMPANY,
  CONNECTION,
  openTestArchive,
  OTHER_CONNECTION,
  removeFolder,
  temporaryFolder,
  type TestArchive,
} from '../../../../tests/support/testArchive';
import type { JobRow } from '../types';

let folder = '';
let archive: TestArchive;
beforeEach(async () => {
  folder = temporaryFolder();
  archive = await openTestArchive(folder);
});
afterEach(async () => {
  await archive.close();
  removeFolder(folder);
});

const uuid = (no: number) => `0192f3a0-0000-7000-8000-${String(no).padStart(12, '0')}`;
const instant = (minute: number) => `2026-11-02T08:${String(minute).padStart(2, '0')}:00.000Z`;

function job(no: number, more: Partial<JobRow> = {}): JobRow {
  const owner = { companyId: COMPANY, connectionId: CONNECTION };
  const state = { state: 'queued', attempt: 0, leaseUntil: null, notBefore: null, problem: null } as const;
  return {
    id: uuid(no),
    runId: uuid(900),
    type: 'sync',
    ...owner,
    payload: '{}',
    ...state,
    createdAt: instant(no),
    ...more,
  };
}
function run(no: number, more: Partial<RunView> = {}): RunView {
  const part = {
    connectionId: CONNECTION,
    state: 'done',
    done: 1,
    unit: 'invoices',
    newCount: no,
    changedCount: 0,
  } as const;
  const view = {
    id: uuid(no),
    companyId: COMPANY,
    kind: 'sync',
    trigger: 'user',
    state: 'done',
    startedAt: instant(no),
  };
  return { ...view, endedAt: instant(no + 1), parts: [{ ...part, knownCount: 0, unreadable: [] }], ...more } as RunView;
}

describe('jobs', () => {
  it('are leased oldest first, one per connection that is not busy', async () => {
    const { writer } = archive;
    await writer.addJob(job(2));
    await writer.addJob(job(1, { connectionId: OTHER_CONNECTION }));
    await writer.addJob(job(1, { connectionId: OTHER_CONNECTION, payload: '{"again":true}' }));
    const first = await writer.leaseJob(instant(10), instant(12), []);
    expect(first).toMatchObject({ id: uuid(1), state: 'leased', attempt: 1, leaseUntil: instant(12), payload: '{}' });
    expect(await writer.leaseJob(instant(10), instant(12), [CONNECTION, OTHER_CONNECTION])).toBeNull();
    expect(await writer.leaseJob(instant(10), instant(12), [OTHER_CONNECTION])).toMatchObject({ id: uuid(2) });
    expect(await writer.leaseJob(instant(10), instant(12), [])).toBeNull();
  });

  it('wait until their time, and are parked until somebody acts', async () => {
    const { writer } = archive;
    await writer.addJob(job(1));
    await writer.leaseJob(instant(1), instant(3), []);
    const problem = { kind: 'unavailable', key: 'net.offline', params: {}, supportId: 'x' } as const;
    await writer.settleJob(uuid(1), { state: 'retry', notBefore: instant(30), problem });
    expect(await writer.leaseJob(instant(29), instant(31), [])).toBeNull();
    expect(await writer.leaseJob(instant(30), instant(31), [])).toMatchObject({ attempt: 2, problem });
    await writer.settleJob(uuid(1), { state: 'parked', problem });
    expect(await writer.leaseJob(instant(59), instant(59), [])).toBeNull();
    expect(await writer.openJobs()).toEqual([]);
  });

  it('whose process died come back once their lease is over', async () => {
    const { writer } = archive;
    await writer.addJob(job(1));
    await writer.leaseJob(instant(1), instant(3), []);
    await writer.renewLease(uuid(1), instant(5));
    expect(await writer.reclaimJobs(instant(4))).toEqual([]);
    expect(await writer.reclaimJobs(instant(5))).toMatchObject([{ id: uuid(1), state: 'queued', leaseUntil: null }]);
  });
});

describe('runs', () => {
  it('are stored with their jobs and listed newest first by keyset', async () => {
    const { writer, reader } = archive;
    await writer.createRun(run(1), [job(1)]);
    expect(await writer.openJobs()).toHaveLength(1);
    await writer.saveRun(run(2));
    await writer.saveRun(run(3, { kind: 'verify', problem: { kind: 'auth', key: 'k', params: {}, supportId: 's' } }));
    const ids = async (query: Partial<Parameters<typeof reader.runs>[0]>) =>
      (await reader.runs({ limit: 10, ...query })).map((view) => Number(view.id.slice(-3)));
    expect(await ids({})).toEqual([3, 2, 1]);
    expect(await ids({ limit: 1, before: { startedAt: instant(3), id: uuid(3) } })).toEqual([2]);
    expect(await ids({ kind: 'sync' })).toEqual([2, 1]);
    expect(await ids({ onlyProblems: true })).toEqual([3]);
    expect(await ids({ connectionId: OTHER_CONNECTION })).toEqual([]);
    expect(await reader.run(uuid(2))).toEqual(run(2));
    expect(await reader.run(uuid(5))).toBeNull();
  });

  it('tell the last good one of each connection', async () => {
    await archive.writer.saveRun(run(4));
    await archive.writer.saveRun(run(2));
    await archive.writer.saveRun(run(6, { parts: run(6).parts.map((part) => ({ ...part, state: 'failed' })) }));
    expect(await archive.reader.lastGood(COMPANY)).toEqual({ [CONNECTION]: { at: instant(5), newCount: 4 } });
  });

  it('number their log lines', async () => {
    const line = { at: instant(1), level: 'info', key: 'run.log.x', params: { n: 1 } } as const;
    await archive.writer.appendLog(uuid(1), [line, { ...line, level: 'warn' }]);
    await archive.writer.appendLog(uuid(1), [line]);
    expect((await archive.reader.runLog(uuid(1))).map(({ seq, level }) => `${seq} ${level}`)).toEqual([
      '1 info',
      '2 warn',
      '3 info',
    ]);
  });
});

describe('notes', () => {
  it('are kept by scope and listed by the beginning of their name', async () => {
    const { writer } = archive;
    for (const name of ['b', 'a%1', 'a%2', 'ab']) await writer.notePut('s', name, name.toUpperCase());
    await writer.notePut('s', 'b', 'again');
    await writer.notePut('t', 'a%3', 'x');
    expect(await writer.noteList('s', 'a%')).toEqual(['a%1', 'a%2']);
    expect(await writer.noteGet('s', 'b')).toBe('again');
    await writer.noteDelete('s', 'b');
    expect(await writer.noteGet('s', 'b')).toBeNull();
  });
});

describe('a company that is erased', () => {
  it('leaves no row and no file', async () => {
    const { ingestPage, item, itemsPage } = await import('../../../../tests/support/testArchive');
    await ingestPage(archive.writer, itemsPage([item('A-1', { number: 'FV/1' })], '1'));
    await archive.writer.createRun(run(1), [job(1)]);
    await archive.writer.notePut(CONNECTION, 'x', 'y');
    await archive.writer.eraseCompany(COMPANY);
    const tables = archive.db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_%' ESCAPE '\\'")
      .pluck()
      .all() as string[];
    for (const table of [...tables, 'document_version', 'invoice_rate', 'run_part'])
      expect(archive.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    const { readdirSync } = await import('node:fs');
    expect(readdirSync(folder).filter((name) => !name.startsWith('archive.sqlite'))).toEqual([]);
  });

  it('leaves none of the older databases that were kept beside the one in use', async () => {
    const { readdirSync, writeFileSync } = await import('node:fs');
    const { join } = await import('node:path');
    for (const name of ['before-13', 'damaged', 'damaged-wal', 'damaged-2'])
      writeFileSync(join(folder, `archive.sqlite.${name}`), 'rows of every company');
    await archive.writer.eraseCompany(COMPANY);
    expect(readdirSync(folder).filter((name) => !/^archive\.sqlite(-wal|-shm)?$/.test(name))).toEqual([]);
    expect(archive.db.prepare('SELECT count(*) FROM company').pluck().get()).toBe(0);
  });
});
