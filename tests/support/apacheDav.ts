// A real Apache mod_dav on a free port, ended by its own process id. Null where the Debian package is missing: a visible skip.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { deadPort } from './loopback';

export interface DavServer {
  readonly url: string;
  /** The folder on disk that the server shows. */
  readonly root: string;
  readonly user: string;
  readonly password: string;
  close(): Promise<void>;
}

const APACHE = '/usr/sbin/apache2';
const run = promisify(execFile);

export function apacheMissing(): string | null {
  if (!existsSync(APACHE) || !existsSync('/usr/bin/htpasswd'))
    return 'the Debian packages apache2 and apache2-utils are not installed';
  return process.getuid?.() === 0 ? null : 'Apache takes its user www-data only when started by root';
}

export async function startApache(limits: { readonly maxBodyBytes?: number } = {}): Promise<DavServer> {
  const work = mkdtempSync(path.join(tmpdir(), 'kontor-apache-'));
  chmodSync(work, 0o755);
  const root = path.join(work, 'root');
  for (const name of ['root', 'lock']) mkdirSync(path.join(work, name));
  const [user, password] = ['kontor', 's3cret-für'];
  await run('htpasswd', ['-bc', path.join(work, 'users'), user, password]);
  const ids = await Promise.all(['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'www-data'])).stdout)));
  for (const name of ['', 'root', 'lock']) chownSync(path.join(work, name), ids[0] ?? 0, ids[1] ?? 0);
  const port = await deadPort();
  writeFileSync(path.join(work, 'httpd.conf'), configuration(work, port, limits.maxBodyBytes ?? 0));
  const child = spawn(APACHE, ['-f', path.join(work, 'httpd.conf'), '-DFOREGROUND'], { stdio: 'ignore' });
  await answering(`http://127.0.0.1:${String(port)}/dav/`, child);
  return {
    url: `http://127.0.0.1:${String(port)}/dav`,
    root,
    user,
    password,
    close: async () => {
      await ended(child);
      rmSync(work, { recursive: true, force: true });
    },
  };
}

const MODULES = [
  'mpm_event',
  'authz_core',
  'authn_core',
  'authn_file',
  'authz_user',
  'auth_basic',
  'dav',
  'dav_fs',
  'alias',
  'mime',
];

function configuration(work: string, port: number, maxBodyBytes: number): string {
  return `ServerRoot "/usr/lib/apache2"
ServerName 127.0.0.1
Listen 127.0.0.1:${String(port)}
PidFile ${work}/httpd.pid
ErrorLog ${work}/error.log
DefaultRuntimeDir ${work}
Mutex file:${work} default
${MODULES.map((name) => `LoadModule ${name}_module modules/mod_${name}.so`).join('\n')}
TypesConfig /etc/mime.types
DavLockDB ${work}/lock/DavLock
User www-data
Group www-data
Alias /dav ${work}/root
<Directory ${work}/root>
  Dav On
  LimitRequestBody ${String(maxBodyBytes)}
  AuthType Basic
  AuthName kontor
  AuthUserFile ${work}/users
  Require valid-user
</Directory>
`;
}

/** Resolves as soon as somebody answers; fails when the process has ended before. */
export async function answering(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${String(child.exitCode)}`);
    try {
      await fetch(url, { redirect: 'manual' });
      return;
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
