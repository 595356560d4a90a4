import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isFailure } from '../../../../shared/errors';
import type { FieldValues } from '../../../../shared/forms/fields';
import { NIP, START_MS, TOKEN, opened, problem, signInScript, tokenInfo } from '../../../../tests/support/ksefScript';
import { jumpingClock, testContext } from '../../../../tests/support/providerContext';
import { scriptedHttp, type Handler, type Script } from '../../../../tests/support/scriptedHttp';
import type { PullPage } from '../sdk/pages';
import { readPosition, type Position } from './checkpoint';
import { pullInvoices } from './pull';

const EXPORTS = 'POST /v2/invoices/exports';
const STATUS = 'GET /v2/invoices/exports/*';
const QUERY = 'POST /v2/invoices/query/metadata';
const PART = 'GET /storage/*';
const HWM = '2026-11-12T09:59:00.123456+00:00';
const HOUR = 3_600_000;

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');
const PART_BYTES = Buffer.from('encrypted bytes of a part');
const Order = z.object({
  encryption: z.object({
    encryptedSymmetricKey: z.string(),
    initializationVector: z.string(),
    publicKeyId: z.string(),
  }),
  compressionType: z.string(),
  onlyMetadata: z.boolean(),
  filters: z.object({ subjectType: z.string(), dateRange: z.record(z.string(), z.unknown()) }),
});

let serial = 20_000;

function bench(change: Script = {}, more: { settings?: FieldValues } = {}) {
  serial += 1;
  const origin = `http://127.0.0.1:${String(serial)}`;
  const clock = jumpingClock(START_MS);
  let started = 0;
  const part = (bytes: Uint8Array, ordinal = 1, name = 'x.tar.gz.aes') => ({
    ordinalNumber: ordinal,
    partName: name,
    method: 'GET',
    url: `${origin}/storage/${String(ordinal)}?sig=1`,
    partSize: 10,
    partHash: sha(Buffer.from('plain')),
    encryptedPartSize: bytes.length,
    encryptedPartHash: sha(bytes),
    expirationDate: HWM,
  });
  const ready = (more: Record<string, unknown> = {}): Handler => ({
    json: {
      status: { code: 200, description: 'ok' },
      package: {
        invoiceCount: 3,
        size: 1,
        isTruncated: false,
        permanentStorageHwmDate: HWM,
        parts: [part(PART_BYTES)],
        ...more,
      },
    },
  });
  const script: Script = {
    [EXPORTS]: () => {
      started += 1;
      return { status: 201, json: { referenceNumber: `20261112-EH-${String(started)}` } };
    },
    [STATUS]: ready(),
    [QUERY]: metadata([]),
    [PART]: { bytes: PART_BYTES },
    ...signInScript(() => clock.now()),
    'POST /v2/auth/token/refresh': () => ({ json: { accessToken: tokenInfo('fresh', clock.now() + 900_000) } }),
    ...change,
  };
  const http = scriptedHttp(script);
  const notes = new Map<string, string>();
  const spool = mkdtempSync(path.join(tmpdir(), 'kontor-ksef-pull-'));
  const settings = { nip: NIP, environment: 'custom', base_url: origin, since: '2026-10-01', ...more.settings };
  const context = (signal?: AbortSignal) =>
    testContext({ http, clock, settings, credentials: { token: TOKEN }, notes, spool, ...(signal ? { signal } : {}) });
  return { clock, http, script, notes, spool, context, ready, part };
}

function metadata(dates: readonly string[], more: Record<string, unknown> = {}): Handler {
  const invoices = dates.map((permanentStorageDate, index) => ({
    ksefNumber: `n${String(index)}`,
    permanentStorageDate,
  }));
  return { json: { hasMore: false, isTruncated: false, permanentStorageHwmDate: HWM, invoices, ...more } };
}

type Bench = ReturnType<typeof bench>;
type Checkpoints = Record<string, Position | undefined>;

