// The client against servers that we did not write: Apache mod_dav, and rclone's server, which keeps few of WebDAV's promises.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync, chmodSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apacheMissing, startApache, type DavServer } from '../../../../tests/support/apacheDav';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { davBench, noise, orderOf } from '../../../../tests/support/nextcloudBench';
import { rcloneMissing, startRclone } from '../../../../tests/support/rcloneDav';

const servers = [
  { name: 'Apache mod_dav', missing: apacheMissing(), start: startApache },
  { name: 'rclone serve webdav', missing: rcloneMissing(), start: startRclone },
];
for (const { name, missing } of servers)
  if (missing !== null) process.stderr.write(`NOTE: skipping the tests against ${name}: ${missing}.\n`);

describe.each(servers)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('as a destination', () => {
    let server: DavServer;
    beforeAll(async () => {
      server = await start();
    });
    afterAll(() => server.close());
    const at = (...names: string[]) => path.join(server.root, ...names);

    it('is verified without leaving anything behind', async () => {
      const bench = davBench(server, '/Sprawdzenie/Nowy');
      const { result, ticks } = await bench.check();
      expect(ticks.filter((tick) => tick.state === 'done').map((tick) => tick.id)).toEqual([
        'reachable',
        'signed_in',
        'folder',
        'writes',
        'space',
      ]);
      expect(ticks.find((tick) => tick.id === 'folder' && tick.state === 'done')?.note).toBe('verify.folder.later');
      expect(result.identity).toBe(`kontor@${server.url.replace('http://', '')}`);
      expect(result.suggestedTitle).toContain('WebDAV 127.0.0.1');
      expect(existsSync(at('Sprawdzenie'))).toBe(false);
      expect(readdirSync(server.root).filter((it) => it.startsWith('kontor-check'))).toEqual([]);
    });

    it('refuses a wrong password in words, asked once', async () => {
      const bench = davBench({ ...server, password: 'wrong' });
      expect(await failureOf(bench.check())).toMatchObject({ kind: 'auth', key: 'login_refused' });
    });

    it('stores a file whole, read back, and finds it again', async () => {
      const bench = davBench(server);
      await bench.check();
      const content = noise(300_000);
      const order = orderOf(content, { fileName: 'paczka #1 – październik 100%.zip' });
      const first = await bench.upload(order);
      expect(first).toMatchObject({ result: 'stored', verifiedBy: 'read_back' });
      expect(first.path).toBe('/Firma/Faktury/2026/10/paczka _1 – październik 100_.zip');
      expect(readFileSync(at(first.path)).equals(content)).toBe(true);
      expect(await bench.upload(order)).toMatchObject({ result: 'already_there', path: first.path });
      expect(await bench.checkFile({ path: first.path, bytes: order.bytes, sha256: order.sha256 })).toBe('same');
      expect(readdirSync(at('Firma/Faktury/2026/10')).filter((it) => it.startsWith('.kontor'))).toEqual([]);
      expect(bench.notes.size).toBe(0);
      expect(bench.spooled()).toEqual([]);
    });

    it('keeps a foreign file of the same name', async () => {
      const bench = davBench(server, '/Obce');
      mkdirSync(at('Obce/2026/10'), { recursive: true });
      for (const it of ['Obce', 'Obce/2026', 'Obce/2026/10']) chmodSync(at(it), 0o777);
      writeFileSync(at('Obce/2026/10/paczka-2026-10.zip'), Buffer.alloc(1000, 1));
      expect(await bench.upload(orderOf(Buffer.alloc(1000, 2)))).toEqual({
        result: 'name_taken',
        path: '/Obce/2026/10/paczka-2026-10.zip',
      });
      expect(await bench.upload(orderOf(Buffer.alloc(999, 2)))).toMatchObject({ result: 'name_taken' });
      expect(readFileSync(at('Obce/2026/10/paczka-2026-10.zip')).equals(Buffer.alloc(1000, 1))).toBe(true);
    });

    it('takes an empty file and a large one', async () => {
      const bench = davBench(server, '/Rozmiary');
      const empty = orderOf(Buffer.alloc(0), { fileName: 'pusty.csv' });
      expect(await bench.upload(empty)).toMatchObject({ result: 'stored' });
      const content = noise(24 << 20);
      const large = await bench.upload(orderOf(content, { fileName: 'duzy.zip' }));
      expect(large).toMatchObject({ result: 'stored', verifiedBy: 'read_back' });
      expect(readFileSync(at(large.path)).equals(content)).toBe(true);
    });

    it('takes several files into new folders at the same time', async () => {
      const bench = davBench(server, '/Naraz/a/b');
      const orders = [1, 2, 3, 4].map((n) => orderOf(noise(1000 * n), { fileName: `plik-${String(n)}.pdf` }));
      const results = await Promise.all(orders.map((order) => bench.upload(order)));
      expect(results.map((it) => it.result)).toEqual(['stored', 'stored', 'stored', 'stored']);
      expect(readdirSync(at('Naraz/a/b/2026/10'))).toHaveLength(4);
    });

    it('tells same, differs and missing', async () => {
      const bench = davBench(server, '/Kontrola');
      const order = orderOf(noise(5000));
      const { path: stored } = await bench.upload(order);
      const expected = { path: stored, bytes: order.bytes, sha256: order.sha256 };
      expect(await bench.checkFile(expected)).toBe('same');
      writeFileSync(at(stored), noise(5000));
      expect(await bench.checkFile(expected)).toBe('differs');
      expect(await bench.checkFile({ ...expected, path: '/Kontrola/nic.zip' })).toBe('missing');
    });
  });
});

describe.skipIf(apacheMissing() !== null)('a server with a limit', () => {
  it('says that the file is too big for it', async () => {
    const server = await startApache({ maxBodyBytes: 100_000 });
    try {
      const bench = davBench(server);
      expect(await failureOf(bench.upload(orderOf(noise(150_000))))).toMatchObject({
        kind: 'rejected',
        key: 'too_big_for_server',
      });
    } finally {
      await server.close();
    }
  });
});
