// KSeF has an invoice and does not decide, for hours or days: nothing else waits for it, and it is never sent again.
import { expect, it } from 'vitest';
import { bench, count, specOf } from '../../../../../tests/support/ksefBench';
import { memoryOutbox } from '../../../../../tests/support/outbox';
import { named } from '../simulator/index';
import type { Fault } from '../../sdk/simulatorKit';
import { openKsefClient } from '../ksefClient';
import { sendInvoices } from './send';

const SENDS = /^POST .*\/online\/[^/]+\/invoices$/;
const OPENS = /^POST .*\/sessions\/batch$/;
const MANY = 22;

const saying = (match: RegExp, times: number, body: object): Fault => {
  const headers = { 'content-type': 'application/json' };
  return {
    match,
    times,
    kind: { type: 'status', status: 200, headers, body: JSON.stringify(body) },
  };
};
const BUSY = saying(/^GET .*\/sessions\/[^/]+$/, 10_000, {
  status: { code: 150, description: 'Trwa przetwarzanie' },
  dateCreated: '2026-10-01T08:00:00.000Z',
  dateUpdated: '2026-10-01T08:00:00.000Z',
});

async function office() {
  const b = await bench({ count: 20, rateLimits: 'off' }, { sending: true });
  const outbox = memoryOutbox();
  const send = () => sendInvoices(b.context(b.control.tokens.readWrite.token), outbox.order());
  const add = (many: number) => Array.from({ length: many }, () => outbox.add(b.control.draft()));
  const owed = (ids: readonly string[]) => ids.filter((id) => !outbox.receiptOf(id));
  return { b, outbox, send, add, owed };
}

it('the others get their receipts, and packages go', async () => {
  const { b, outbox, send, add, owed } = await office();
  b.simulator.script([named(SENDS, 'invoice_stuck')]);
  const [stuck = '', ...others] = add(3);
  expect(await specOf(send())).toMatchObject({ key: 'send_waiting' });
  expect([outbox.stateOf(stuck), owed(others)]).toEqual(['sent', []]);
  const packed = add(MANY);
  expect(await specOf(send())).toMatchObject({ key: 'send_waiting' });
  expect([outbox.stateOf(stuck), owed(packed)]).toEqual(['sent', []]);
  expect([count(b, SENDS), count(b, OPENS)]).toEqual([3, 1]);
});

it('neither do they for one that KSeF drops every time', async () => {
  const { b, outbox, send, add, owed } = await office();
  b.simulator.script([named(SENDS, 'invoice_failed')]);
  const [dropped = '', other = ''] = add(2);
  expect(await specOf(send())).toMatchObject({
    key: 'send_dropped',
    params: { count: 1 },
  });
  expect([outbox.stateOf(dropped), owed([other])]).toEqual(['queued', []]);
});

it('of a package that is not decided, the invoices after it go', async () => {
  const { b, outbox, send, add, owed } = await office();
  const packed = add(MANY);
  const context = b.context(b.control.tokens.readWrite.token);
  b.simulator.script([BUSY]);
  expect(await specOf(sendInvoices(context, outbox.order()))).toMatchObject({
    key: 'send_waiting',
  });
  const [next = ''] = add(1);
  expect(await specOf(send())).toMatchObject({ key: 'send_waiting' });
  expect([outbox.stateOf(next), owed([next])]).toEqual(['accepted', []]);
  b.simulator.script([]);
  await send();
  expect([owed(packed), count(b, OPENS)]).toEqual([[], 1]);
});

it('of a package whose note is lost is asked for by its hash, and not sent again', async () => {
  const { b, outbox, send, add, owed } = await office();
  const packed = add(MANY);
  outbox.dieAt('accepted', 'before');
  expect(await specOf(send())).toMatchObject({ message: 'killed' });
  expect(outbox.stateOf(packed[0] ?? '')).toBe('sent');
  b.context().noted.clear();
  b.simulator.script([BUSY, saying(/\/invoices$/, 10_000, { invoices: [] })]);
  expect(await specOf(send())).toMatchObject({ key: 'send_waiting' });
  expect([outbox.stateOf(packed[0] ?? ''), count(b, OPENS)]).toEqual(['sent', 1]);
  b.simulator.script([]);
  await send();
  expect([owed(packed), count(b, OPENS)]).toEqual([[], 1]);
});

it('one of a package that is over, but is not decided itself, is asked for by itself', async () => {
  const { b, outbox, send, add, owed } = await office();
  const packed = add(MANY);
  outbox.dieAt('accepted', 'before');
  expect(await specOf(send())).toMatchObject({ message: 'killed' });
  const session = outbox.order().items[0]?.trace?.session ?? '';
  const listed = await openKsefClient(b.context(b.control.tokens.readWrite.token)).sessions.invoices(session);
  const [first, ...rest] = listed.invoices;
  const late = {
    ...first,
    ksefNumber: null,
    status: { code: 150, description: 'Trwa przetwarzanie' },
  };
  b.simulator.script([saying(/\/invoices$/, 1, { invoices: [late, ...rest] })]);
  await send();
  expect(packed.map((id) => outbox.stateOf(id))).not.toContain('rejected');
  await send();
  expect([owed(packed), count(b, OPENS)]).toEqual([[], 1]);
});

it('a package of which one was withdrawn before it left is made anew, without that one', async () => {
  const { b, outbox, send, add, owed } = await office();
  const [withdrawn = '', ...packed] = add(MANY);
  outbox.dieAt('sending', 'before');
  expect(await specOf(send())).toMatchObject({ message: 'killed' });
  const { items, ...order } = outbox.order();
  const context = b.context(b.control.tokens.readWrite.token);
  await sendInvoices(context, {
    ...order,
    items: items.filter(({ id }) => id !== withdrawn),
  });
  expect([owed(packed), outbox.stateOf(withdrawn)]).toEqual([[], 'queued']);
  expect(b.control.sendingSessions().map(({ invoices }) => invoices)).toEqual([MANY - 1, 0]);
});
