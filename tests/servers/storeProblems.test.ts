// What a database server can have against Kontor: each said in the user's words, in four languages, without the password, and left alone.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type ConfigDatabase } from '../../electron/core/db/openDatabase';
import { metaRepo } from '../../electron/core/db/repositories/meta.repo';
import { configTarget } from '../../electron/core/db/target';
import { explain } from '../../electron/core/texts';
import { isFailure, type FailureSpec } from '../../shared/errors';
import { engines } from '../support/databases/engines';
import type { DatabaseServer, FreshDatabase } from '../support/databases/types';
import { closeLoopbacks, deadPort, httpServer, rawServer } from '../support/loopback';
import { badTexts } from '../support/problemTexts';
import { dataFolder, removeDataFolder } from '../support/testHost';

const PASSWORD = 'planted-p@ss/w#rd';
const targetOf = (url: string) => configTarget({ CONFIG_DB_URL: url }, '/data');

/** What it says, in every language; never the password, in any form. */
async function problemOf(work: () => Promise<unknown>): Promise<FailureSpec> {
  const failure: unknown = await work().then(
    () => null,
    (error: unknown) => error,
  );
  if (!isFailure(failure)) throw failure instanceof Error ? failure : new Error('nothing was refused');
  const { key, params = {}, details = '' } = failure.spec;
  expect(badTexts({ key, params }, [])).toEqual([]);
  const said = [
    JSON.stringify(params),
    details,
    ...(['en', 'pl', 'de', 'et'] as const).flatMap((language) => explain(language, key, params)),
  ];
  for (const form of [PASSWORD, encodeURIComponent(PASSWORD), Buffer.from(PASSWORD).toString('base64')])
    expect(said.join('\n')).not.toContain(form);
  expect(explain('en', key, params)).not.toEqual(explain('en', 'start.unexpected', {}));
  return failure.spec;
}
const refused = (url: string) => problemOf(() => openDatabase(targetOf(url), { patienceMs: 300 }));

