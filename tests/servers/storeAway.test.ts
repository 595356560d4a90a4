// A database server that is gone in the middle of the work: what has begun is finished, the app works on and says so, and when the server
// is back it learns what it missed.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../electron/core/db/openDatabase';
import { storeClock } from '../../electron/core/db/storeClock';
import { configTarget } from '../../electron/core/db/target';
import { engines } from '../support/databases/engines';
import type { DatabaseServer, FreshDatabase } from '../support/databases/types';
import { expectExplained, expectNoSecrets, openBench, undisturbed, type FaultBench } from '../support/faultBench';
import { filesBelow, findSecrets, findSecretsBelow } from '../support/secretForms';

const PASSWORD = 'planted-pässword 4711';

for (const { name, missing, start } of engines) {
  describe.skipIf(missing !== null)(name, () => {
    let server: DatabaseServer;
    let mine: FreshDatabase;
    let bench: FaultBench;
    let cutAt: RegExp | null = null;
    beforeAll(async () => {
      server = await start();
    }, 60_000);
    afterEach(async () => {
      await bench.stop();
      await server.start();
    });
    afterAll(() => server.close());

    const open = async (): Promise<void> => {
      const ofServer = storeClock(server.engine, Date);
      mine = await server.fresh({ password: PASSWORD });
      bench = await openBench({
        env: { CONFIG_DB_URL: mine.url },
        // The server is asked for its time, as ever; but it is the bench's day there, or what just ran would be weeks old and pruned.
        config: { clock: { isShared: true, aheadMs: async (db) => 0 * (await ofServer.aheadMs(db)) } },
        onRequest: async ({ method, url }) => {
          if (cutAt?.test(`${method} ${url}`) !== true) return;
          cutAt = null;
          await server.stop('SIGKILL');
        },
      });
    };
    const store = () => bench.kontor.call('app.store', undefined);
    const isBack = async (): Promise<void> => {
      while ((await store()).awaySince !== undefined) await bench.clock.advance(20_000);
    };

    it('lost in the middle of a sync: the sync ends, nothing is missing, and the app says since when', async () => {
      await open();
      cutAt = /GET .*\/exports\//;
      expect(await bench.sync()).toMatchObject({ state: 'done' });
      expect(bench.meaning()).toEqual(await undisturbed());
      const away = await store();
      expect(away).toMatchObject({ engine: server.engine, awaySince: expect.any(String) as string });
      expectExplained(bench, away.problem);
      expect(bench.kontor.told.some((line) => line.includes('app.storeChanged'))).toBe(true);
      // Everything can be looked at; what changes the configuration is refused with the reason.
      expect(await bench.source()).toMatchObject({ state: 'ok' });
      const refused = await bench.kontor.refused('connections.rename', {
        connectionId: bench.sourceId,
        title: 'Other',
      });
      expect(refused.key).toMatch(/^config\.db_/);
      expectExplained(bench, refused);
      // Whether another PC is at the same month only the store knows: an upload that has not begun waits for it, and says so.
      const { runId } = await bench.kontor.call('reports.upload', { companyId: bench.companyId, month: '2026-09' });
      const waiting = async () => bench.kontor.call('runs.get', { runId });
      await bench.kontor.until(async () => (await waiting()).state === 'waiting');
      expect((await waiting()).problem?.key).toMatch(/^config\.db_/);
      expectExplained(bench, (await waiting()).problem);
      expect(bench.cloud.simulator.control.files().size).toBe(0);

      await server.start();
      await isBack();
      expect(await bench.kontor.ended(runId)).toMatchObject({ state: 'done' });
      await bench.kontor.call('connections.rename', { connectionId: bench.sourceId, title: 'Other' });
      expect(await bench.source()).toMatchObject({ title: 'Other', state: 'ok' });
      // The calls that nobody counted meanwhile are counted now, the new session is stored.
      const db = await openDatabase(configTarget({ CONFIG_DB_URL: mine.url }, '/data'));
      expect((await db.selectFrom('budget_call').selectAll().execute()).length).toBeGreaterThan(0);
      expect((await db.selectFrom('sealed').select('kind').execute()).map(({ kind }) => kind)).toContain('session');
      await db.destroy();
      await expectNoSecrets(bench);
      const secrets = [
        { name: 'password of the database', value: PASSWORD },
        { name: 'the same in its address', value: encodeURIComponent(PASSWORD) },
      ];
      expect(findSecretsBelow(bench.folder, secrets)).toEqual([]);
      expect(findSecrets('told', Buffer.from(bench.kontor.told.join('\n')), secrets)).toEqual([]);
      expect(filesBelow(bench.folder).length).toBeGreaterThan(0);
    });

    it('lost in the middle of an upload: it ends, and the other computers are told when the store is back', async () => {
      await open();
      await bench.sync();
      cutAt = /^(MOVE|PUT) .*\/(\.file|2026-09-r1\.zip)$/;
      expect(await bench.upload()).toMatchObject({ state: 'done' });
      expect((await store()).awaySince).toBeDefined();
      await server.start();
      await isBack();
      const db = await openDatabase(configTarget({ CONFIG_DB_URL: mine.url }, '/data'));
      const [told] = await db.selectFrom('receipt_copy').select('body').execute();
      expect(JSON.parse(told?.body ?? '{}')).toMatchObject({ receipt: { path: expect.any(String) as string } });
      expect((await db.selectFrom('run_copy').select('kind').execute()).map(({ kind }) => kind).sort()).toEqual([
        'sync',
        'upload',
      ]);
      await db.destroy();
    });

    it('lost before a sync: it runs on what was known, also after the sign-in was renewed', async () => {
      await open();
      expect(await bench.sync()).toMatchObject({ state: 'done' });
      await server.stop('SIGKILL');
      await bench.clock.advance(26 * 60 * 60_000);
      expect(await bench.sync()).toMatchObject({ state: 'done' });
      expect(await bench.source()).toMatchObject({ state: 'ok' });
      expect((await store()).awaySince).toBeDefined();
      // Ended while the store is away: the next start tells it.
      await server.start();
      await bench.restart();
      expect((await store()).awaySince).toBeUndefined();
      expect(await bench.sync()).toMatchObject({ state: 'done' });
    });
  });
}
