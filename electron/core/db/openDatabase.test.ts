import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectOlderStoresToOpen } from '../../../tests/contract/olderStores';
import { openDatabase } from './openDatabase';
import { metaRepo } from './repositories/meta.repo';
import { redactUrl } from './serverUrl';
import { configTarget } from './target';

const folder = () => mkdtempSync(join(tmpdir(), 'kontor-config-'));

describe('config store', () => {
  it('is made 0600, keeps what was set, opens a second time without a backup', async () => {
    const path = join(folder(), 'store', 'config.db');
    const first = await openDatabase({ type: 'sqlite', path });
    await metaRepo(first).set('store_id', 'a');
    await metaRepo(first).set('store_id', 'b');
    await first.destroy();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const second = await openDatabase({ type: 'sqlite', path });
    expect(await metaRepo(second).get('store_id')).toBe('b');
    await second.destroy();
    expect(readdirSync(join(path, '..'))).not.toContain('backups');
  });

  it('of every earlier version is brought to this one', async () => {
    await expectOlderStoresToOpen(() => Promise.resolve({ type: 'sqlite', path: join(folder(), 'config.db') }));
  });

  it('refuses a store of a newer version by the name of its migration, and leaves it alone', async () => {
    const path = join(folder(), 'config.db');
    const db = await openDatabase({ type: 'sqlite', path });
    await db
      .$extendTables<{ kysely_migration: { name: string; timestamp: string } }>()
      .insertInto('kysely_migration')
      .values({ name: '9999-from-the-future', timestamp: '2030-01-01' })
      .execute();
    await db.destroy();
    await expect(openDatabase({ type: 'sqlite', path })).rejects.toMatchObject({
      spec: { key: 'config.newer_version', params: { found: '9999-from-the-future' } },
    });
  });
});

describe('CONFIG_DB_TYPE and CONFIG_DB_URL', () => {
  const target = (type?: string, url?: string) => configTarget({ CONFIG_DB_TYPE: type, CONFIG_DB_URL: url }, '/data');

  it('reads the forms of the guide', () => {
    expect(target()).toEqual({ type: 'sqlite', path: '/data/config.db' });
    expect(target('sqlite', 'sqlite:///config.db')).toEqual({ type: 'sqlite', path: '/data/config.db' });
    expect(target(undefined, 'sqlite:////var/kontor/c.db')).toEqual({ type: 'sqlite', path: '/var/kontor/c.db' });
  });

  it('reads the address of a server, in the forms of either world', () => {
    expect(target('postgresql', 'postgresql://kontor:p%40ss%2Fw%23@db.office:6432/firm')).toEqual({
      type: 'postgresql',
      host: 'db.office',
      port: 6432,
      user: 'kontor',
      password: 'p@ss/w#',
      database: 'firm',
      tls: 'verified',
      caFile: null,
      shown: 'postgresql://kontor:***@db.office:6432/firm',
    });
    const forms = {
      'postgres://u:p@h/d': ['postgresql', 'h', 5432],
      'postgresql+psycopg2://u:p@h/d': ['postgresql', 'h', 5432],
      'mysql://u:p@h/d?charset=utf8mb4': ['mysql', 'h', 3306],
      'mysql+pymysql://u:p@h:3307/d': ['mysql', 'h', 3307],
      'mariadb://u:p@[::1]/d': ['mysql', '::1', 3306],
    };
    for (const [url, [type, host, port]] of Object.entries(forms))
      expect(target(undefined, url), url).toMatchObject({ type, host, port, database: 'd', password: 'p' });
  });

  it('encrypts unless the server is this computer or the address says otherwise', () => {
    const tls = (url: string) => target(undefined, url);
    expect(tls('mysql://u:p@db.office/d')).toMatchObject({ tls: 'verified' });
    expect(tls('mysql://u:p@127.0.0.1/d')).toMatchObject({ tls: 'off' });
    expect(tls('postgresql://u:p@localhost/d?sslmode=verify-full')).toMatchObject({ tls: 'verified' });
    expect(tls('postgresql://u:p@db.office/d?sslmode=require')).toMatchObject({ tls: 'verified' });
    expect(tls('mysql://u:p@127.0.0.1/d?ssl-mode=REQUIRED')).toMatchObject({ tls: 'verified' });
    expect(tls('mysql://u:p@db.office/d?ssl-mode=DISABLED')).toMatchObject({ tls: 'off' });
    // What may go in clear when the server wants it so protects nobody.
    expect(tls('postgresql://u:p@db.office/d?sslmode=prefer')).toMatchObject({ tls: 'verified' });
    expect(tls('postgresql://u:p@localhost/d?sslrootcert=/ca.pem')).toMatchObject({
      tls: 'verified',
      caFile: '/ca.pem',
    });
    for (const wrong of ['sslmode=requier', 'ssl=true', 'sslmode='])
      expect(() => tls(`postgresql://u:hunter2@db.office/d?${wrong}`), wrong).toThrow('config.url_option');
  });

  it('refuses a type and a URL that disagree by name, without the password', () => {
    expect(() => target('sqlite', 'postgresql://kontor:hunter2@db/kontor')).toThrow(
      expect.objectContaining({
        spec: expect.objectContaining({
          key: 'config.type_url_disagree',
          params: { type: 'sqlite', url: 'postgresql://kontor:***@db/kontor' },
        }) as unknown,
      }) as Error,
    );
  });

  it('refuses what it does not know, and a path that leaves the data folder', () => {
    for (const [type, url] of [
      ['oracle', undefined],
      [undefined, 'redis://x'],
      ['mysql', undefined],
      ['mysql', 'mysql://host/d'],
      ['mysql', 'mysql://u:p@host'],
      ['mysql', 'mysql://u:p@host/d/e'],
      ['mysql', 'mysql://u:%E0%A4%A@host/d'],
      ['postgresql', 'postgresql://u:p@host:port/d'],
      [undefined, 'sqlite://config.db'],
      [undefined, 'sqlite:///../../etc/config.db'],
    ] as const) {
      expect(() => target(type, url), `${String(type)} ${String(url)}`).toThrow();
    }
  });

  it('redacts passwords in every place', () => {
    expect(redactUrl('mysql://u:p%40ss@h/db?password=zzz&x=1')).toBe('mysql://u:***@h/db?password=***&x=1');
    expect(redactUrl('mysql://u:p@ss/w@h/db')).toBe('mysql://u:***@h/db');
    expect(redactUrl('postgresql+asyncpg://u:p@h/db')).toBe('postgresql+asyncpg://u:***@h/db');
  });
});
