// Invoices one by one over a socket to the simulated service: what goes, what comes of it, and what a lost answer or a death leaves.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bench, count, specOf, type Bench } from '../../../../../tests/support/ksefBench';
import { memoryOutbox } from '../../../../../tests/support/outbox';
import { openKsefClient } from '../ksefClient';
import { named } from '../simulator/index';
import type { KsefSimulatorOptions } from '../simulator/index';
import { sendInvoices } from './send';
import { readUpo } from './upo';

const SENDS = /^POST .*\/online\/[^/]+\/invoices$/;
const OPENS = /^POST .*\/sessions\/online$/;
const CLOSES = /^POST .*\/online\/[^/]+\/close$/;

async function office(knobs: Partial<KsefSimulatorOptions> = {}) {
  const b = await bench({ count: 20, ...knobs }, { sending: true });
  const token = b.control.tokens.readWrite.token;
  const outbox = memoryOutbox();
  const send = () => sendInvoices(b.context(token), outbox.order());
  return { b, outbox, send, token };
}
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');
/** How many invoices KSeF has with these bytes. */
const held = (b: Bench, xml: Uint8Array) =>
  b.control.sendingSessions().length === 0
    ? 0
    : b.control.allNumbers().filter((number) => b.control.document(number).equals(xml)).length;

describe('an invoice', () => {
  it('goes, is numbered, and its receipt is kept; the session is closed behind it', async () => {
    const { b, outbox, send } = await office();
    const xml = b.control.draft();
    const id = outbox.add(xml);
    await send();
    expect(outbox.steps(id).map(({ step }) => step)).toEqual(['sending', 'sent', 'accepted']);
    expect(held(b, xml)).toBe(1);
    const upo = readUpo(outbox.receiptOf(id)?.bytes ?? Buffer.alloc(0));
    expect(upo.documents).toMatchObject([{ ksefNumber: outbox.numberOf(id), sha256: hashOf(xml), mode: 'Online' }]);
    expect([count(b, OPENS), count(b, SENDS), count(b, CLOSES)]).toEqual([1, 1, 1]);
    expect(b.context().noted.size).toBe(0);
    await send();
    expect(count(b, SENDS)).toBe(1);
  });

  it('shares its session with others of its form', async () => {
    const { b, outbox, send } = await office();
    const ids = [1, 2, 3].map(() => outbox.add(b.control.draft()));
    await send();
    expect(ids.map((id) => outbox.stateOf(id))).toEqual(['accepted', 'accepted', 'accepted']);
    expect([count(b, OPENS), count(b, SENDS)]).toEqual([1, 3]);
  });

  it('is marked offline when it was issued so', async () => {
    const { b, outbox, send } = await office();
    const id = outbox.add(b.control.draft(), { mode: 'offline24' });
    await send();
    const upo = readUpo(outbox.receiptOf(id)?.bytes ?? Buffer.alloc(0));
    expect(upo.documents[0]?.mode).toBe('Offline');
  });

  it.each([
    ['no BOM', (xml: string) => `\ufeff${xml}`, 'invoice_unreadable'],
    ['its own seller', (xml: string) => xml.replace('5265877635', '7272445205'), 'invoice_not_ours'],
    ['a date', (xml: string) => xml.replace(/(P_1>)\d{4}-\d\d-\d\d/, '$12049-01-01'), 'invoice_content'],
  ])('is refused for good without %s, in words', async (_, spoil, key) => {
    const { b, outbox, send } = await office();
    const id = outbox.add(Buffer.from(spoil(b.control.draft().toString())));
    await send();
    expect(outbox.steps(id).at(-1)).toMatchObject({ step: 'rejected', problem: { key } });
    expect(outbox.receiptOf(id)).toBeUndefined();
  });

  it('that was refused offline is corrected technically', async () => {
    const { b, outbox, send } = await office();
    const good = b.control.draft();
    const bad = Buffer.from(`\ufeff${good.toString()}`);
    const first = outbox.add(bad, { mode: 'offline24' });
    await send();
    expect(outbox.stateOf(first)).toBe('rejected');
    const second = outbox.add(good, { mode: 'offline24', correctsSha256: hashOf(bad) });
    await send();
    expect(outbox.stateOf(second)).toBe('accepted');
    const third = outbox.add(good, { mode: 'offline24', correctsSha256: hashOf(bad) });
    await send();
    expect(outbox.steps(third).at(-1)).toMatchObject({ step: 'rejected', problem: { key: 'correction_done' } });
  });
});

