// rclone against a simulated cloud: what a client that we did not write understands is not only our own reading of the protocol.
// And our own uploads, read by it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { UploadOrder, UploadResult } from '../../electron/core/providers/sdk/files';
import { noise, orderOf, tempFolder } from './nextcloudBench';
import { rcloneMissing, type ForeignClient } from './rcloneDav';

export interface ForeignBench extends ForeignClient {
  readonly files: () => ReadonlyMap<string, Buffer>;
  readonly upload: (order: UploadOrder) => Promise<UploadResult>;
}

export function foreignCloudSuite(name: string, open: () => Promise<ForeignBench>): void {
  const missing = rcloneMissing();
  if (missing !== null) process.stderr.write(`NOTE: skipping rclone as a client of ${name}: ${missing}.\n`);

  describe.skipIf(missing !== null)(`rclone as a client of ${name}`, { timeout: 60_000 }, () => {
    it('copies, lists, compares, reads back and deletes, small files and big ones in sessions', async () => {
      const { rclone, files } = await open();
      const [from, back] = [tempFolder(), tempFolder()];
      const [small, big] = [noise(200_000), noise(9_000_000)];
      writeFileSync(path.join(from, "zażółć „gęślą” 'x'.bin"), small);
      writeFileSync(path.join(from, 'big.bin'), big);
      writeFileSync(path.join(from, 'pusty.txt'), '');
      await rclone('copy', from, 'remote:Firma/2026/10');
      expect(files().get("/Firma/2026/10/zażółć „gęślą” 'x'.bin")?.equals(small)).toBe(true);
      expect(files().get('/Firma/2026/10/big.bin')?.equals(big)).toBe(true);
      expect((await rclone('lsf', 'remote:Firma/2026/10')).trim().split('\n').toSorted()).toEqual([
        'big.bin',
        'pusty.txt',
        "zażółć „gęślą” 'x'.bin",
      ]);
      // By the hashes that the service tells.
      await rclone('check', from, 'remote:Firma/2026/10');
      await rclone('copy', 'remote:Firma/2026/10', back);
      expect(readFileSync(path.join(back, 'big.bin')).equals(big)).toBe(true);
      await rclone('delete', 'remote:Firma');
      expect(files().size).toBe(0);
    });

    it('finds what we uploaded, whole by its hash', async () => {
      const { rclone, upload } = await open();
      const order = orderOf(noise(5_500_000));
      expect(await upload(order)).toMatchObject({ result: 'stored' });
      const sums = await rclone('hashsum', 'SHA256', '--download', 'remote:Firma/Faktury/2026/10');
      expect(sums.trim()).toBe(`${order.sha256}  paczka-2026-10.zip`);
    });
  });
}
