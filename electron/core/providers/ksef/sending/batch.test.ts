// Packages over a socket to the simulated service: parts, links, decisions for each invoice, and every place where it can be interrupted.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FieldValues } from '../../../../../shared/forms/fields';
import { bench, count, specOf, type Bench } from '../../../../../tests/support/ksefBench';
import { memoryOutbox } from '../../../../../tests/support/outbox';
import { named, type KsefSimulatorOptions } from '../simulator/index';
import { KSEF_LIMITS, packageFolder } from './package';
import { sendWithin } from './send';
import { readUpo } from './upo';

const SENDS = /^POST .*\/online\/[^/]+\/invoices$/;
const OPENS = /^POST .*\/sessions\/batch$/;
const CLOSES = /^POST .*\/batch\/[^/]+\/close$/;
const PARTS = /^PUT /;
const COUNT = 22;
const SMALL_PARTS = { ...KSEF_LIMITS, partBytes: 5_000 };

async function office(knobs: Partial<KsefSimulatorOptions> = {}, settings: FieldValues = {}) {
  const b = await bench({ count: 20, rateLimits: 'off', ...knobs }, { sending: true, ...settings });
  const outbox = memoryOutbox();
  const send = (limits = SMALL_PARTS) =>
    sendWithin(limits, b.context(b.control.tokens.readWrite.token), outbox.order());
  const drafts = Array.from({ length: COUNT }, () => b.control.draft());
  const ids = drafts.map((xml) => outbox.add(xml));
  return { b, outbox, send, drafts, ids };
}

function expectEachOnce({ b, outbox, drafts, ids }: Awaited<ReturnType<typeof office>>): void {
  expect(new Set(ids.map((id) => outbox.stateOf(id)))).toEqual(new Set(['accepted']));
  expect(ids.filter((id) => !outbox.receiptOf(id))).toEqual([]);
  const hashes = b.control.allNumbers().map((number) => hashOf(b.control.document(number)));
  for (const xml of drafts) expect(hashes.filter((hash) => hash === hashOf(xml))).toHaveLength(1);
  expect(leftovers(b)).toEqual([]);
}
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');
const leftovers = (b: Bench): string[] => [...b.context().noted.keys(), ...readdirSync(packageFolder(b.context()))];

describe('many invoices', () => {
  it('go as one package in parts, each is decided for itself, and the receipt of the session is kept once for all', async () => {
    const o = await office();
    const bad = o.outbox.add(Buffer.from(`\ufeff${o.b.control.draft().toString()}`));
    await o.send();
    expectEachOnce(o);
    expect(o.outbox.steps(bad).at(-1)).toMatchObject({ step: 'rejected', problem: { key: 'invoice_unreadable' } });
    expect([count(o.b, OPENS), count(o.b, CLOSES), count(o.b, SENDS)]).toEqual([1, 1, 0]);
    expect(count(o.b, PARTS)).toBeGreaterThan(1);
    const bytes = o.outbox.receiptOf(o.ids[0] ?? '')?.bytes ?? Buffer.alloc(0);
    expect(o.outbox.receiptOf(o.ids.at(-1) ?? '')?.bytes).toBe(bytes);
    expect(readUpo(bytes)).toMatchObject({ page: { number: 1, of: 1 } });
    expect(readUpo(bytes).documents).toHaveLength(COUNT);
  });

  it.each([
    ['TarGz', {}],
    ['TarGz', { archive_format: 'TarGz' }],
    ['Zip', { archive_format: 'Zip' }],
  ] as const)('are announced as what they are: %s for %o', async (compression, settings) => {
    const o = await office({}, settings);
    await o.send();
    expectEachOnce(o);
    const opened = o.b.http.asked.filter(({ method, url }) => OPENS.test(`${method} ${url}`));
    const bodies = opened.map(({ body }) => JSON.parse(String(body)) as { batchFile: { compressionType: string } });
    expect(bodies.map(({ batchFile }) => batchFile.compressionType)).toEqual([compression]);
  });

  it('are taken for nothing else than what they were announced as', async () => {
    const o = await office();
    const order = o.outbox.order();
    const wrong = { ...order, pack: (ids: readonly string[], to: string) => order.pack(ids, to, 'zip') };
    const context = o.b.context(o.b.control.tokens.readWrite.token);
    expect(await specOf(sendWithin(SMALL_PARTS, context, wrong))).toMatchObject({ key: 'package_refused' });
    await o.send();
    expectEachOnce(o);
  });

  it('keep to 100,000,000 plain bytes a part: megabytes are millions', () => {
    expect(KSEF_LIMITS.partBytes).toBe(100_000_000);
  });

  it('send no Bearer to storage, and nothing to foreign hosts', async () => {
    const o = await office();
    await o.send();
    const puts = o.b.http.asked.filter(({ method }) => method === 'PUT');
    expect(puts.length).toBeGreaterThan(1);
    for (const { headers = {} } of puts)
      expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain('authorization');
    for (const { headers } of puts) expect(headers).toMatchObject({ 'x-ms-blob-type': 'BlockBlob' });
  });
});

