// Debian's MariaDB, set up as unlike Kontor's wishes as a server may be: case does not count, text is cut in silence, quotes are names.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createConnection, type Connection } from 'mysql2';
import { deadPort } from '../loopback';
import { answering } from './postgres';
import { ownFolder, serverProcess } from './process';
import type { DatabaseServer } from './types';

const SERVER = '/usr/sbin/mariadbd';
const TABLES = '/usr/share/mysql';
const PASSWORD = 'the administrator of a test';

export function mariadbMissing(): string | null {
  return existsSync(SERVER) && existsSync(path.join(TABLES, 'mysql_system_tables.sql'))
    ? null
    : 'the Debian package mariadb-server-core is not installed';
}

export async function startMariadb(options: readonly string[] = []): Promise<DatabaseServer> {
  const server = serverProcess('mariadb');
  const data = ownFolder(server.folder, 'data');
  const tables = ['mysql_system_tables.sql', 'mysql_performance_tables.sql', 'mysql_system_tables_data.sql'];
  const texts = tables.map((name) => readFileSync(path.join(TABLES, name), 'utf8'));
  const bare = ['--no-defaults', `--datadir=${data}`, '--innodb-buffer-pool-size=16M', '--innodb-log-file-size=8M'];
  server.run(
    SERVER,
    [...bare, '--bootstrap', '--log-warnings=0', '--enforce-storage-engine='],
    ['create database mysql;', 'use mysql;', 'SET @auth_root_socket=NULL;', ...texts].join('\n'),
  );
  const first = path.join(server.folder, 'first.sql');
  writeFileSync(
    first,
    `CREATE OR REPLACE USER 'admin'@'127.0.0.1' IDENTIFIED BY '${PASSWORD}';\nGRANT ALL ON *.* TO 'admin'@'127.0.0.1' WITH GRANT OPTION;\n`,
    { mode: 0o644 },
  );
  const port = await deadPort();

  const admin: DatabaseServer['admin'] = async (text, database) => {
    const connection = createConnection({
      host: '127.0.0.1',
      port,
      user: 'admin',
      password: PASSWORD,
      ...(database === undefined ? {} : { database }),
    });
    connection.on('error', () => undefined);
    try {
      return await asked(connection, text);
    } finally {
      connection.destroy();
    }
  };
  const start = async (): Promise<void> => {
    if (server.isRunning()) return;
    const usual = [
      `--port=${String(port)}`,
      '--bind-address=127.0.0.1',
      `--socket=${path.join(server.folder, 'socket')}`,
    ];
    const quick = [
      '--skip-name-resolve',
      '--innodb-flush-log-at-trx-commit=2',
      '--max-connections=60',
      `--init-file=${first}`,
    ];
    const unlike = [
      '--sql-mode=ANSI_QUOTES,NO_BACKSLASH_ESCAPES',
      '--character-set-server=latin1',
      '--collation-server=latin1_swedish_ci',
    ];
    const child = server.start(SERVER, [
      ...bare,
      ...usual,
      ...quick,
      ...unlike,
      `--pid-file=${path.join(server.folder, 'pid')}`,
      ...options,
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
    engine: 'mysql',
    port,
    fresh: async ({ password = 'p@ss/wörd #1' } = {}) => {
      made += 1;
      const [name, user] = [`kontor_${String(made)}`, `user_${String(made)}`];
      await admin(`create database ${name}`);
      await admin(`create user '${user}'@'127.0.0.1' identified by '${password.replaceAll("'", "''")}'`);
      await admin(`grant all on ${name}.* to '${user}'@'127.0.0.1'`);
      const url = `mysql://${user}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/${name}`;
      return { name, user, password, url };
    },
    admin,
    cutAll: async () => {
      const open = await admin(
        "select id from information_schema.processlist where id <> connection_id() and user like 'user%'",
      );
      // One may have gone by itself.
      for (const { id } of open) await admin(`kill connection ${String(id)}`).catch(() => undefined);
    },
    start,
    stop: (signal = 'SIGTERM') => server.end(signal),
    close: async () => {
      await server.end('SIGTERM');
      server.remove();
    },
  };
}

function asked(connection: Connection, text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return new Promise((resolve, reject) => {
    connection.query(text, (error: Error | null, rows: unknown) => {
      if (error) reject(error);
      else resolve(Array.isArray(rows) ? (rows as Record<string, unknown>[]) : []);
    });
  });
}
