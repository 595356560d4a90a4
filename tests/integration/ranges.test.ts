// A sync of some dates, and the tag that a run puts on what it brings: through contract, service, provider, archive, filter and table.
import { beforeEach, describe, expect, it } from 'vitest';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import fakturownia from '../../electron/core/providers/fakturownia/index';
import { createFakturowniaSimulator } from '../../electron/core/providers/fakturownia/simulator/index';
import { missingTexts } from '../support/problemTexts';
import { openBench, closeBenches, type Bench } from '../contract/bench';
import madeUp from '../providers/madeUp';

const PROJECT = '00000000-0000-0000-0000-000000000001';
const AUGUST = { from: '2026-08-01', to: '2026-08-31' };

describe('a range and a tag', () => {
  closeBenches();
  let bench: Bench;
  let ids: { companyId: CompanyId; connectionId: ConnectionId };
  beforeEach(async () => {
    bench = await openBench({
      manifest: fakturownia,
      values: { since: '2026-07-01' },
      simulator: (options) => createFakturowniaSimulator({ ...options, months: 3, perMonth: 12 }),
    });
    ids = await bench.connect();
  });

  const start = (more: object) => bench.kontor.call('sync.start', { ...ids, ...more });
  const rows = async (filter: object = {}) =>
    (
      await bench.kontor.call('invoices.list', {
        filter: { companyId: ids.companyId, ...filter },
        sort: 'date_asc',
        limit: 500,
      })
    ).rows;

  it('brings these dates only, both ends counted, and says so in its run', async () => {
    const run = await bench.ended(start({ range: AUGUST, tag: PROJECT }));
    expect(run).toMatchObject({ state: 'done', range: AUGUST, tag: PROJECT });
    const dates = (await rows()).map(({ issueDate }) => issueDate);
    expect(dates.length).toBeGreaterThan(5);
    expect(dates.filter((date) => date < AUGUST.from || date > AUGUST.to)).toEqual([]);
    const status = await bench.kontor.call('sync.status', { companyId: ids.companyId });
    expect(status.checkedAt).toBeUndefined();
  });

  it('tags what it brings and what was there; the tag filters, stands in the detail', async () => {
    await bench.ended(bench.kontor.call('sync.start', { companyId: ids.companyId }));
    const all = await rows();
    await bench.ended(start({ range: AUGUST, tag: ` ${PROJECT} ` }));
    const tagged = await rows({ tag: PROJECT });
    expect(tagged.map(({ issueDate }) => issueDate.slice(0, 7))).toEqual(tagged.map(() => '2026-08'));
    expect(tagged).toHaveLength(all.filter(({ issueDate }) => issueDate.startsWith('2026-08')).length);
    expect(await bench.kontor.call('invoices.tags', { companyId: ids.companyId })).toEqual([
      { tag: PROJECT, count: tagged.length },
    ]);
    expect((await bench.kontor.call('invoices.get', { id: (tagged[0] ?? missing()).id })).tags).toEqual([PROJECT]);
    await bench.ended(start({ range: AUGUST, tag: PROJECT }));
    expect(await rows({ tag: PROJECT })).toEqual(tagged);
  });

  it('tries a stopped range again as the same range', async () => {
    bench.gate.fail(() => new Response('', { status: 403 }));
    const stopped = await bench.ended(start({ range: AUGUST, tag: 'projekt' }));
    bench.gate.heal();
    expect(stopped).toMatchObject({ state: 'failed', problem: { kind: 'permission' } });
    const again = await bench.ended(bench.kontor.call('runs.retry', { runId: stopped.id }));
    expect(again).toMatchObject({ state: 'done', range: AUGUST, tag: 'projekt' });
    expect((await rows({ tag: 'projekt' })).length).toBeGreaterThan(0);
  });

  it.each([
    ['reversed', { from: '2026-08-31', to: '2026-08-01' }, 'sync.range_reversed'],
    ['too long', { from: '2025-01-01', to: '2026-08-01' }, 'sync.range_too_long'],
    ['no date', { from: '2026-02-30', to: '2026-03-01' }, 'sync.range_invalid'],
  ])('is refused before any call when it is %s', async (_, range, key) => {
    const before = bench.gate.asked();
    expect(await bench.kontor.refused('sync.start', { ...ids, range })).toMatchObject({ kind: 'user_input', key });
    expect(missingTexts(key, [])).toEqual([]);
    expect(bench.gate.asked()).toBe(before);
    expect(await bench.kontor.call('runs.list', { kind: 'sync', limit: 5 })).toEqual([]);
  });

  it('is refused for a source that is read as a whole, and while another sync is going', async () => {
    const box = await bench.kontor.connect(
      { providerId: madeUp.id, companyId: ids.companyId },
      { ...madeUp.demoValues },
    );
    const refused = (more: object) => bench.kontor.refused('sync.start', { ...ids, range: AUGUST, ...more });
    expect(await refused({ connectionId: box.connectionId })).toMatchObject({ key: 'sync.no_ranges' });
    const held = bench.gate.hold();
    const { runId } = await start({});
    await held;
    expect(await refused({})).toMatchObject({ key: 'sync.busy' });
    await bench.kontor.call('runs.cancel', { runId });
    await bench.kontor.ended(runId);
  });
});

function missing(): never {
  throw new Error('no row');
}
