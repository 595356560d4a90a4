// How sessions end at KSeF's side, and every word that it may say about an invoice or a package (dossier §5.5, §8.2).
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bench, count, specOf } from '../../../../../tests/support/ksefBench';
import { memoryOutbox } from '../../../../../tests/support/outbox';
import type { InvoiceStatus } from '../api/sessions';
import { BATCH_STATUS } from '../errorTable';
import { refusalOfStatus } from '../errors';
import type { KsefClient } from '../ksefClient';
import type { KsefSimulatorOptions } from '../simulator/index';
import { isWaiting, stepOf } from './outcome';
import { KSEF_LIMITS } from './package';
import { sendWithin } from './send';

const SENDS = /^POST .*\/online\/[^/]+\/invoices$/;
const OPENS = /^POST .*\/sessions\/online$/;
const BATCHES = /^POST .*\/sessions\/batch$/;

async function office(invoices: number, knobs: Partial<KsefSimulatorOptions> = {}) {
  const b = await bench({ count: 20, rateLimits: 'off', ...knobs }, { sending: true });
  const outbox = memoryOutbox();
  const xmls = Array.from({ length: invoices }, () => b.control.draft());
  const ids = xmls.map((xml) => outbox.add(xml));
  const send = () => sendWithin(KSEF_LIMITS, b.context(b.control.tokens.readWrite.token), outbox.order());
  const states = () => ids.map((id) => outbox.stateOf(id));
  /** How often KSeF has each of them. */
  const held = () => {
    const documents = b.control.allNumbers().map((number) => b.control.document(number));
    return xmls.map((xml) => documents.filter((document) => document.equals(xml)).length);
  };
  return { b, outbox, ids, send, states, held };
}

describe('a session', () => {
  it('whose opening was not answered is left to end by itself', async () => {
    const { b, send, states, held } = await office(1);
    b.simulator.script([{ match: OPENS, times: 1, kind: { type: 'lose_answer' } }]);
    await send().catch(() => undefined);
    expect(states()).not.toContain('rejected');
    await send();
    expect([states(), held()]).toEqual([['accepted'], [1]]);
    expect(count(b, OPENS)).toBe(2);
  });

  it('that is full (21155) is followed by another one', async () => {
    const { b, send, states, held } = await office(5, { maxSessionInvoices: 2 });
    await send();
    expect(states()).toEqual(Array.from({ length: 5 }, () => 'accepted'));
    expect(held()).toEqual([1, 1, 1, 1, 1]);
    expect(count(b, OPENS)).toBe(3);
  });

  it('of more than twelve hours ago is not begun with again, and what went into it is not sent twice', async () => {
    const { b, outbox, ids, send, held } = await office(1);
    outbox.dieAt('accepted', 'before');
    expect(await specOf(send())).toMatchObject({ message: 'killed' });
    b.clock.advance(12 * 3_600_000 + 1000);
    const next = outbox.add(b.control.draft());
    await send();
    expect([...ids, next].map((id) => outbox.stateOf(id))).toEqual(['accepted', 'accepted']);
    expect(held()).toEqual([1]);
    expect([count(b, OPENS), count(b, SENDS)]).toEqual([2, 2]);
  });
});

describe('a package without a good invoice (445)', () => {
  it('tells of each what is wrong, and queues none', async () => {
    const { b, outbox, send } = await office(0);
    const bad = Array.from({ length: 21 }, () => outbox.add(Buffer.from(`\ufeff${b.control.draft().toString()}`)));
    await send();
    expect(new Set(bad.map((id) => outbox.stateOf(id)))).toEqual(new Set(['rejected']));
    expect(outbox.steps(bad[0] ?? '').at(-1)).toMatchObject({ problem: { key: 'invoice_unreadable' } });
    await send();
    expect(count(b, BATCHES)).toBe(1);
  });
});

describe('what KSeF says about an invoice', () => {
  const sha256 = createHash('sha256').update('ours').digest('base64');
  const NUMBER = '5265877635-20250826-0100001AF629-AF';
  const said = (code: number, more: object = {}): InvoiceStatus =>
    ({ referenceNumber: 'r', status: { code, description: 'd', details: ['szczegół'], ...more } }) as InvoiceStatus;
  const trace = { session: 's', item: 'r' };
  /** The document behind a number, where the session is not ours to see. */
  const client = (bytes: string) =>
    ({
      invoices: { download: () => Promise.resolve({ sha256: createHash('sha256').update(bytes).digest('base64') }) },
    }) as unknown as KsefClient;
  const step = (state: InvoiceStatus, bytes = 'ours') => stepOf(client(bytes), state, trace, sha256);

  it.each([100, 150])('%i is waited for', (code) => {
    expect(isWaiting(said(code))).toBe(true);
  });

  it.each([405, 500, 550])('%i was its own fault: the invoice may go again', async (code) => {
    expect(await step(said(code))).toEqual({ step: 'queued' });
  });

  it.each([
    [410, 'permission', 'invoice_not_ours'],
    [415, 'rejected', 'invoice_attachment'],
    [430, 'rejected', 'invoice_unreadable'],
    [435, 'unavailable', 'invoice_undeciphered'],
    [440, 'conflict', 'invoice_duplicate'],
    [450, 'rejected', 'invoice_content'],
    [799, 'unavailable', 'ksef_failed'],
  ])('%i is told in words, with its own beside them', async (code, kind, key) => {
    const { problem, ...rest } = (await step(said(code))) as { problem: { details?: string } };
    expect(rest).toEqual({ step: 'rejected', trace });
    expect(problem).toMatchObject({ kind, key });
    expect(problem.details).toContain('szczegół');
  });

  it('440 with our own bytes is ours, with others a number that is taken', async () => {
    const duplicate = said(440, { extensions: { originalKsefNumber: NUMBER } });
    expect(await step(duplicate)).toMatchObject({ step: 'accepted', remoteNumber: NUMBER, wasThere: true });
    expect(await step(duplicate, 'theirs')).toMatchObject({
      step: 'rejected',
      problem: { kind: 'conflict', key: 'invoice_number_taken', params: { number: NUMBER } },
    });
  });

  it('200 without a number is no success', async () => {
    expect(await step(said(200))).toMatchObject({ step: 'rejected' });
  });
});

describe('what KSeF says about a package', () => {
  it.each([
    [405, 'unavailable', 'package_refused'],
    [415, 'unavailable', 'key_withdrawn'],
    [420, 'rejected', 'package_refused'],
    [430, 'unavailable', 'package_refused'],
    [435, 'unavailable', 'package_refused'],
    [440, 'unavailable', 'package_late'],
    [500, 'unavailable', 'ksef_failed'],
    [799, 'unavailable', 'ksef_failed'],
  ])('%i', (code, kind, key) => {
    expect(refusalOfStatus({ code, description: 'd', details: undefined }, BATCH_STATUS).spec).toMatchObject({
      kind,
      key,
    });
  });
});
