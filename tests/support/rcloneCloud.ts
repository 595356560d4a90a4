// rclone as a client of a simulated cloud; its configuration travels in the environment, its calls through a front on this machine.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { cloudFront } from './cloudFront';
import type { ForeignClient } from './rcloneDav';

const run = promisify(execFile);

export async function rcloneForCloud(remote: {
  readonly type: 'dropbox' | 'drive' | 'onedrive';
  readonly simulatorUrl: string;
  readonly hosts: readonly string[];
  readonly clientId: string;
  readonly clientSecret: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** More of the remote's settings, by their names in rclone. */
  readonly more?: Readonly<Record<string, string>>;
}): Promise<ForeignClient> {
  const { proxyUrl, caFile } = await cloudFront(remote.simulatorUrl, remote.hosts);
  const token = {
    access_token: remote.accessToken,
    token_type: 'bearer',
    refresh_token: remote.refreshToken,
    expiry: '2036-01-01T00:00:00Z',
  };
  const settings = {
    TYPE: remote.type,
    CLIENT_ID: remote.clientId,
    CLIENT_SECRET: remote.clientSecret,
    TOKEN: JSON.stringify(token),
    ...remote.more,
  };
  const env = {
    ...process.env,
    HTTPS_PROXY: proxyUrl,
    NO_PROXY: '127.0.0.1,localhost',
    RCLONE_CONFIG: '/dev/null',
    ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`RCLONE_CONFIG_REMOTE_${name}`, value])),
  };
  const flags = ['--ca-cert', caFile, '--retries', '1', '--low-level-retries', '1'];
  return {
    rclone: async (...args) => (await run('/usr/bin/rclone', [...args, ...flags], { env })).stdout,
  };
}
