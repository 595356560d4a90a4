// rclone as it is installed, tuned by its own flags, to the same server.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { DavServer } from '../support/apacheDav';
import { rcloneFor } from '../support/rcloneDav';

const run = promisify(execFile);

export async function rcloneVersion(): Promise<string> {
  return (await run('/usr/bin/rclone', ['version'])).stdout.split('\n')[0] ?? '';
}

export interface RcloneTimes {
  readonly copyMs: number;
  /** With everything read back and compared: to this kind of server rclone itself compares only sizes. */
  readonly verifiedMs: number;
}

export async function rcloneCopy(server: DavServer, from: string, folder: string, flags: readonly string[]) {
  const { url, user, password } = server;
  const client = await rcloneFor({ url, vendor: 'other', user, password });
  const start = performance.now();
  await client.rclone('copy', from, `remote:${folder}`, ...flags);
  const copyMs = performance.now() - start;
  await client.rclone('check', from, `remote:${folder}`, '--download', ...flags);
  return { copyMs, verifiedMs: performance.now() - start } satisfies RcloneTimes;
}
