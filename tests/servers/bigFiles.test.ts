// Big files against servers that we did not write: whole, compared byte for byte, in bounded memory, never over a foreign file.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  mkdirSync,
  openSync,
  readdirSync,
  writeSync,
  closeSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apacheMissing, startApache, type DavServer } from '../support/apacheDav';
import { bigOrder } from '../support/bigFile';
import { nextcloud } from '../support/nextcloud';
import { davBench } from '../support/nextcloudBench';
import { rcloneMissing, startRclone } from '../support/rcloneDav';

const MiB = 1 << 20;
const BIG = 80;
const HUGE = 1024;
/** Of this process, which is client and, for the simulator, server. */
const MEMORY_MIB = 200;

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** How far the resident memory rose above its start while the work was under way. */
async function memoryRise(work: () => Promise<void>): Promise<number> {
  const start = process.memoryUsage.rss();
  let highest = start;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, 50);
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  return (highest - start) / MiB;
}

const servers = [
  { name: 'Apache mod_dav', missing: apacheMissing(), start: startApache },
  { name: 'rclone serve webdav', missing: rcloneMissing(), start: startRclone },
];
for (const { name, missing } of servers)
  if (missing !== null) process.stderr.write(`NOTE: skipping the big files against ${name}: ${missing}.\n`);

describe.each(servers)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('with big files', () => {
    let server: DavServer;
    beforeAll(async () => {
      server = await start();
    });
    afterAll(() => server.close());
    const at = (...names: string[]) => path.join(server.root, ...names);
    const folderFor = (name: string): string => {
      for (const it of [name, `${name}/2026`, `${name}/2026/10`]) {
        mkdirSync(at(it));
        chmodSync(at(it), 0o777);
      }
      return at(name, '2026', '10');
    };

    it('takes one of its own above 64 MiB for delivered only after reading it back', async () => {
      const bench = davBench(server, '/Swoje');
      const order = bigOrder(BIG);
      copyFileSync(order.path, path.join(folderFor('Swoje'), order.fileName));
      expect(await bench.upload(order)).toMatchObject({ result: 'already_there', verifiedBy: 'read_back' });
      expect(bench.spooled()).toEqual([]);
    });

    it('knows a foreign one of the same size by its last byte', async () => {
      const bench = davBench(server, '/Obce');
      const order = bigOrder(BIG);
      const file = path.join(folderFor('Obce'), order.fileName);
      copyFileSync(order.path, file);
      const fd = openSync(file, 'r+');
      writeSync(fd, Buffer.from([0x55, 0xaa]), 0, 2, order.bytes - 2);
      closeSync(fd);
      const before = await sha256Of(file);
      expect(await bench.upload(order)).toMatchObject({ result: 'name_taken' });
      expect(await sha256Of(file)).toBe(before);
    });

    it('takes 1 GiB whole, without holding it', async () => {
      const bench = davBench(server, '/Duze');
      const order = bigOrder(HUGE);
      const rise = await memoryRise(async () => {
        expect(await bench.upload(order)).toMatchObject({ result: 'stored', verifiedBy: 'read_back' });
      });
      expect(rise).toBeLessThan(MEMORY_MIB);
      expect(await sha256Of(at('Duze/2026/10', order.fileName))).toBe(order.sha256);
      expect(readdirSync(at('Duze/2026/10'))).toEqual([order.fileName]);
      expect(bench.spooled()).toEqual([]);
      expect(bench.notes.size).toBe(0);
    });
  });
});

const real = process.env['KONTOR_TEST_NEXTCLOUD_URL'];
if (real === undefined)
  process.stderr.write(
    'NOTE: no Debian package brings a Nextcloud: 1 GiB in parts goes to the simulated one. KONTOR_TEST_NEXTCLOUD_URL, _USER and ' +
      '_PASSWORD name a real one.\n',
  );

describe('a Nextcloud', () => {
  it('takes 1 GiB in parts, and only what is missing after an interruption', async () => {
    const cloud = await nextcloud();
    const order = bigOrder(HUGE);
    const refusal = { type: 'status', status: 403, body: '' } as const;
    cloud.simulator.script([{ match: /PUT .*\/uploads\/.*\/00060$/, times: 1, kind: refusal }]);
    await expect(cloud.upload(order)).rejects.toThrow();
    const already = cloud.calls('PUT').filter((call) => call.endsWith(' 201')).length;
    expect(already).toBeGreaterThan(40);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    const parts = Math.ceil(order.bytes / (10 * MiB));
    expect(cloud.calls('PUT').filter((call) => call.endsWith(' 201')).length).toBe(parts);
    const [stored = Buffer.alloc(0)] = [...cloud.control.files().values()];
    expect(createHash('sha256').update(stored).digest('hex')).toBe(order.sha256);
    expect(cloud.control.sessions()).toEqual([]);
    expect(cloud.notes.size).toBe(0);
  });

  it.skipIf(real === undefined)('that is real takes 1 GiB in parts', async () => {
    const [user = '', password = ''] = [
      process.env['KONTOR_TEST_NEXTCLOUD_USER'],
      process.env['KONTOR_TEST_NEXTCLOUD_PASSWORD'],
    ];
    const bench = davBench({ url: real ?? '', user, password }, '/kontor-test');
    await bench.check();
    const order = bigOrder(HUGE);
    expect(await bench.upload(order)).toMatchObject({
      result: expect.stringMatching(/stored|already_there/) as string,
    });
  });
});