async function pull(b: Bench, checkpoints: Checkpoints = {}, context = b.context()) {
  const texts = Object.entries(checkpoints).flatMap(([stream, at]) =>
    at ? [[stream, JSON.stringify(at)] as const] : [],
  );
  const pages: PullPage[] = [];
  for await (const page of pullInvoices(context, { checkpoints: new Map(texts), startedAtMs: b.clock.now() }))
    pages.push(page);
  return pages;
}
const positionOf = (page: PullPage | undefined) => readPosition(page?.checkpoint.value);
const ordersOf = (b: Bench) => b.http.bodiesOf(EXPORTS).map((body) => Order.parse(body));
const salesOrdersOf = (b: Bench) => ordersOf(b).filter((order) => order.filters.subjectType === 'Subject1');
const done = (checkedAtMs = START_MS): Position => ({ v: 1, at: HWM, reached: 'hwm', checkedAtMs });
/** Purchases are due in every run; with this they are quiet and only the pages of sales are looked at. */
const others: Checkpoints = { Subject2: done(), Subject3: done(), SubjectAuthorized: done() };
const sales = async (b: Bench, position?: Position, context = b.context()) =>
  (await pull(b, { ...others, Subject1: position }, context)).filter((page) => page.checkpoint.stream === 'Subject1');
const specOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    return isFailure(error) ? error.spec : error;
  }
  return 'nothing failed';
};

describe('the first sync', () => {
  it('exports sales and purchases and asks first for the two rare roles', async () => {
    const b = bench();
    const pages = await pull(b);
    expect(ordersOf(b).map((order) => order.filters.subjectType)).toEqual(['Subject1', 'Subject2']);
    expect(b.http.countOf(QUERY)).toBe(2);
    expect(
      pages.map((page) => [page.checkpoint.stream, page.direction, page.content.kind, page.expectedCount]),
    ).toEqual([
      ['Subject1', 'sale', 'package', 3],
      ['Subject2', 'purchase', 'package', 3],
      ['Subject3', 'other', 'items', 0],
      ['SubjectAuthorized', 'other', 'items', 0],
    ]);
    expect(pages.map((page) => positionOf(page)?.at)).toEqual([HWM, HWM, HWM, HWM]);
  });

  it('asks by permanent storage, up to the high-water mark, from the start of that day in Poland', async () => {
    const b = bench();
    await sales(b);
    const [order] = ordersOf(b);
    expect(order?.filters.dateRange).toEqual({
      dateType: 'PermanentStorage',
      from: '2026-09-30T22:00:00Z',
      restrictToPermanentStorageHwmDate: true,
    });
    expect(order).toMatchObject({ compressionType: 'TarGz', onlyMetadata: false });
    expect(order?.encryption.publicKeyId).toBe('id of first');
  });

  it('gives the page the key that KSeF got, and checks what it fetched', async () => {
    const b = bench();
    const [page] = await sales(b);
    const [order] = ordersOf(b);
    if (page?.content.kind !== 'package') throw new Error('no package');
    const key = opened(order?.encryption.encryptedSymmetricKey ?? '').toString('base64');
    expect(page.content.cipher).toEqual({ key, iv: order?.encryption.initializationVector });
    expect(page.content).toMatchObject({ packaging: 'tar.gz', unpacker: 'package' });
    const [part] = page.content.parts;
    expect(readFileSync(part?.path ?? '')).toEqual(PART_BYTES);
    expect(part).toMatchObject({ sha256: sha(PART_BYTES), bytes: PART_BYTES.length, plainBytes: 10 });
    const download = b.http.asked.find((request) => request.url.includes('/storage/'));
    expect(Object.keys(download?.headers ?? {})).toEqual(['user-agent']);
  });

  it('reads a long history in windows that touch', async () => {
    const b = bench({}, { settings: { since: '2025-11-30' } });
    b.script[STATUS] = b.ready({ parts: [], invoiceCount: 0 });
    const pages = await sales(b);
    const ranges = salesOrdersOf(b).map(({ filters: { dateRange } }) => [dateRange['from'], dateRange['to']]);
    expect(ranges).toEqual([
      ['2025-11-29T23:00:00Z', '2026-02-28T23:00:00Z'],
      ['2026-02-28T23:00:00Z', '2026-05-28T23:00:00Z'],
      ['2026-05-28T23:00:00Z', '2026-08-28T23:00:00Z'],
      ['2026-08-28T23:00:00Z', undefined],
    ]);
    expect(pages.map((page) => positionOf(page)?.reached)).toEqual(['open', 'open', 'open', 'hwm']);
  });

  it('goes on at once after a truncated package, from its last invoice', async () => {
    const b = bench();
    const last = '2026-10-20T11:40:40.2665781+00:00';
    b.script[STATUS] = [b.ready({ isTruncated: true, lastPermanentStorageDate: last }), b.ready()];
    const pages = await sales(b);
    expect(ordersOf(b).map((order) => order.filters.dateRange['from'])).toEqual(['2026-09-30T22:00:00Z', last]);
    expect(pages.map((page) => positionOf(page)?.at)).toEqual([last, HWM]);
  });
});

