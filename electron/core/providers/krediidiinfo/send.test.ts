// Invoices into the simulated service: once, or with a question to a person; never twice.
import { describe, expect, it } from 'vitest';
import { ediBench } from '../../../../tests/support/ediBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { memoryOutbox } from '../../../../tests/support/outbox';
import { CLIENTS } from '../sdk/edi/simulator/index';
import { routingOf } from './routing';
import { sendInvoices } from './send';
import { isSendingCall } from './sendingCalls';

const POSTS = /^POST .*\/sales-invoices$/;

async function office(knobs: Parameters<typeof ediBench>[0] = {}) {
  const b = await ediBench({ waiting: 0, ...knobs });
  const outbox = memoryOutbox();
  const send = () => sendInvoices(b.context(), outbox.order());
  const held = (xml: Buffer) => b.control.sold().filter((sold) => sold.equals(xml)).length;
  return { ...b, outbox, send, held };
}

describe('an invoice', () => {
  it('goes to the buyer’s box under the name that the service gave it, and its page is kept as the receipt', async () => {
    const o = await office();
    const xml = o.control.draft();
    const id = o.outbox.add(xml);
    await o.send();
    expect(o.outbox.steps(id).map(({ step }) => step)).toEqual(['sending', 'accepted']);
    expect(o.held(xml)).toBe(1);
    expect(o.control.box(CLIENTS.others.code)).toHaveLength(1);
    expect(o.outbox.numberOf(id)).toMatch(/^\w{7}(~[0-9a-f]{8})?$/);
    expect(o.outbox.receiptOf(id)).toMatchObject({ mediaType: 'application/pdf' });
    expect(o.calls(/^GET .*sales-invoices/)).toHaveLength(2);
    await o.send();
    expect(o.calls(POSTS)).toHaveLength(1);
  });

  it.each([
    [
      'of another seller',
      (xml: string) => xml.replace(/sellerRegnumber="\d+"/, 'sellerRegnumber="10137025"'),
      'other_seller',
    ],
    [
      'for somebody who receives elsewhere',
      (xml: string) => xml.replace(/ regNumber="\d+"/, ' regNumber="10137025"'),
      'no_receiver',
    ],
    [
      'beside another one',
      (xml: string) => xml.replace(/<Invoice .*<\/Invoice>/s, (one) => one + one),
      'not_one_invoice',
    ],
    ['that names nobody', (xml: string) => xml.replace(/ regNumber="\d+"/, ''), 'not_routable'],
  ])('%s is refused before it leaves', async (_, spoil, key) => {
    const o = await office();
    const id = o.outbox.add(Buffer.from(spoil(o.control.draft().toString())));
    await o.send();
    expect(o.outbox.steps(id)).toMatchObject([{ step: 'rejected', problem: { key } }]);
    expect(o.calls(POSTS)).toEqual([]);
  });

  it.each([
    [{ maxBodyBytes: 100 }, 'too_big'],
    [{ duplicates: 'refuse' as const }, 'sent_before'],
  ])('that the service refuses (%j) is refused for good, in words, and the next one goes', async (knobs, key) => {
    const o = await office(knobs);
    const xml = o.control.draft();
    if (key === 'sent_before') o.control.world.sell(CLIENTS.demo.code, xml);
    const id = o.outbox.add(xml);
    await o.send();
    expect(o.outbox.steps(id).at(-1)).toMatchObject({ step: 'rejected', problem: { key } });
    expect(o.calls(POSTS)).toHaveLength(1);
  });

  it('waits when the token is dead: nothing was sent, and it says so', async () => {
    const o = await office();
    const id = o.outbox.add(o.control.draft());
    o.control.revoke(CLIENTS.demo.code);
    expect(await failureOf(o.send())).toMatchObject({ kind: 'auth', key: 'token_refused' });
    expect(o.outbox.stateOf(id)).toBe('queued');
  });
});

describe('an answer that is lost', () => {
  it.each([
    ['after the service took it', { type: 'lose_answer' } as const, 1],
    ['before anything happened', { type: 'cut' } as const, 0],
    ['with 503', { type: 'status', status: 503 } as const, 0],
  ])('%s leaves a question, and nothing is sent again by itself', async (_, kind, held) => {
    const o = await office();
    const xml = o.control.draft();
    const id = o.outbox.add(xml);
    const next = o.control.draft();
    const other = o.outbox.add(next);
    o.simulator.script([{ match: POSTS, times: 1, kind }]);
    await o.send();
    expect(o.outbox.steps(id).at(-1)).toMatchObject({ step: 'unknown', problem: { key: 'send_unknown' } });
    expect(o.outbox.stateOf(other)).toBe('accepted');
    await o.send();
    await o.send();
    expect([o.held(xml), o.held(next), o.calls(POSTS).length]).toEqual([held, 1, 2]);
  });

  it.each([
    ['sending', 'before', 1],
    ['sending', 'after', 0],
    ['accepted', 'before', 1],
    ['accepted', 'after', 1],
    ['receipt', 'before', 1],
    ['receipt', 'after', 1],
  ] as const)('of a process that died at %s, %s it was stored, doubles nothing', async (step, when, held) => {
    const o = await office();
    const xml = o.control.draft();
    const id = o.outbox.add(xml);
    o.outbox.dieAt(step, when);
    await o.send().catch(() => undefined);
    await o.send();
    expect(o.held(xml)).toBe(held);
    // Between the note and the answer nobody can know: asked is a person, not the service.
    const isOpen = (step === 'sending' && when === 'after') || (step === 'accepted' && when === 'before');
    expect(o.outbox.stateOf(id)).toBe(isOpen ? 'unknown' : 'accepted');
    if (!isOpen) expect(o.outbox.receiptOf(id)).toBeDefined();
  });
});

it('only the post of an invoice is a sending call', () => {
  const at = (path: string) => new URL(`https://edi.example.ee/edi/${path}`);
  expect(isSendingCall('POST', at('sales-invoices'))).toBe(true);
  expect(isSendingCall('GET', at('sales-invoices/234Fxdr'))).toBe(false);
  expect(isSendingCall('POST', at('clients'))).toBe(false);
  expect(isSendingCall('DELETE', at('purchase-invoices/234Fxdr'))).toBe(false);
});

it('reads whom an invoice is for from its attributes, in any order and with either spelling', () => {
  const xml =
    "<x:E_Invoice><x:Invoice sellerRegNumber='10256137' invoiceId='1' regNumber=\"10137025\"><x:InvoiceParties/></x:Invoice>";
  expect(routingOf(Buffer.from(xml))).toEqual({ seller: '10256137', buyer: '10137025' });
});
