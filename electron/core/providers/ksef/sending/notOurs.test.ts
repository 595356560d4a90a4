// What KSeF does not let this sign-in see, and what was never KSeF's word: neither holds other invoices up.
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { bench, specOf } from '../../../../../tests/support/ksefBench';
import { memoryOutbox } from '../../../../../tests/support/outbox';
import { sendInvoices } from './send';

const SENDS = /^POST .*\/online\/[^/]+\/invoices$/;
const problem = (status: number, body: object) =>
  ({
    type: 'status',
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({ title: 'Forbidden', status, detail: 'Brak uprawnień.', ...body }),
  }) as const;
const FORBIDDEN = problem(403, {
  reasonCode: 'missing-permissions',
  security: { requiredAnyOfPermissions: ['Introspection'], presentPermissions: ['InvoiceWrite'] },
});
const NOT_FOUND = problem(400, { errors: [{ code: 21164, description: 'Faktura nie istnieje.' }] });

/** An invoice that another program has sent, and is in the outbox once more, with another one behind it. */
async function office() {
  const b = await bench({ count: 20, rateLimits: 'off' }, { sending: true });
  const token = b.control.tokens.readWrite.token;
  const xml = b.control.draft();
  const elsewhere = memoryOutbox();
  const first = elsewhere.add(xml);
  elsewhere.dieAt('accepted', 'after');
  await sendInvoices(b.context(token), elsewhere.order()).catch(() => undefined);
  b.context().noted.clear();
  const { trace } = elsewhere.order().items[0] ?? {};
  const outbox = memoryOutbox();
  const [again, next] = [outbox.add(xml), outbox.add(b.control.draft())];
  const send = () => sendInvoices(b.context(token), outbox.order());
  return { b, outbox, send, again, next, session: trace?.session ?? '?', number: elsewhere.numberOf(first) };
}

it.each([
  ['may not read', FORBIDDEN],
  ['is not shown', NOT_FOUND],
])('a duplicate of an invoice that this sign-in %s is refused in words, and the next one goes', async (_, kind) => {
  const { b, outbox, send, again, next, session } = await office();
  b.simulator.script([
    { match: new RegExp(`/sessions/${session}/`), times: 100, kind: FORBIDDEN },
    { match: /^GET .*\/invoices\/ksef\//, times: 100, kind },
  ]);
  await send();
  expect(outbox.steps(again).at(-1)).toMatchObject({ step: 'rejected', problem: { key: 'invoice_duplicate' } });
  expect([outbox.stateOf(next), outbox.receiptOf(next) !== undefined]).toEqual(['accepted', true]);
});

it('a receipt in a session that this sign-in may not read holds no other one up', async () => {
  const { b, outbox, send, again, next, session, number } = await office();
  b.simulator.script([{ match: new RegExp(`/sessions/${session}/`), times: 100, kind: FORBIDDEN }]);
  expect(await specOf(send())).toMatchObject({ kind: 'permission' });
  expect([outbox.numberOf(again), outbox.receiptOf(again)]).toEqual([number, undefined]);
  expect([outbox.stateOf(next), outbox.receiptOf(next) !== undefined]).toEqual(['accepted', true]);
});

it('a page of the firewall with status 400 refuses no invoice', async () => {
  const b = await bench({ count: 20, rateLimits: 'off' }, { sending: true });
  const outbox = memoryOutbox();
  const xml = b.control.draft();
  const id = outbox.add(xml);
  const headers = { 'content-type': 'text/html' };
  const page = { type: 'status', status: 400, headers, body: '<html>Bad Request</html>' } as const;
  b.simulator.script([{ match: SENDS, times: 1, kind: page }]);
  await sendInvoices(b.context(b.control.tokens.readWrite.token), outbox.order());
  expect(outbox.stateOf(id)).toBe('accepted');
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const held = b.control.allNumbers().filter((one) => hash(b.control.document(one)) === hash(xml));
  expect(held).toHaveLength(1);
});