describe('nothing new', () => {
  const known: Checkpoints = { Subject1: done(), Subject2: done(), Subject3: done(), SubjectAuthorized: done() };

  it('costs one question for each due role and no export', async () => {
    const b = bench();
    const pages = await pull(b, known);
    expect([b.http.countOf(QUERY), b.http.countOf(EXPORTS)]).toEqual([2, 0]);
    expect(pages.map((page) => page.checkpoint.stream)).toEqual(['Subject1', 'Subject2']);
  });

  it('asks for the rare roles once a day', async () => {
    const b = bench();
    b.clock.jump(21 * HOUR);
    await pull(b, known);
    const asked = b.http.bodiesOf(QUERY).map((body) => z.object({ subjectType: z.string() }).parse(body).subjectType);
    expect(asked).toEqual(['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized']);
  });

  it('moves the checkpoint with the high-water mark, so that quiet months never outgrow a window', async () => {
    const later = '2026-11-12T09:59:30.000001+00:00';
    const b = bench({ [QUERY]: metadata([], { permanentStorageHwmDate: later }) });
    const [page] = await sales(b, done());
    expect(positionOf(page)).toEqual({ v: 1, at: later, reached: 'hwm', checkedAtMs: START_MS });
  });

  it('does not export for the invoice that lies exactly on the mark', async () => {
    const b = bench({ [QUERY]: metadata([HWM]) });
    await sales(b, done());
    expect(b.http.countOf(EXPORTS)).toBe(0);
  });

  it('exports when there is one after it, or more than one page', async () => {
    for (const answer of [metadata(['2026-11-12T09:59:00.1234561+00:00']), metadata([HWM], { hasMore: true })]) {
      const b = bench({ [QUERY]: answer });
      const pages = await sales(b, done());
      expect(salesOrdersOf(b).map((order) => order.filters.dateRange['from'])).toEqual([HWM]);
      expect(pages.length).toBe(1);
    }
  });

  it('is what 21183 and status 420 mean: the checkpoint stays, the check is noted', async () => {
    const question = bench({ [QUERY]: problem(21183) });
    question.clock.jump(5000);
    const [page] = await sales(question, done());
    expect(positionOf(page)).toEqual(done(START_MS + 5000));

    const order = bench({ [EXPORTS]: problem(21183) });
    expect(positionOf((await sales(order))[0])?.at).toBe('2026-09-30T22:00:00Z');

    const status = bench({ [STATUS]: { json: { status: { code: 420, description: 'x' } } } });
    expect((await sales(status)).map((one) => one.content.kind)).toEqual(['items']);
    expect([...status.notes.keys()]).toEqual([]);
  });
});

