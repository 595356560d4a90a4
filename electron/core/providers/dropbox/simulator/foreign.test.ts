// rclone against the simulated Dropbox: what a client that we did not write understands is not only our own reading of the protocol.
// And our own uploads, read by it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { dropbox } from '../../../../../tests/support/dropbox';
import { noise, orderOf, tempFolder } from '../../../../../tests/support/nextcloudBench';
import { rcloneForCloud } from '../../../../../tests/support/rcloneCloud';
import { rcloneMissing } from '../../../../../tests/support/rcloneDav';
import { DEMO } from './index';

const missing = rcloneMissing();
if (missing !== null) process.stderr.write(`NOTE: skipping rclone as a client of the simulated Dropbox: ${missing}.\n`);

async function bench() {
  const cloud = await dropbox({ takesUtf8Headers: true });
  const { rclone } = await rcloneForCloud({
    type: 'dropbox',
    simulatorUrl: cloud.url,
    hosts: ['api.dropboxapi.com', 'content.dropboxapi.com', 'www.dropbox.com'],
    clientId: DEMO.clientId,
    clientSecret: '',
    accessToken: DEMO.accessToken,
    refreshToken: DEMO.refreshToken,
    more: { BATCH_MODE: 'off', CHUNK_SIZE: '4Mi' },
  });
  return { cloud, rclone };
}

describe.skipIf(missing !== null)('rclone as a client', { timeout: 60_000 }, () => {
  it('copies, lists, reads back and deletes, small files and big ones in sessions', async () => {
    const { cloud, rclone } = await bench();
    const [from, back] = [tempFolder(), tempFolder()];
    const [small, big] = [noise(200_000), noise(9_000_000)];
    writeFileSync(path.join(from, 'zażółć „gęślą”.bin'), small);
    writeFileSync(path.join(from, 'big.bin'), big);
    writeFileSync(path.join(from, 'pusty.txt'), '');
    await rclone('copy', from, 'remote:Firma/2026/10');
    const files = cloud.simulator.control.files();
    expect(files.get('/Firma/2026/10/zażółć „gęślą”.bin')?.equals(small)).toBe(true);
    expect(files.get('/Firma/2026/10/big.bin')?.equals(big)).toBe(true);
    expect((await rclone('lsf', 'remote:Firma/2026/10')).trim().split('\n').toSorted()).toEqual([
      'big.bin',
      'pusty.txt',
      'zażółć „gęślą”.bin',
    ]);
    await rclone('check', from, 'remote:Firma/2026/10');
    await rclone('copy', 'remote:Firma/2026/10', back);
    expect(readFileSync(path.join(back, 'big.bin')).equals(big)).toBe(true);
    await rclone('purge', 'remote:Firma');
    expect(cloud.simulator.control.files().size).toBe(0);
  });

  it('finds what we uploaded, whole by its hash', async () => {
    const { cloud, rclone } = await bench();
    const order = orderOf(noise(5_500_000));
    await cloud.upload(order);
    const sums = await rclone('hashsum', 'SHA256', '--download', 'remote:Firma/Faktury/2026/10');
    expect(sums).toContain(order.sha256);
    expect(await rclone('lsf', '--format', 'psh', '--hash', 'dropbox', 'remote:Firma/Faktury/2026/10')).toMatch(
      /^paczka-2026-10\.zip;5500000;[0-9a-f]{64}\n$/,
    );
  });
});