describe('an uncertain end', () => {
  it('is asked for by hash: a lost answer is not sent again', async () => {
    const { b, outbox, send } = await office();
    b.simulator.script([{ match: SENDS, times: 1, kind: { type: 'lose_answer' } }]);
    const xml = b.control.draft();
    const id = outbox.add(xml);
    await send();
    expect(outbox.steps(id).map(({ step }) => step)).toEqual(['sending', 'sent', 'accepted']);
    expect([count(b, SENDS), held(b, xml)]).toEqual([1, 1]);
  });

  it('of a request that never arrived leads to one more, after looking', async () => {
    const { b, outbox, send } = await office();
    b.simulator.script([{ match: SENDS, times: 1, kind: { type: 'status', status: 503 } }]);
    const xml = b.control.draft();
    const id = outbox.add(xml);
    await send();
    expect(outbox.stateOf(id)).toBe('accepted');
    expect(b.simulator.seen.filter(({ url }) => /\/invoices\?pageSize/.test(url)).length).toBeGreaterThanOrEqual(4);
    expect(held(b, xml)).toBe(1);
  });

  it('stays unknown while KSeF cannot be asked, and is settled by the next run', async () => {
    const { b, outbox, send } = await office();
    b.simulator.script([
      { match: SENDS, times: 1, kind: { type: 'lose_answer' } },
      { match: /^GET .*\/invoices$/, times: 1, kind: { type: 'status', status: 503 } },
    ]);
    const xml = b.control.draft();
    const id = outbox.add(xml);
    expect(await specOf(send())).toMatchObject({ kind: 'unavailable' });
    expect(outbox.stateOf(id)).toBe('unknown');
    await send();
    expect(outbox.steps(id).map(({ step }) => step)).toEqual(['sending', 'unknown', 'sent', 'accepted']);
    expect([count(b, SENDS), held(b, xml)]).toEqual([1, 1]);
  });

  it.each([
    ['sending', 'before'],
    ['sending', 'after'],
    ['sent', 'before'],
    ['sent', 'after'],
    ['accepted', 'before'],
    ['accepted', 'after'],
    ['receipt', 'before'],
    ['receipt', 'after'],
  ] as const)(
    'of a process that died at %s, %s it was stored, doubles nothing and loses nothing',
    async (step, when) => {
      const { b, outbox, send } = await office();
      const xml = b.control.draft();
      const id = outbox.add(xml);
      outbox.dieAt(step, when);
      await send().catch(() => undefined);
      await send();
      expect(outbox.stateOf(id)).toBe('accepted');
      expect(outbox.receiptOf(id)).toBeDefined();
      expect(held(b, xml)).toBe(1);
    },
  );

  it('that ends in 440 with our own bytes is a success, with the first number and its receipt', async () => {
    const { b, outbox, send } = await office();
    const xml = b.control.draft();
    const first = outbox.add(xml);
    await send();
    const again = outbox.add(xml);
    await send();
    expect(outbox.steps(again).at(-1)).toMatchObject({
      step: 'accepted',
      wasThere: true,
      remoteNumber: outbox.numberOf(first),
    });
    expect(outbox.receiptOf(again)?.bytes).toEqual(outbox.receiptOf(first)?.bytes);
    const other = outbox.add(Buffer.from(xml.toString().replace(/<\/([\w:]*)Faktura>/, '<!-- inna --></$1Faktura>')));
    await send();
    expect(outbox.steps(other).at(-1)).toMatchObject({ step: 'rejected', problem: { key: 'invoice_number_taken' } });
  });

  it('of closing is asked again until it is certain', async () => {
    const { b, outbox, send } = await office();
    b.simulator.script([{ match: CLOSES, times: 1, kind: { type: 'lose_answer' } }]);
    outbox.add(b.control.draft());
    await send();
    expect(count(b, CLOSES)).toBe(2);
    expect(b.context().noted.size).toBe(0);
  });
});