describe('a package that was interrupted', () => {
  it.each([
    ['sending', 'before'],
    ['sending', 'after'],
    ['sent', 'before'],
    ['sent', 'after'],
    ['accepted', 'before'],
    ['accepted', 'after'],
    ['receipt', 'before'],
    ['receipt', 'after'],
  ] as const)('at %s, %s it was stored, goes on and doubles nothing', async (step, when) => {
    const o = await office();
    o.outbox.dieAt(step, when);
    expect(await specOf(o.send())).toMatchObject({ message: 'killed' });
    await o.send();
    expectEachOnce(o);
    expect(count(o.b, OPENS)).toBe(1);
  });

  it.each([
    ['the announcement', OPENS, 2],
    ['the second part', PARTS, 1],
    ['the end', CLOSES, 1],
  ] as const)('by a lost answer to %s goes on', async (_, match, opens) => {
    const o = await office();
    o.b.simulator.script([{ match, times: 1, kind: { type: 'lose_answer' } }]);
    await o.send().catch(() => undefined);
    await o.send();
    expectEachOnce(o);
    expect(count(o.b, OPENS)).toBe(opens);
  });

  it('uploads only the parts that are missing', async () => {
    const o = await office();
    o.b.simulator.script([
      { match: PARTS, times: 0, kind: { type: 'cut' } },
      { match: /^PUT .*\/2$/, times: 1, kind: { type: 'cut' } },
    ]);
    expect(await specOf(o.send())).toMatchObject({ kind: 'unavailable' });
    await o.send();
    expectEachOnce(o);
    const taken = o.b.simulator.seen
      .filter(({ method, status }) => method === 'PUT' && status === 201)
      .map(({ url }) => new URL(url).pathname);
    expect(new Set(taken).size).toBe(taken.length);
  });

  it('for too long is given up and goes as another one', async () => {
    const o = await office();
    o.b.simulator.script([{ match: /^PUT .*\/2$/, times: 1, kind: { type: 'cut' } }]);
    await o.send().catch(() => undefined);
    o.b.clock.advance(24 * 3_600_000);
    expect(await specOf(o.send())).toMatchObject({ key: 'package_late' });
    await o.send();
    expectEachOnce(o);
    expect(count(o.b, OPENS)).toBe(2);
  });

  it.each([
    ['cannot open its key', 'session_key_rejected', 'key_withdrawn'],
    ['breaks down over it', 'batch_failed', 'ksef_failed'],
  ] as const)('because KSeF %s is queued whole', async (_, fault, key) => {
    const o = await office();
    o.b.simulator.script([named(OPENS, fault)]);
    expect(await specOf(o.send())).toMatchObject({ key });
    expect(new Set(o.ids.map((id) => o.outbox.stateOf(id)))).toEqual(new Set(['queued']));
    await o.send();
    expectEachOnce(o);
  });
});
