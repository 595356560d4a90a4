// KSeF numbers an invoice and does not give its receipt: told as what it is, nothing sent twice, and fetched when it is there.
import { expect, it } from 'vitest';
import { named } from '../../electron/core/providers/ksef/simulator/index';
import type { RunView } from '../../shared/contract/runs';
import type { ConnectionId } from '../../shared/domain/ids';
import type { AppError } from '../../shared/errors';
import { badTexts } from '../support/problemTexts';
import { draft, expectRebuilds, item, office, sale, sales, sendNow, SENDS, type Office } from '../support/sender';

const RECEIPTS = /^GET .*\/upo$/;
const ALWAYS = 100_000;

/** What a run says while it waits. Its waits are over at once here: a question may come too late for one. */
function saidWhileWaiting({ kontor }: Office): readonly AppError[] {
  const said: AppError[] = [];
  kontor.app.events.listen((name, payload) => {
    if (name !== 'runs.progress') return;
    const { state, problem } = payload as RunView;
    if (state === 'waiting' && problem) said.push(problem);
  });
  return said;
}
const resume = (one: Office, connectionId: ConnectionId) => one.kontor.call('sending.resume', { connectionId });

it('comes late: the run waits and says that the invoice has arrived', async () => {
  const one = await office();
  one.ksef.simulator.script([named(RECEIPTS, 'receipt_missing', 70)]);
  const id = await draft(one, sale(one));
  const { token = '' } = await one.kontor.call('sending.prepare', { ids: [id] });
  const said = saidWhileWaiting(one);
  const { runId } = await one.kontor.call('sending.confirm', { token });
  expect(await one.kontor.ended(runId)).toMatchObject({ state: 'done' });
  expect(said[0]).toMatchObject({ kind: 'unavailable', key: 'provider.ksef.receipt_waiting' });
  for (const problem of said) expect(badTexts(problem, [one.ksef.manifest])).toEqual([]);
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
