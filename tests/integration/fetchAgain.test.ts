// A damaged file of the archive whose source can be asked again: for single originals, else for its dates.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import fakturownia from '../../electron/core/providers/fakturownia/index';
import { createFakturowniaSimulator } from '../../electron/core/providers/fakturownia/simulator/index';
import type { CompanyId, InvoiceRowId } from '../../shared/domain/ids';
import { closeBenches, openBench, type Bench } from '../contract/bench';
import { damageOriginal } from '../support/damage';
import { lookedThrough, lookEnded } from '../support/lookedThrough';
import { badTexts } from '../support/problemTexts';
import type { TestApp } from '../support/testApp';

closeBenches();

interface Damaged {
  readonly kontor: TestApp;
  readonly companyId: CompanyId;
  readonly segment: string;
  readonly before: Buffer;
  readonly numbers: readonly (string | undefined)[];
  listed(): Promise<readonly { readonly id: InvoiceRowId; readonly number?: string | undefined }[]>;
  ended: Bench['ended'];
}

/** With one original that is no longer what it was. `original`: what the service gives for a single one. */
async function damaged(original?: Uint8Array, ranges = { maxDays: 366 }): Promise<Damaged> {
  const { invoices } = fakturownia;
  if (!invoices) throw new Error('no invoices');
  const own = original === undefined ? {} : { original: () => Promise.resolve(() => Promise.resolve(original)) };
  const bench = await openBench({
    manifest: { ...fakturownia, invoices: { ...invoices, ...own, ranges } },
    values: { since: '2026-08-01' },
    simulator: (options) => createFakturowniaSimulator({ ...options, months: 2, perMonth: 6 }),
  });
  const { companyId } = await bench.connect();
  const { kontor } = bench;
  await bench.ended(kontor.call('sync.start', { companyId }));
  const listed = async () =>
    (await kontor.call('invoices.list', { filter: { companyId }, sort: 'date_desc', limit: 50 })).rows;
  const numbers = (await listed()).map(({ number }) => number);
  const folder = join(kontor.host.paths.archive, companyId);
  const { file, before } = damageOriginal(folder);
  expect((await lookedThrough(kontor))[0]).toMatchObject({
    canFetch: true,
    damages: [{ key: 'archive.file_changed' }],
  });
  await kontor.host.clock.advance(3_600_000);
  return { kontor, companyId, segment: join(folder, file), before, numbers, listed, ended: bench.ended };
}

it('an original that the service still has as it was takes its place again', async () => {
  const { kontor, companyId, segment, before } = await damaged();
  await kontor.call('safety.fetchAgain', { companyId });
  expect(await lookEnded(kontor)).toMatchObject([{ damages: [] }]);
  expect(readFileSync(segment)).toEqual(before);
});

it('where it has changed there it is fetched by its dates, and every invoice has its original again', async () => {
  const { kontor, companyId, numbers, listed, ended } = await damaged(Buffer.from('{"id":1}'));
  await kontor.call('safety.fetchAgain', { companyId });
  const [run] = await kontor.call('runs.list', { companyId, limit: 1 });
  if (!run) throw new Error('no run');
  expect(await ended(Promise.resolve({ runId: run.id }))).toMatchObject({ state: 'done', kind: 'sync' });
  const rows = await listed();
  expect(rows.map(({ number }) => number).sort()).toEqual([...numbers].sort());
  for (const { id } of rows) expect(await kontor.call('invoices.saveOriginal', { id })).toHaveProperty('savedTo');
});

it('where it has changed and no dates can be asked for, nothing is replaced, and that is told', async () => {
  const { kontor, companyId, segment } = await damaged(Buffer.from('{"id":1}'), { maxDays: 0 });
  const before = readFileSync(segment);
  const refused = await kontor.refused('safety.fetchAgain', { companyId });
  expect(refused.key).toBe('safety.original_differs');
  expect(badTexts(refused, [fakturownia])).toEqual([]);
  expect(readFileSync(segment)).toEqual(before);
});
