// KSeF has numbered an invoice and never has its receipt: the invoice is sent, and nothing else waits for it.
import { expect, it } from 'vitest';
import { bench, count, specOf } from '../../../../../tests/support/ksefBench';
import { memoryOutbox } from '../../../../../tests/support/outbox';
import { named } from '../simulator/index';
import { sendInvoices } from './send';

const SENDS = /^POST .*\/online\/[^/]+\/invoices$/;
const MANY = 22;
const ALWAYS = 100_000;

/** A first invoice whose receipt is not there, however often it is asked for. */
async function withoutReceipt() {
  const b = await bench({ count: 20, rateLimits: 'off' }, { sending: true });
  const outbox = memoryOutbox();
  const send = () => sendInvoices(b.context(b.control.tokens.readWrite.token), outbox.order());
  b.simulator.script([named(/^GET .*\/upo$/, 'receipt_missing', ALWAYS)]);
  const id = outbox.add(b.control.draft());
  expect(await specOf(send())).toMatchObject({ key: 'receipt_waiting' });
  expect(outbox.stateOf(id)).toBe('accepted');
  const { trace } = outbox.order().items[0] ?? {};
  b.simulator.script([named(new RegExp(`/${trace?.item ?? '?'}/upo$`), 'receipt_missing', ALWAYS)]);
  return { b, outbox, send, id };
}

it('the invoices after it get theirs', async () => {
  const { b, outbox, send, id } = await withoutReceipt();
  const next = [outbox.add(b.control.draft()), outbox.add(b.control.draft())];
  expect(await specOf(send())).toMatchObject({ key: 'receipt_waiting' });
  expect(next.filter((one) => !outbox.receiptOf(one))).toEqual([]);
  expect([outbox.stateOf(id), outbox.receiptOf(id)]).toEqual(['accepted', undefined]);
  expect(count(b, SENDS)).toBe(3);
});

it('a package goes, and another one after it', async () => {
  const { b, outbox, send } = await withoutReceipt();
  for (let round = 0; round < 2; round += 1) {
    const ids = Array.from({ length: MANY }, () => outbox.add(b.control.draft()));
    expect(await specOf(send())).toMatchObject({ key: 'receipt_waiting' });
    expect(ids.filter((one) => !outbox.receiptOf(one))).toEqual([]);
  }
});

it('of a package that has none, the invoices after it go all the same', async () => {
  const { b, outbox, send } = await withoutReceipt();
  b.simulator.script([
    named(/^GET .*\/upo(\/[^/]+)?$/, 'receipt_missing', ALWAYS),
    { match: /^GET .*\/storage\/.*/, times: ALWAYS, kind: { type: 'status', status: 404 } },
  ]);
  for (let n = 0; n < MANY; n += 1) outbox.add(b.control.draft());
  expect(await specOf(send())).toMatchObject({ key: 'receipt_waiting' });
  const next = outbox.add(b.control.draft());
  expect(await specOf(send())).toMatchObject({ key: 'receipt_waiting' });
  expect(outbox.stateOf(next)).toBe('accepted');
  b.simulator.script([]);
  await send();
  expect(outbox.order().items).toEqual([]);
  expect(count(b, SENDS)).toBe(2);
});
