// KSeF numbers an invoice and does not give its receipt: told as what it is, nothing sent twice, and fetched when it is there.
import { expect, it } from 'vitest';
import { named } from '../../electron/core/providers/ksef/simulator/index';
import type { ConnectionId, RunId } from '../../shared/domain/ids';
import { badTexts } from '../support/problemTexts';
import { draft, expectRebuilds, item, office, sale, sales, sendNow, SENDS, type Office } from '../support/sender';

const RECEIPTS = /^GET .*\/upo$/;
const ALWAYS = 100_000;

/** The run as soon as it waits. */
async function waits(one: Office, runId: RunId) {
  for (;;) {
    const changed = one.kontor.event('runs.progress');
    const run = await one.kontor.call('runs.get', { runId });
    if (run.state === 'waiting' && run.problem) return run;
    await changed;
  }
}
const resume = (one: Office, connectionId: ConnectionId) => one.kontor.call('sending.resume', { connectionId });

it('comes late: the run waits and says that the invoice has arrived', async () => {
  const one = await office();
  one.ksef.simulator.script([named(RECEIPTS, 'receipt_missing', 70)]);
  const id = await draft(one, sale(one));
  const { token = '' } = await one.kontor.call('sending.prepare', { ids: [id] });
  const { runId } = await one.kontor.call('sending.confirm', { token });
  const { problem } = await waits(one, runId);
  expect(problem).toMatchObject({ kind: 'unavailable', key: 'provider.ksef.receipt_waiting' });
  if (problem) expect(badTexts(problem, [one.ksef.manifest])).toEqual([]);
  expect(await one.kontor.ended(runId)).toMatchObject({ state: 'done' });
  expect(await item(one, id)).toMatchObject({ state: 'accepted', hasReceipt: true });
  expect(one.ksef.count(SENDS)).toBe(1);
});

it('does not come for a day: the invoice keeps its number, is not sent again, and its receipt is fetched afterwards', async () => {
  const one = await office(true, { rateLimits: 'off' });
  one.ksef.simulator.script([named(RECEIPTS, 'receipt_missing', ALWAYS)]);
  const id = await draft(one, sale(one));
  const run = await sendNow(one, id);
  expect(run).toMatchObject({ state: 'failed', problem: { key: 'provider.ksef.receipt_waiting' } });
  const known = await item(one, id);
  expect(known).toMatchObject({ state: 'accepted', hasReceipt: false });
  expect(known.remoteNumber).toBeDefined();
  expect(await sales(one)).toHaveLength(1);

  one.ksef.simulator.script([]);
  const { runId } = await resume(one, one.connectionId);
  expect(await one.kontor.ended(runId)).toMatchObject({ state: 'done' });
  expect(await item(one, id)).toMatchObject({ hasReceipt: true, remoteNumber: known.remoteNumber });
  expect(one.ksef.count(SENDS)).toBe(1);
  await expectRebuilds(one);
});
