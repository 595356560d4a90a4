// A damaged file of the archive whose source can be asked for its dates again.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import fakturownia from '../../electron/core/providers/fakturownia/index';
import { createFakturowniaSimulator } from '../../electron/core/providers/fakturownia/simulator/index';
import { closeBenches, openBench } from '../contract/bench';

closeBenches();

it('what is damaged is fetched again, and every invoice has its original again', async () => {
  const bench = await openBench({
    manifest: fakturownia,
    values: { since: '2026-08-01' },
    simulator: (options) => createFakturowniaSimulator({ ...options, months: 2, perMonth: 6 }),
  });
  const { companyId } = await bench.connect();
  const { kontor } = bench;
  await bench.ended(kontor.call('sync.start', { companyId }));
  const listed = async () =>
    (await kontor.call('invoices.list', { filter: { companyId }, sort: 'date_desc', limit: 50 })).rows;
  const before = (await listed()).map(({ number }) => number);
  const folder = join(kontor.host.paths.archive, companyId, 'segments');
  const segment = join(folder, readdirSync(folder).sort()[0] ?? '');
  const bytes = readFileSync(segment);
  // The first original: behind its header.
  const at = 30 + bytes.readUInt16LE(26) + 10;
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(segment, bytes);

  const checked = async () => {
    await kontor.call('safety.check', undefined);
    for (;;) {
      const view = await kontor.call('safety.integrity', undefined);
      if (view.running === undefined) return view.companies[0];
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  expect(await checked()).toMatchObject({ canFetch: true, damages: [{ key: 'archive.file_changed' }] });
  await kontor.host.clock.advance(3_600_000);
  await kontor.call('safety.fetchAgain', { companyId });
  const [run] = await kontor.call('runs.list', { companyId, limit: 1 });
  if (!run) throw new Error('no run');
  expect(await bench.ended(Promise.resolve({ runId: run.id }))).toMatchObject({ state: 'done', kind: 'sync' });
  const rows = await listed();
  expect(rows.map(({ number }) => number).sort()).toEqual(before.sort());
  for (const { id } of rows) expect(await kontor.call('invoices.saveOriginal', { id })).toHaveProperty('savedTo');
});
