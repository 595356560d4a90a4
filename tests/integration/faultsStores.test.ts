// Stores that cannot be opened as they are, and an archive folder that was damaged: what is refused is refused by name and left as it
// was, what can be taken is taken, and what is missing stays told until it is there again.
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../electron/core/app';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { explain } from '../../electron/core/texts';
import { isFailure, type FailureSpec } from '../../shared/errors';
import { archiveInProcess } from '../support/archiveInProcess';
import { expectExplained, expectNoSecrets, MONTH, openBench, type FaultBench } from '../support/faultBench';
import { badTexts } from '../support/problemTexts';

let bench: FaultBench;
let isRunning = true;
beforeEach(async () => {
  bench = await openBench();
  isRunning = true;
});
afterEach(async () => {
  if (isRunning) await bench.stop();
  else rmSync(bench.folder, { recursive: true, force: true });
});

const file = (name: string): string => join(bench.folder, name);
const archive = (...names: string[]): string => join(bench.folder, 'archive', ...names);

/** Why the app does not start, in the words of the message that it shows. */
async function refusedStart(): Promise<FailureSpec> {
  isRunning = false;
  const { host } = bench.kontor;
  const failure: unknown = await createApp(host, bench.manifests, ({ paths }) =>
    archiveInProcess(paths.archive, bench.manifests),
  ).then(
    () => null,
    (error: unknown) => error,
  );
  if (!isFailure(failure)) throw new Error(`started, or failed with ${String(failure)}`);
  const { key, params = {} } = failure.spec;
  expect(badTexts({ key, params }, bench.manifests)).toEqual([]);
  for (const language of ['en', 'pl', 'de', 'et'] as const) {
    const lines = explain(language, key, params);
    expect(lines.length).toBe(4);
    expect(lines).not.toEqual(explain(language, 'start.unexpected', {}));
  }
  return failure.spec;
}

async function stopped(): Promise<void> {
  await bench.kontor.stop();
  isRunning = false;
}
async function started(): Promise<void> {
  await bench.restart();
  isRunning = true;
}

describe('a config store', () => {
  it('of a newer version is refused by name and not touched', async () => {
    await stopped();
    const db = openSqlite(file('config.db'));
    db.prepare(`INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-shared', '2027-01-01')`).run();
    db.close();
    const before = readFileSync(file('config.db'));
    expect(await refusedStart()).toMatchObject({ key: 'config.newer_version', params: { found: '9999-shared' } });
    expect(readFileSync(file('config.db'))).toEqual(before);
    // The newer Kontor is installed again, or the copy is put back.
    const again = openSqlite(file('config.db'));
    again.prepare(`DELETE FROM kysely_migration WHERE name = '9999-shared'`).run();
    again.close();
    await started();
    expect(await bench.sync()).toMatchObject({ state: 'done' });
  });

  it.each([
    ['overwritten', () => writeFileSync(file('config.db'), 'not a database any more '.repeat(300))],
    [
      'damaged inside',
      () => {
        const bytes = readFileSync(file('config.db'));
        bytes.fill(0xff, 100, 4096);
        writeFileSync(file('config.db'), bytes);
      },
    ],
  ])('that is %s is refused and left as it is; a copy put back brings everything back', async (_how, damage) => {
    expect(await bench.sync()).toMatchObject({ state: 'done' });
    const whole = bench.meaning();
    await stopped();
    copyFileSync(file('config.db'), file('copy.db'));
    damage();
    const damaged = readFileSync(file('config.db'));
    expect(await refusedStart()).toMatchObject({ key: 'config.damaged', params: { file: file('config.db') } });
    expect(readFileSync(file('config.db'))).toEqual(damaged);
    renameSync(file('copy.db'), file('config.db'));
    await started();
    expect(await bench.source()).toMatchObject({ state: 'ok' });
    expect(await bench.upload()).toMatchObject({ state: 'done' });
    expect(bench.meaning()).toEqual(whole);
  });

  it('that is lost costs the connections, not the companies and their invoices', async () => {
    expect(await bench.sync()).toMatchObject({ state: 'done' });
    const before = await bench.kontor.call('companies.list', undefined);
    await stopped();
    for (const end of ['', '-wal', '-shm']) rmSync(file(`config.db${end}`), { force: true });
    await started();
    const after = await bench.kontor.call('companies.list', undefined);
    expect(after.map(({ id, name, taxId, invoiceCount }) => ({ id, name, taxId, invoiceCount }))).toEqual(
      before.map(({ id, name, taxId, invoiceCount }) => ({ id, name, taxId, invoiceCount })),
    );
    expect(await bench.kontor.call('connections.list', { companyId: bench.companyId })).toEqual([]);
    const { companyId } = bench;
    const { runId } = await bench.kontor.call('reports.build', { companyId, month: MONTH });
    expect(await bench.ended(runId)).toMatchObject({ state: 'done' });
  });
});