describe('an export', () => {
  const running = { json: { status: { code: 100, description: 'running' } } };

  it('is remembered, sealed, before it is waited for', async () => {
    const b = bench();
    const context = b.context();
    const remembered: unknown[] = [];
    b.script[STATUS] = () => {
      const [name = ''] = [...b.notes.keys()];
      remembered.push([context.sealed.has(name), JSON.parse(b.notes.get(name) ?? '{}')]);
      return { json: { status: { code: 550, description: 'x' } } };
    };
    expect(await specOf(sales(b, undefined, context))).toMatchObject({ kind: 'unavailable', key: 'ksef_failed' });
    expect(remembered).toMatchObject([
      [true, { reference: '20261112-EH-1', from: '2026-09-30T22:00:00Z' }],
      [true, { reference: '20261112-EH-2', from: '2026-09-30T22:00:00Z' }],
    ]);
  });

  it('goes on after a restart instead of being started again, and asks what came since', async () => {
    const b = bench();
    const abort = new AbortController();
    b.script[STATUS] = () => {
      abort.abort(new Error('killed'));
      return running;
    };
    await expect(sales(b, undefined, b.context(abort.signal))).rejects.toThrow('killed');
    b.clock.jump(HOUR / 2);
    b.script[STATUS] = b.ready();
    const pages = await sales(b);
    expect(b.http.countOf(EXPORTS)).toBe(1);
    expect(pages.map((page) => page.content.kind)).toEqual(['package', 'items']);
    // One for what came since, one for the purchases.
    expect(b.http.countOf(QUERY)).toBe(2);
  });

  it('is not forgotten while its page is not committed', async () => {
    const b = bench();
    await sales(b);
    const again = await sales(b);
    expect(b.http.countOf(EXPORTS)).toBe(1);
    expect(again[0]?.content.kind).toBe('package');
  });

  it('is forgotten with its files once its checkpoint is committed', async () => {
    const b = bench();
    await sales(b);
    expect([b.notes.size, readdirSync(b.spool).length]).toEqual([1, 1]);
    await sales(b, done());
    expect([b.notes.size, readdirSync(b.spool).length]).toEqual([0, 0]);
  });

  it('does not fetch a part again that lies there whole, but one that was changed', async () => {
    const b = bench();
    await sales(b);
    await sales(b);
    expect(b.http.countOf(PART)).toBe(1);
    const [name] = readdirSync(b.spool);
    writeFileSync(
      path.join(b.spool, name ?? ''),
      PART_BYTES.map((byte) => byte ^ 1),
    );
    await sales(b);
    expect(b.http.countOf(PART)).toBe(2);
  });

  it('is given up after an hour, looked at once more, and taken when it is ready after all', async () => {
    const b = bench({ [STATUS]: running });
    const spec = await specOf(sales(b));
    expect(spec).toMatchObject({ kind: 'unavailable', key: 'export_stuck', params: { reference: '20261112-EH-1' } });
    expect(b.clock.now() - START_MS).toBeGreaterThanOrEqual(HOUR);
    expect(b.http.countOf(STATUS)).toBeLessThan(260);
    b.script[STATUS] = b.ready();
    const pages = await sales(b);
    expect(b.http.countOf(EXPORTS)).toBe(1);
    expect(pages[0]?.content.kind).toBe('package');
  });

  it('that hangs is not followed by ever more of them', async () => {
    const b = bench({ [STATUS]: running });
    for (let run = 0; run < 5; run += 1) expect(await specOf(sales(b))).toMatchObject({ key: 'export_stuck' });
    expect(b.http.countOf(EXPORTS)).toBe(3);
  });

  it.each([
    ['expired', { json: { status: { code: 210, description: 'x' } } }],
    ['410', { status: 410, json: { title: 'Gone', status: 410 } }],
    ['unknown', problem(21175)],
    ['key not opened', { json: { status: { code: 415, description: 'x' } } }],
    ['cancelled', { json: { status: { code: 550, description: 'x' } } }],
  ])('is started anew once: %s', async (_, answer) => {
    const b = bench();
    b.script[STATUS] = [answer, b.ready()];
    expect((await sales(b)).length).toBe(1);
    expect(b.http.countOf(EXPORTS)).toBe(2);
    expect(await specOf(sales(bench({ [STATUS]: answer })))).toMatchObject({ kind: 'unavailable' });
  });

  it('encrypts again when the key was withdrawn', async () => {
    const b = bench();
    b.script[EXPORTS] = [problem(21470), { status: 201, json: { referenceNumber: 'r' } }];
    await sales(b);
    expect(b.http.countOf('GET /v2/security/public-key-certificates')).toBe(2);
  });

  it('waits its turn when too many are running', async () => {
    const spec = await specOf(sales(bench({ [EXPORTS]: problem(21182) })));
    expect(spec).toMatchObject({ kind: 'rate_limited', key: 'too_many_exports', retryAt: '2026-11-12T10:15:00.000Z' });
  });

  it('asked as Zip says so, and a server that made something else is believed', async () => {
    const zip = bench({}, { settings: { archive_format: 'Zip' } });
    await sales(zip);
    expect(ordersOf(zip)[0]?.compressionType).toBe('Zip');
    const b = bench();
    b.script[STATUS] = b.ready({ compressionType: 'Zip' });
    expect((await sales(b))[0]?.content).toMatchObject({ packaging: 'zip' });
    const named = bench();
    named.script[STATUS] = named.ready({ parts: [named.part(PART_BYTES, 1, '20250925-EH-1-001.zip.aes')] });
    expect((await sales(named))[0]?.content).toMatchObject({ packaging: 'zip' });
  });
});