for (const { name, missing, start } of engines) {
  describe.skipIf(missing !== null)(name, () => {
    let server: DatabaseServer;
    let mine: FreshDatabase;
    let db: ConfigDatabase | null = null;
    beforeAll(async () => {
      server = await start();
      mine = await server.fresh({ password: PASSWORD });
    }, 60_000);
    afterEach(async () => {
      await db?.destroy();
      db = null;
      await closeLoopbacks();
    });
    afterAll(() => server.close());
    const changed = (change: (url: URL) => void): string => {
      const url = new URL(mine.url);
      change(url);
      return url.href;
    };

    it('a server that is not there, under a name or at a port', async () => {
      const port = await deadPort();
      const closed = await refused(changed((url) => (url.port = String(port))));
      expect(closed).toMatchObject({ key: 'config.db_unreachable', params: { server: `127.0.0.1:${String(port)}` } });
      const nameless = await refused(changed((url) => (url.hostname = 'no-such-host.invalid')));
      expect(nameless.key).toBe('config.db_unreachable');
    });

    it('something else at the port: silent, or a web server', async () => {
      const silent = await rawServer(() => undefined);
      expect((await refused(changed((url) => (url.port = String(silent.port))))).key).toBe('config.db_unreachable');
      const web = await httpServer((_, answer) => answer.end('hello'));
      expect((await refused(changed((url) => (url.port = String(web.port))))).key).toBe('config.db_unreachable');
    });

    it('a wrong password, an unknown user', async () => {
      expect((await refused(changed((url) => (url.password = 'other')))).key).toBe('config.db_password');
      expect(await refused(changed((url) => (url.username = 'nobody')))).toMatchObject({
        key: 'config.db_password',
        params: { user: 'nobody' },
      });
    });

    it('a database that is not there', async () => {
      expect(await refused(changed((url) => (url.pathname = '/nowhere')))).toMatchObject({
        key: 'config.db_missing',
        params: { database: 'nowhere' },
      });
    });

    it('a user who may only read', async () => {
      const { url } = await server.fresh({ password: PASSWORD });
      const name = new URL(url).pathname.slice(1);
      const user = new URL(url).username;
      const statements =
        server.engine === 'postgresql'
          ? [`alter database ${name} owner to admin`, `revoke all on schema public from public`]
          : [
              `revoke all on ${name}.* from '${user}'@'127.0.0.1'`,
              `grant select on ${name}.* to '${user}'@'127.0.0.1'`,
            ];
      for (const statement of statements) await server.admin(statement, name);
      expect(await refused(url)).toMatchObject({ key: 'config.db_rights', params: { user, database: name } });
    });

    it('encryption that is asked for and not there', async () => {
      expect((await refused(changed((url) => url.searchParams.set('sslmode', 'require')))).key).toBe('config.db_tls');
      const ca = changed((url) => url.searchParams.set('sslrootcert', '/no/such/file.pem'));
      expect((await refused(ca)).key).toBe('config.db_tls');
    });

    it('a line that is cut while a statement waits; the next one goes through', async () => {
      const { url, name: database } = await server.fresh({ password: PASSWORD });
      const store = (db = await openDatabase(targetOf(url)));
      await metaRepo(store).set('fact', 'before');
      const held = store.transaction().execute(async (trx) => {
        await metaRepo(store).get('fact');
        await trx.updateTable('meta').set({ value: 'half' }).where('key', '=', 'fact').execute();
        await server.cutAll();
        await trx.updateTable('meta').set({ value: 'whole' }).where('key', '=', 'fact').execute();
      });
      expect((await problemOf(() => held)).key).toBe('config.db_lost');
      expect(await metaRepo(store).get('fact')).toBe('before');
      await metaRepo(store).set('fact', 'after');
      expect(
        await server.admin(
          `select value from meta where ${server.engine === 'mysql' ? '`key`' : 'key'} = 'fact'`,
          database,
        ),
      ).toMatchObject([{ value: 'after' }]);
    });

    it('a server that is killed and comes back', async () => {
      const { url } = await server.fresh({ password: PASSWORD });
      const store = (db = await openDatabase(targetOf(url)));
      await metaRepo(store).set('fact', 'kept');
      await server.stop('SIGKILL');
      const away = await problemOf(() => metaRepo(store).get('fact'));
      expect(['config.db_lost', 'config.db_unreachable']).toContain(away.key);
      expect((await problemOf(() => metaRepo(store).get('fact'))).key).toBe('config.db_unreachable');
      await server.start();
      expect(await metaRepo(store).get('fact')).toBe('kept');
    });

    it('a server that takes no changes for now', async () => {
      const { url, name: database } = await server.fresh({ password: PASSWORD });
      const store = (db = await openDatabase(targetOf(url)));
      const [on, off] =
        server.engine === 'postgresql'
          ? [
              `alter database ${database} set default_transaction_read_only = on`,
              `alter database ${database} reset default_transaction_read_only`,
            ]
          : ['set global read_only = 1', 'set global read_only = 0'];
      await server.admin(on);
      if (server.engine === 'postgresql') await server.cutAll();
      await metaRepo(store)
        .get('fact')
        .catch(() => null);
      expect((await problemOf(() => metaRepo(store).set('fact', 'x'))).key).toBe('config.db_read_only');
      await server.admin(off);
      // The line to the copy was given up: the next one leads to whoever takes changes.
      await metaRepo(store).set('fact', 'x');
      expect(await metaRepo(store).get('fact')).toBe('x');
    });

    it('more connections than the server grants', async () => {
      const { url, user } = await server.fresh({ password: PASSWORD });
      await server.admin(
        server.engine === 'postgresql'
          ? `alter role ${user} connection limit 0`
          : `alter user '${user}'@'127.0.0.1' with max_queries_per_hour 1`,
      );
      expect((await refused(url)).key).toBe('config.db_busy');
    });
  });
}

it('a file with the authority that is none', async () => {
  const folder = dataFolder();
  const file = join(folder, 'ca.pem');
  writeFileSync(file, 'not a certificate');
  const server = await rawServer(() => undefined);
  const spec = await refused(
    `postgresql://u:${encodeURIComponent(PASSWORD)}@127.0.0.1:${String(server.port)}/d?sslrootcert=${file}`,
  );
  expect(['config.db_tls', 'config.db_unreachable']).toContain(spec.key);
  await closeLoopbacks();
  removeDataFolder(folder);
});