describe('an archive', () => {
  it('of a newer version is refused by name and not touched', async () => {
    await stopped();
    const db = openSqlite(archive('archive.sqlite'));
    db.pragma('user_version = 99');
    db.close();
    expect(await refusedStart()).toMatchObject({ key: 'archive.newer_version', params: { found: 99 } });
    expect(readdirSync(archive()).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  it('whose database is lost or damaged is read again from its folder', async () => {
    expect(await bench.sync()).toMatchObject({ state: 'done' });
    const whole = bench.meaning();
    await stopped();
    writeFileSync(archive('archive.sqlite'), 'no database '.repeat(1000));
    await started();
    expect(existsSync(archive('archive.sqlite.damaged'))).toBe(true);
    expect(bench.meaning()).toEqual(whole);
    expect(await bench.kontor.call('companies.findings', { companyId: bench.companyId })).toEqual([]);
  });
});

describe('a damaged file of the archive', () => {
  const segments = (): string => archive(bench.companyId, 'segments');
  const findings = () => bench.kontor.call('companies.findings', { companyId: bench.companyId });
  const dropDatabase = (): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(archive(`archive.sqlite${end}`), { force: true });
  };

  beforeEach(async () => {
    expect(await bench.sync()).toMatchObject({ state: 'done' });
    await bench.clock.advance(3_600_000);
    bench.ksef.simulator.control.add([{}]);
    expect(await bench.sync()).toMatchObject({ state: 'done' });
  });

  const wounds: readonly (readonly [string, string, (path: string) => void])[] = [
    ['is cut', 'archive.segment_damaged', (path) => truncateSync(path, 1000)],
    ['is gone', 'archive.chain_broken', (path) => rmSync(path)],
  ];
  it.each(wounds)('that %s is told in the log and on the screens until it is put back', async (_how, key, wound) => {
    const whole = bench.meaning();
    await stopped();
    const [first = ''] = readdirSync(segments()).sort();
    copyFileSync(join(segments(), first), file('backup.zip'));
    wound(join(segments(), first));
    dropDatabase();
    await started();
    const told = await findings();
    expect(told.map((problem) => problem.key)).toContain(key);
    for (const problem of told) {
      expect(badTexts(problem, bench.manifests)).toEqual([]);
      expect(problem.params['file']).toMatch(/^\d{8}\.zip$/);
    }
    expect(await bench.failureIn(key)).toContain('archive finding');
    expect(bench.meaning()).not.toEqual(whole);
    // A start that meets nothing new still tells it.
    await bench.restart();
    expect(await findings()).toEqual(told);
    await stopped();
    copyFileSync(file('backup.zip'), join(segments(), first));
    await started();
    expect(await findings()).toEqual([]);
    expect(bench.meaning()).toEqual(whole);
    await bench.clock.advance(3_600_000);
    expect(await bench.sync()).toMatchObject({ state: 'done', parts: [{ newCount: 0 }] });
    await expectNoSecrets(bench);
  });

  it('that is the last one is told, and its invoices are fetched again', async () => {
    const whole = bench.meaning();
    await stopped();
    const last = readdirSync(segments()).sort().at(-1) ?? '';
    truncateSync(join(segments(), last), 500);
    dropDatabase();
    await started();
    expect((await findings()).map(({ key }) => key)).toContain('archive.segment_damaged');
    await bench.clock.advance(3_600_000);
    expect(await bench.sync()).toMatchObject({ state: 'done', parts: [{ newCount: 1 }] });
    expect(bench.meaning()['versions']).toEqual(whole['versions']);
  });

  it('is told when one of its invoices is opened', async () => {
    const { rows } = await bench.kontor.call('invoices.list', {
      filter: { companyId: bench.companyId },
      sort: 'date_asc',
      limit: 1,
    });
    for (const name of readdirSync(segments())) truncateSync(join(segments(), name), 20);
    const id = rows[0]?.id;
    if (id === undefined) throw new Error('no invoice');
    const refused = await bench.kontor.refused('invoices.original', { id });
    expect(refused.key).toBe('archive.original_changed');
    expectExplained(bench, refused);
  });
});