describe('the parts', () => {
  it('come in order, whatever the order of the list', async () => {
    const b = bench();
    const other = Buffer.from('second part');
    b.script[STATUS] = b.ready({ parts: [b.part(other, 2), b.part(PART_BYTES, 1)] });
    b.script['GET /storage/2'] = { bytes: other };
    b.script['GET /storage/1'] = { bytes: PART_BYTES };
    delete b.script[PART];
    const [page] = await sales(b);
    if (page?.content.kind !== 'package') throw new Error('no package');
    expect(page.content.parts.map((part) => part.bytes)).toEqual([PART_BYTES.length, other.length]);
  });

  it.each([
    ['a lapsed link', { status: 403 }],
    ['other bytes', { bytes: Buffer.from('encrypted bytes of a qart') }],
    ['fewer bytes', { bytes: PART_BYTES.subarray(3) }],
    ['more bytes', { bytes: Buffer.concat([PART_BYTES, PART_BYTES]) }],
    ['a page of the wall', { bytes: Buffer.from('<html>'), headers: { 'content-type': 'text/html' } }],
    ['another hash in the header', { bytes: PART_BYTES, headers: { 'x-ms-meta-hash': sha(Buffer.from('x')) } }],
  ])('%s: asked again with fresh links, never more than three times', async (_, answer) => {
    const b = bench();
    b.script[PART] = [answer, { bytes: PART_BYTES }];
    expect((await sales(b)).length).toBe(1);
    expect(b.http.countOf(STATUS)).toBe(2);
    const stubborn = bench({ [PART]: answer });
    expect(await specOf(sales(stubborn))).toMatchObject({ kind: 'unavailable' });
    expect(stubborn.http.countOf(PART)).toBe(3);
    expect(stubborn.http.countOf(EXPORTS)).toBe(1);
  });

  it('are never fetched from a foreign host', async () => {
    const b = bench();
    b.script[STATUS] = b.ready({ parts: [{ ...b.part(PART_BYTES), url: 'https://evil.example/part' }] });
    expect(await specOf(sales(b))).toMatchObject({ kind: 'rejected', key: 'foreign_host' });
    expect(b.http.asked.some((request) => request.url.includes('evil'))).toBe(false);
  });
});