describe('KSeF in trouble', () => {
  it.each(['session_unavailable', 'session_key_rejected'] as const)(
    'goes on in a new session after %s',
    async (fault) => {
      const { b, outbox, send } = await office();
      b.simulator.script([named(fault === 'session_unavailable' ? SENDS : OPENS, fault)]);
      const xml = b.control.draft();
      const id = outbox.add(xml);
      await send();
      expect(outbox.stateOf(id)).toBe('accepted');
      expect([count(b, OPENS), held(b, xml)]).toEqual([2, 1]);
    },
  );

  it('fetches new keys when its own were changed', async () => {
    const { b, outbox, send } = await office();
    outbox.add(b.control.draft());
    await send();
    b.simulator.script([named(OPENS, 'key_rotation')]);
    const id = outbox.add(b.control.draft());
    await send();
    expect(outbox.stateOf(id)).toBe('accepted');
  });

  it('is waited for, however long it takes: nothing is sent again', async () => {
    const { b, outbox, send } = await office();
    b.simulator.script([named(SENDS, 'invoice_stuck')]);
    const id = outbox.add(b.control.draft());
    for (let run = 0; run < 3; run += 1)
      expect(await specOf(send())).toMatchObject({ key: 'send_waiting', kind: 'unavailable' });
    expect(outbox.stateOf(id)).toBe('sent');
    expect(count(b, SENDS)).toBe(1);
  });

  it.each(['invoice_failed', 'invoice_cancelled'] as const)(
    'drops an invoice (%s): it waits to go again',
    async (fault) => {
      const { b, outbox, send } = await office();
      b.simulator.script([named(SENDS, fault)]);
      const id = outbox.add(b.control.draft());
      expect(await specOf(send())).toMatchObject({ key: 'send_dropped' });
      expect(outbox.stateOf(id)).toBe('queued');
      await send();
      expect(outbox.stateOf(id)).toBe('accepted');
    },
  );

  it('has no receipt yet: the number is kept, the receipt fetched later', async () => {
    const { b, outbox, send } = await office({ receiptPolls: 200 });
    const id = outbox.add(b.control.draft());
    expect(await specOf(send())).toMatchObject({ key: 'receipt_waiting' });
    expect(outbox.stateOf(id)).toBe('accepted');
    for (let run = 0; run < 3 && !outbox.receiptOf(id); run += 1) await send().catch(() => undefined);
    expect(outbox.receiptOf(id)).toBeDefined();
    expect(count(b, SENDS)).toBe(1);
  });

  it.each([
    ['a page of the firewall', { type: 'status', status: 403, body: '<html></html>' }],
    ['429', { type: 'status', status: 429, headers: { 'retry-after': '30' } }],
  ] as const)('answers %s: the invoice is queued or found, never doubled', async (_, kind) => {
    const { b, outbox, send } = await office();
    b.simulator.script([{ match: SENDS, times: 1, kind }]);
    const xml = b.control.draft();
    const id = outbox.add(xml);
    await send().catch(() => undefined);
    if (outbox.stateOf(id) !== 'accepted') await send();
    expect(held(b, xml)).toBe(1);
  });
});

describe('while sending is off', () => {
  it('no call that could send leaves, not even a direct one', async () => {
    const b = await bench({ count: 20 });
    const token = b.control.tokens.readWrite.token;
    const client = openKsefClient(b.context(token));
    const encryption = { encryptedSymmetricKey: 'AA==', initializationVector: 'AA==', publicKeyId: 'AA==' };
    const formCode = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };
    const part = { ordinalNumber: 1, method: 'PUT', url: `${b.url}/storage/00/x`, headers: {} };
    const outbox = memoryOutbox();
    outbox.add(b.control.draft());
    const batchFile = { fileSize: 1, fileHash: 'x', compressionType: 'Zip', fileParts: [] } as const;
    const calls: readonly (() => Promise<unknown>)[] = [
      () => client.sending.openOnline({ formCode, encryption }),
      () => client.sending.sendInvoice('x', {} as never),
      () => client.sending.closeOnline('x'),
      () => client.sending.openBatch({ formCode, encryption, offlineMode: false, batchFile }),
      () => client.sending.closeBatch('x'),
      async () => client.sending.uploadPart(part, { path: '/dev/null', start: 0, end: 0 }),
      () => sendInvoices(b.context(token), outbox.order()),
    ];
    for (const call of calls) expect(await specOf(call())).toMatchObject({ kind: 'permission', key: 'sending_off' });
    expect(b.http.asked.filter(({ method, url }) => method === 'PUT' || url.includes('/sessions/'))).toEqual([]);
  });
});
