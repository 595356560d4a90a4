// Debian's PostgreSQL. Text is sorted as in German there, so that whatever relies on the bytes' order shows itself.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { deadPort } from '../loopback';
import { ownFolder, serverProcess } from './process';
import type { DatabaseServer } from './types';

const LIBRARY = '/usr/lib/postgresql';
const PASSWORD = 'the administrator of a test';

function programs(): string | null {
  if (!existsSync(LIBRARY)) return null;
  const newest = readdirSync(LIBRARY)
    .toSorted((a, b) => Number(b) - Number(a))
    .find((version) => existsSync(path.join(LIBRARY, version, 'bin/postgres')));
  return newest === undefined ? null : path.join(LIBRARY, newest, 'bin');
}

export function postgresMissing(): string | null {
  return programs() === null ? 'the Debian package postgresql is not installed' : null;
}

export async function startPostgres(): Promise<DatabaseServer> {
  const bin = programs() ?? '';
  const server = serverProcess('postgres');
  const data = ownFolder(server.folder, 'data');
  const secret = path.join(server.folder, 'password');
  writeFileSync(secret, PASSWORD, { mode: 0o644 });
  const locale = ['--locale-provider=icu', '--icu-locale=de-AT', '--locale=C', '--encoding=UTF8'];
  server.run(path.join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'admin',
    '-A',
    'scram-sha-256',
    `--pwfile=${secret}`,
    '--no-sync',
    ...locale,
  ]);
  const port = await deadPort();

  const asAdmin = async <T>(work: (client: Client) => Promise<T>, database = 'postgres'): Promise<T> => {
    const client = new Client({ host: '127.0.0.1', port, user: 'admin', password: PASSWORD, database });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const admin: DatabaseServer['admin'] = (text, database) =>
    asAdmin(async (client) => (await client.query<Record<string, unknown>>(text)).rows, database);
  const start = async (): Promise<void> => {
    if (server.isRunning()) return;
    const quick = [
      '-c',
      'fsync=off',
      '-c',
      'shared_buffers=16MB',
      '-c',
      'unix_socket_directories=',
      '-c',
      'max_connections=60',
    ];
    const child = server.start(path.join(bin, 'postgres'), [
      '-D',
      data,
      '-p',
      String(port),
      '-h',
      '127.0.0.1',
      ...quick,
    ]);
    await answering(
      () => admin('select 1'),
      () => child.exitCode !== null,
      server.complaint,
    );
  };
  await start();

  let made = 0;
  return {
    engine: 'postgresql',
    port,
    fresh: async ({ password = 'p@ss/wörd #1' } = {}) => {
      made += 1;
      const [name, user] = [`kontor_${String(made)}`, `user_${String(made)}`];
      await admin(`create role ${user} login password '${password.replaceAll("'", "''")}'`);
      await admin(`create database ${name} owner ${user}`);
      const url = `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/${name}`;
      return { name, user, password, url };
    },
    admin,
    cutAll: async () => {
      await admin(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename is not null',
      );
    },
    start,
    stop: (signal = 'SIGINT') => server.end(signal === 'SIGKILL' ? 'SIGQUIT' : signal),
    close: async () => {
      await server.end('SIGINT');
      server.remove();
    },
  };
}

/** Resolves with the first answer; fails when the server has ended instead. */
export async function answering(
  ask: () => Promise<unknown>,
  hasEnded: () => boolean,
  complaint: () => string,
): Promise<void> {
  for (;;) {
    if (hasEnded()) throw new Error(`the server has ended\n${complaint()}`);
    try {
      await ask();
      return;
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
