// A month that is closed on one PC of an office is closed on all of them, whatever their store is.
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigDatabase } from '../../electron/core/db/openDatabase';
import { storeClock, type StoreClock } from '../../electron/core/db/storeClock';
import type { CompanyId, RunId } from '../../shared/domain/ids';
import { engines } from '../support/databases/engines';
import type { DatabaseServer } from '../support/databases/types';
import { missingTexts } from '../support/problemTexts';
import { simulatedKsef, type SimulatedKsef } from '../support/simulatedKsef';
import { simulatedNextcloud, type SimulatedNextcloud } from '../support/simulatedNextcloud';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

const MONTH = '2026-09';
const QUARTER_MS = 15 * 60_000;

interface Place {
  readonly name: string;
  readonly missing: string | null;
  /** Null: a file that both PCs open. */
  readonly start: (() => Promise<DatabaseServer>) | null;
}
const places: readonly Place[] = [{ name: 'a file that two PCs open', missing: null, start: null }, ...engines];

for (const { name, missing, start } of places) {
  describe.skipIf(missing !== null)(`a month that is closed: ${name}`, () => {
    let server: DatabaseServer | null = null;
    let folder: string;
    let ksef: SimulatedKsef;
    let cloud: SimulatedNextcloud;
    let companyId: CompanyId;
    let office: { readonly anna: TestApp; readonly bert: () => Promise<TestApp> };
    const open: TestApp[] = [];

    beforeAll(async () => {
      server = (await start?.()) ?? null;
    }, 60_000);
    afterEach(async () => {
      for (const kontor of open.splice(0)) await kontor.stop();
      removeDataFolder(folder);
    });
    afterAll(() => server?.close());

    const begin = async (): Promise<void> => {
      const [clock, encryptionKey] = [testClock(), newEncryptionKey()];
      folder = dataFolder();
      ksef = simulatedKsef(clock);
      cloud = simulatedNextcloud(clock);
      const url = server ? (await server.fresh()).url : `sqlite:///${join(folder, 'office.db')}`;
      const ofServer = server ? storeClock(server.engine, Date) : null;
      // A server is asked for its time, as ever; but it is the test's day there.
      const aheadMs = async (db: ConfigDatabase): Promise<number> => 0 * ((await ofServer?.aheadMs(db)) ?? 0);
      const storeTime: StoreClock = { isShared: true, aheadMs };
      const switchOn = async (pc: string): Promise<TestApp> => {
        const host = testHost({ data: join(folder, pc), clock, encryptionKey, env: { CONFIG_DB_URL: url } });
        const kontor = await startApp({ ...host, computerName: pc }, [ksef.manifest, cloud.manifest], {
          config: { clock: storeTime },
        });
        open.push(kontor);
        return kontor;
      };
      office = { anna: await switchOn('anna'), bert: () => switchOn('bert') };
      const { anna } = office;
      ({ companyId } = await anna.connect({ providerId: 'ksef' }, ksef.values));
      await anna.connect({ providerId: 'nextcloud', companyId }, cloud.values);
      await done(anna, anna.call('sync.start', { companyId }));
      await done(anna, anna.call('reports.upload', { companyId, month: MONTH }));
      await anna.call('closing.close', { companyId, month: MONTH });
    };
    const done = async (kontor: TestApp, started: Promise<{ readonly runId: RunId }>) => {
      const run = await kontor.ended((await started).runId);
      expect(run).toMatchObject({ state: 'done' });
      return run;
    };
    const lateInvoice = async (): Promise<void> => {
      const { control } = ksef.simulator;
      const late = control.document(control.numbers('Subject2').at(-1) ?? '').toString('utf8');
      const xml = late.replace(/(<(?:\w+:)?P_1>)[^<]*/, '$12026-09-28').replace(/(<(?:\w+:)?P_2>)[^<]*/, '$1LATE/1');
      await office.anna.host.clock.advance(QUARTER_MS);
      control.add([{ xml: Buffer.from(xml) }]);
    };
    /** As a schedule or a program does it. */
    const uploadByItself = async (kontor: TestApp) => {
      const { results } = await kontor.call('integrations.uploadAll', { year: 2026, month: 9 });
      const [started] = results;
      if (started?.run === undefined) throw new Error('no run');
      return done(kontor, Promise.resolve({ runId: started.run }));
    };
    const revisions = async (kontor: TestApp) =>
      (await kontor.call('reports.month', { companyId, month: MONTH })).bundles.map(({ revision }) => revision);
    const view = (kontor: TestApp) => kontor.call('closing.month', { companyId, month: MONTH });

    it('on one PC gets nothing new from another one by itself, and a supplement from a person there', async () => {
      await begin();
      const bert = await office.bert();
      await lateInvoice();
      await done(bert, bert.call('sync.start', { companyId }));
      const run = await uploadByItself(bert);
      expect(await revisions(bert)).toEqual([1]);
      expect((await bert.call('runs.log', { runId: run.id })).map(({ key }) => key)).toContain('run.log.month_closed');
      expect(await view(bert)).toMatchObject({ closedAt: (await view(office.anna)).closedAt, lateCount: 1 });
      expect(await bert.call('closing.year', { companyId, year: 2026 })).toEqual([MONTH]);
      await done(bert, bert.call('reports.upload', { companyId, month: MONTH }));
      expect(await revisions(office.anna)).toEqual([2, 1]);
    }, 60_000);

    it('goes to no new destination by itself from a PC that cannot make its bundle any more, and says from which one', async () => {
      await begin();
      const bert = await office.bert();
      await lateInvoice();
      await done(bert, bert.call('sync.start', { companyId }));
      await bert.connect({ providerId: 'nextcloud', companyId }, { ...cloud.values, default_folder: '/Second' });
      const { results } = await bert.call('integrations.uploadAll', { year: 2026, month: 9 });
      const run = await bert.ended(results[0]?.run ?? ('' as RunId));
      expect(run).toMatchObject({
        state: 'failed',
        problem: { key: 'closing.kept_elsewhere', params: { month: MONTH, pc: 'anna' } },
      });
      expect(missingTexts('closing.kept_elsewhere', [])).toEqual([]);
      expect(await revisions(bert)).toEqual([1]);
    }, 60_000);

    it('is opened again on any PC, and closed again, for both', async () => {
      await begin();
      const [{ anna }, bert] = [office, await office.bert()];
      await bert.call('closing.reopen', { companyId, month: MONTH });
      for (const kontor of [anna, bert]) expect((await view(kontor)).closedAt).toBeUndefined();
      await done(bert, bert.call('sync.start', { companyId }));
      await bert.call('closing.close', { companyId, month: MONTH });
      for (const kontor of [anna, bert]) expect((await view(kontor)).closedAt).toBeDefined();
      await anna.call('closing.reopen', { companyId, month: MONTH });
      for (const kontor of [anna, bert]) expect((await view(kontor)).closedAt).toBeUndefined();
    }, 60_000);
  });
}
