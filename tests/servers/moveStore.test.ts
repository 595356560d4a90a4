// A store that is moved to a server and back: all of it or nothing, whatever step the move is killed at, and the one before is kept.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeInForce } from '../../electron/core/enduring/chosenStore';
import { TABLES } from '../../electron/core/db/copyStore';
import { openDatabase, type ConfigDatabase } from '../../electron/core/db/openDatabase';
import type { ConfigTarget } from '../../electron/core/db/target';
import type { StorePlace } from '../../shared/contract/app';
import type { MoveOrder } from '../crash/moveChild';
import { bundleForNode } from '../support/bundleForNode';
import { engines } from '../support/databases/engines';
import type { DatabaseServer, FreshDatabase } from '../support/databases/types';
import { expectNoSecrets, openBench } from '../support/faultBench';
import { findSecrets, findSecretsBelow } from '../support/secretForms';
import { startApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

const PASSWORD = 'planted-pässword 4712';

async function content(target: ConfigTarget): Promise<Readonly<Record<string, readonly string[]>>> {
  const db: ConfigDatabase = await openDatabase(target);
  const entries: [string, string[]][] = [];
  for (const table of TABLES) {
    const rows = (await db.selectFrom(table).selectAll().execute()) as Record<string, unknown>[];
    entries.push([table, rows.map((row) => JSON.stringify(Object.entries(row).toSorted())).toSorted()]);
  }
  await db.destroy();
  return Object.fromEntries(entries);
}

it('every table of a new store is copied', async () => {
  const folder = dataFolder();
  const db = await openDatabase({ type: 'sqlite', path: join(folder, 'config.db') });
  const tables = (await db.introspection.getTables()).map(({ name }) => name);
  expect(tables.toSorted()).toEqual([...TABLES].toSorted());
  await db.destroy();
  removeDataFolder(folder);
});

for (const { name, missing, start } of engines) {
  describe.skipIf(missing !== null)(name, () => {
    let server: DatabaseServer;
    beforeAll(async () => {
      server = await start();
    }, 60_000);
    afterAll(() => server.close());
    const placeOf = ({ name: database, user, password }: FreshDatabase): StorePlace => ({
      engine: server.engine,
      host: '127.0.0.1',
      port: server.port,
      database,
      user,
      password,
    });

    it('there and back through Settings: nothing is lost, work goes on, the password is nowhere', async () => {
      const bench = await openBench();
      expect(await bench.sync()).toMatchObject({ state: 'done' });
      const mine = await server.fresh({ password: PASSWORD });
      const place = placeOf(mine);
      expect(await bench.kontor.call('app.testStore', place)).toEqual({ state: 'empty', companies: 0, connections: 0 });
      const wrong = await bench.kontor.refused('app.testStore', { ...place, password: 'other' });
      expect(wrong.key).toBe('config.db_password');
      const nothing = await bench.kontor.refused('app.moveStore', { place, how: 'join' });
      expect(nothing.key).toBe('config.nothing_to_join');
      await bench.kontor.call('app.moveStore', { place, how: 'copy' });
      expect(bench.kontor.host.shown).toContain('restart');
      await bench.restart();
      expect(await bench.kontor.call('app.store', undefined)).toMatchObject({ engine: server.engine });
      expect(await bench.kontor.call('app.testStore', place)).toMatchObject({
        state: 'store',
        companies: 1,
        connections: 2,
      });
      const again = await bench.kontor.refused('app.moveStore', { place, how: 'copy' });
      expect(again.key).toBe('config.not_empty');
      expect(await bench.sync()).toMatchObject({ state: 'done' });
      expect(await bench.upload()).toMatchObject({ state: 'done' });
      expect(existsSync(join(bench.folder, 'config.db'))).toBe(true);
      await bench.kontor.call('app.moveStoreToFile', undefined);
      await bench.restart();
      expect(await bench.kontor.call('app.store', undefined)).toMatchObject({ engine: 'sqlite' });
      expect(await bench.source()).toMatchObject({ state: 'ok' });
      expect(
        readdirSync(join(bench.folder, 'backups')).filter((file) => file.startsWith('config-until-')).length,
      ).toBeGreaterThan(0);
      expect(await bench.sync()).toMatchObject({ state: 'done' });
      await expectNoSecrets(bench);
      const secrets = [PASSWORD, encodeURIComponent(PASSWORD)].map((value) => ({
        name: 'password of the database',
        value,
      }));
      expect(findSecretsBelow(bench.folder, secrets)).toEqual([]);
      expect(findSecrets('told', Buffer.from(bench.kontor.told.join('\n')), secrets)).toEqual([]);
      await bench.stop();
    }, 60_000);

    it('killed at any step: the store in force is whole, the old one or its copy', async () => {
      const child = await bundleForNode('tests/crash/moveChild.ts', `move-${server.engine}`);
      const encryptionKey = newEncryptionKey();
      const base = dataFolder();
      const prepared = await startApp(testHost({ data: base, clock: testClock(), encryptionKey }), []);
      await prepared.call('companies.create', { name: 'Zażółć', country: 'PL' });
      await prepared.call('app.saveSettings', { language: 'pl', theme: 'dark', contrast: 'system' });
      await prepared.stop();
      const whole = await content({ type: 'sqlite', path: join(base, 'config.db') });
      expect(whole['company']).toHaveLength(1);
      const run = (order: Omit<MoveOrder, 'encryptionKey'>) =>
        spawnSync(process.execPath, [child, JSON.stringify({ ...order, encryptionKey })], { encoding: 'utf8' });
      const statements = [1, 25, 45].map((nth) => ({ step: 'statement', nth }));
      const once = (step: string) => ({ step, nth: 1 });
      const ways = [
        { back: false, kills: [...statements, once('chosen')] },
        { back: true, kills: [...statements, once('copied'), once('set aside'), once('in place'), once('chosen')] },
      ];
      for (const { back, kills } of ways) {
        for (const kill of kills) {
          const data = dataFolder();
          cpSync(base, data, { recursive: true });
          const host = testHost({ data, clock: testClock(), encryptionKey });
          const there = placeOf(await server.fresh({ password: PASSWORD }));
          if (back) expect(run({ data, place: there, kill: null }).stderr).toBe('');
          const goal = back ? null : there;
          expect(run({ data, place: goal, kill }).signal, kill.step).toBe('SIGKILL');
          const { target } = await storeInForce(host);
          expect(await content(target), `${String(back)} ${kill.step} ${String(kill.nth)}`).toEqual(whole);
          const isThere = (target.type === 'sqlite') === back;
          expect(isThere, kill.step).toBe(kill.step === 'chosen');
          // Done again it ends.
          if (!isThere) expect(run({ data, place: goal, kill: null }).stderr).toBe('');
          const ended = (await storeInForce(host)).target;
          expect(ended.type).toBe(back ? 'sqlite' : server.engine);
          expect(await content(ended)).toEqual(whole);
          removeDataFolder(data);
        }
      }
      removeDataFolder(base);
    }, 240_000);
  });
}
