// The config store on servers that we did not write: Debian's PostgreSQL and MariaDB.
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../electron/core/db/openDatabase';
import { budgetRepo } from '../../electron/core/db/repositories/budget.repo';
import { metaRepo } from '../../electron/core/db/repositories/meta.repo';
import { storeClock } from '../../electron/core/db/storeClock';
import { configTarget } from '../../electron/core/db/target';
import { expectOlderStoresToOpen } from '../contract/olderStores';
import { ids, storeSuite } from '../contract/store.suite';
import { laterMigrations } from '../crash/laterSchemas';
import { bundleForNode } from '../support/bundleForNode';
import { engines } from '../support/databases/engines';
import type { DatabaseServer } from '../support/databases/types';

const targetOf = (url: string) => configTarget({ CONFIG_DB_URL: url }, '/data');
const HOUR_MS = 60 * 60_000;

for (const { name, missing, start } of engines) {
  if (missing !== null) process.stderr.write(`NOTE: skipping ${name}: ${missing}.\n`);
  describe.skipIf(missing !== null)(name, () => {
    let server: DatabaseServer;
    beforeAll(async () => {
      server = await start();
    }, 60_000);
    afterAll(() => server.close());

    storeSuite(async () => targetOf((await server.fresh()).url));

    it('of every earlier version is brought to this one, while a PC with the earlier one goes on', async () => {
      await expectOlderStoresToOpen(async () => targetOf((await server.fresh()).url));
    });

    it('is made once by three PCs that start at the same moment', async () => {
      const { url, name: database } = await server.fresh();
      const stores = await Promise.all([1, 2, 3].map(() => openDatabase(targetOf(url))));
      const applied = await server.admin('select name from kysely_migration order by name', database);
      expect(applied.length).toBeGreaterThan(2);
      expect(new Set(applied.map((row) => row['name'])).size).toBe(applied.length);
      await Promise.all(stores.map((store) => store.destroy()));
      const later = await Promise.all([1, 2].map(() => openDatabase(targetOf(url), { migrations: laterMigrations })));
      expect(await server.admin('select count(*) as n from later_b', database)).toHaveLength(1);
      await Promise.all(later.map((store) => store.destroy()));
    });

    it('gives the last place of an allowance to one of two PCs, whatever their clocks say', async () => {
      const { url } = await server.fresh();
      const target = targetOf(url);
      const stores = await Promise.all([openDatabase(target), openDatabase(target)]);
      // One PC is seven minutes behind, the other five ahead.
      const clocks = [-7, 5].map((minutes) => ({ now: () => Date.now() + minutes * 60_000 }));
      const budgets = stores.map((db, pc) => budgetRepo(db, ids, storeClock(target.type, clocks[pc] ?? Date)));
      const windows = [{ ms: HOUR_MS, limit: 20 }];
      const takes = await Promise.all(
        Array.from({ length: 60 }, (_, call) =>
          Promise.resolve(budgets[call % 2]?.take('ksef', 'export', windows, clocks[call % 2]?.now() ?? 0)),
        ),
      );
      expect(takes.filter((take) => take?.ok === true)).toHaveLength(20);
      const refused = takes.flatMap((take, call) => (take?.ok === false ? [[take.nextAtMs, call % 2] as const] : []));
      expect(refused).toHaveLength(40);
      // Each is told the time on its own clock.
      for (const [nextAtMs, pc] of refused)
        expect(Math.abs(nextAtMs - (clocks[pc]?.now() ?? 0) - HOUR_MS)).toBeLessThan(20_000);
      await Promise.all(stores.map((store) => store.destroy()));
    });

    it('takes the same fact from four connections at once', async () => {
      const { url } = await server.fresh();
      const stores = await Promise.all([openDatabase(targetOf(url)), openDatabase(targetOf(url))]);
      const writes = Array.from({ length: 40 }, (_, nth) =>
        metaRepo(stores[nth % 2] as never).set('fact', String(nth)),
      );
      await Promise.all(writes);
      expect(await metaRepo(stores[0] as never).get('fact')).toMatch(/^\d+$/);
      await Promise.all(stores.map((store) => store.destroy()));
    });

    it('goes on at the next start after a kill at any statement of a migration', async () => {
      const child = await bundleForNode('tests/crash/migrationChild.ts', `crash-migration-${server.engine}`);
      let statements = 0;
      for (let nth = 1; ; nth += 1) {
        const { url, name: database } = await server.fresh();
        const before = await openDatabase(targetOf(url));
        await metaRepo(before).set('fact', 'as it was');
        await before.destroy();
        const { signal, status, stderr } = spawnSync(process.execPath, [child, 'server', url, String(nth)], {
          encoding: 'utf8',
        });
        if (signal === null) {
          expect(status, stderr).toBe(0);
          break;
        }
        statements += 1;
        const again = await openDatabase(targetOf(url), { migrations: laterMigrations });
        expect(await metaRepo(again).get('fact')).toBe('moved');
        await again.destroy();
        const tables = await server.admin(
          `select table_name as name from information_schema.tables where table_name like 'later%' and (table_schema = 'public' or table_schema = '${database}')`,
          database,
        );
        expect(tables).toHaveLength(2);
      }
      expect(statements).toBeGreaterThan(5);
    }, 120_000);

    it('of a newer version, or of another program, is refused by name and left alone', async () => {
      const { url, name: database } = await server.fresh();
      await (await openDatabase(targetOf(url))).destroy();
      await server.admin(`insert into kysely_migration (name, timestamp) values ('9999-future', '2030')`, database);
      await expect(openDatabase(targetOf(url))).rejects.toMatchObject({
        spec: { key: 'config.newer_version', params: { found: '9999-future' } },
      });
      const other = await server.fresh();
      await server.admin('create table company (id integer)', other.name);
      await expect(openDatabase(targetOf(other.url))).rejects.toMatchObject({
        spec: { key: 'config.foreign', params: { table: 'company' } },
      });
    });
  });
}
