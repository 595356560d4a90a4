// rclone against the simulated Nextcloud: what a client that we did not write understands is not only our own reading of the protocol.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextcloud } from '../../../../../tests/support/nextcloud';
import { noise, tempFolder } from '../../../../../tests/support/nextcloudBench';
import { rcloneFor, rcloneMissing } from '../../../../../tests/support/rcloneDav';
import { ACCOUNT } from './index';

const missing = rcloneMissing();
if (missing !== null)
  process.stderr.write(`NOTE: skipping rclone as a client of the simulated Nextcloud: ${missing}.\n`);

describe.skipIf(missing !== null).each(['nextcloud', 'other'] as const)('rclone as a client, vendor %s', (vendor) => {
  it('copies, lists, reads back, moves and deletes', async () => {
    const cloud = await nextcloud({ subPath: '/chmura', chunking: 'v1' });
    const url = `${cloud.url}/remote.php/dav/files/${encodeURIComponent(ACCOUNT.userId)}`;
    const { rclone } = await rcloneFor({ url, vendor, user: ACCOUNT.login, password: ACCOUNT.appPassword });
    const [from, back] = [tempFolder(), tempFolder()];
    const content = noise(200_000);
    writeFileSync(path.join(from, 'zażółć & <gęślą>.bin'), content);
    writeFileSync(path.join(from, 'pusty.txt'), '');

    await rclone('copy', from, 'remote:Firma/2026/10');
    expect(cloud.control.files().get('/Firma/2026/10/zażółć & <gęślą>.bin')?.equals(content)).toBe(true);
    expect((await rclone('lsf', 'remote:Firma/2026/10')).trim().split('\n').toSorted()).toEqual([
      'pusty.txt',
      'zażółć & <gęślą>.bin',
    ]);
    await rclone('copy', 'remote:Firma/2026/10', back);
    expect(readFileSync(path.join(back, 'zażółć & <gęślą>.bin')).equals(content)).toBe(true);
    await rclone('moveto', 'remote:Firma/2026/10/pusty.txt', 'remote:Firma/inny.txt');
    expect([...cloud.control.files().keys()]).toContain('/Firma/inny.txt');
    await rclone('purge', 'remote:Firma');
    expect(cloud.control.files().size).toBe(0);
  });
});
