// rclone, twice: as a server that keeps few of WebDAV's promises, and as a client that we did not write.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { answering, ended, type DavServer } from './apacheDav';
import { deadPort } from './loopback';

const RCLONE = '/usr/bin/rclone';
const run = promisify(execFile);

export function rcloneMissing(): string | null {
  return existsSync(RCLONE) ? null : 'the Debian package rclone is not installed';
}

export async function startRclone(): Promise<DavServer> {
  const work = mkdtempSync(path.join(tmpdir(), 'kontor-rclone-'));
  const root = path.join(work, 'root');
  mkdirSync(root);
  const address = `127.0.0.1:${String(await deadPort())}`;
  const [user, password] = ['kontor', 's3cret'];
  const args = [
    'serve',
    'webdav',
    root,
    '--addr',
    address,
    '--user',
    user,
    '--pass',
    password,
    '--config',
    '/dev/null',
  ];
  const child = spawn(RCLONE, args, { stdio: 'ignore' });
  await answering(`http://${address}/`, child);
  return {
    url: `http://${address}`,
    root,
    user,
    password,
    close: async () => {
      await ended(child);
      rmSync(work, { recursive: true, force: true });
    },
  };
}

export interface ForeignClient {
  /** One rclone command against `remote:`. */
  rclone(...args: readonly string[]): Promise<string>;
}

/** rclone as a client of a WebDAV address; its configuration travels in the environment. */
export async function rcloneFor(remote: {
  readonly url: string;
  readonly vendor: 'nextcloud' | 'other';
  readonly user: string;
  readonly password: string;
}): Promise<ForeignClient> {
  const { stdout: hidden } = await run(RCLONE, ['obscure', remote.password]);
  const env = {
    ...process.env,
    RCLONE_CONFIG: '/dev/null',
    RCLONE_CONFIG_REMOTE_TYPE: 'webdav',
    RCLONE_CONFIG_REMOTE_URL: remote.url,
    RCLONE_CONFIG_REMOTE_VENDOR: remote.vendor,
    RCLONE_CONFIG_REMOTE_USER: remote.user,
    RCLONE_CONFIG_REMOTE_PASS: hidden.trim(),
  };
  return {
    rclone: async (...args) =>
      (await run(RCLONE, [...args, '--retries', '1', '--low-level-retries', '1'], { env })).stdout,
  };
}
