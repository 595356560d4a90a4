// What is asked, in which order, and how far it carries.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { START_MS, opened, problem } from '../../../../tests/support/ksefScript';
import {
  EXPORTS,
  HOUR,
  HWM,
  PART_BYTES,
  QUERY,
  STATUS,
  bench,
  done,
  metadata,
  ordersOf,
  positionOf,
  pull,
  sales,
  salesOrdersOf,
  sha,
  specOf,
  type Checkpoints,
} from '../../../../tests/support/ksefPull';

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

describe('a package that is announced with invoices and has no parts', () => {
  it('is ordered once more, and the place does not move for it', async () => {
    const b = bench();
    b.script[STATUS] = [b.ready({ parts: [] }), b.ready()];
    const pages = await sales(b);
    expect(pages.map(({ content, expectedCount }) => [content.kind, expectedCount])).toEqual([['package', 3]]);
    expect(salesOrdersOf(b)).toHaveLength(2);
    const never = bench({ [STATUS]: b.ready({ parts: [] }) });
    expect(await specOf(sales(never))).toMatchObject({ kind: 'unavailable', key: 'export_gone' });
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
    expect(positionOf(page)).toMatchObject({ v: 1, at: later, reached: 'hwm', checkedAtMs: START_MS });
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
    expect(positionOf(page)).toMatchObject(done(START_MS + 5000));

    const order = bench({ [EXPORTS]: problem(21183) });
    expect(positionOf((await sales(order))[0])?.at).toBe('2026-09-30T22:00:00Z');

    const status = bench({ [STATUS]: { json: { status: { code: 420, description: 'x' } } } });
    expect((await sales(status)).map((one) => one.content.kind)).toEqual(['items']);
    expect([...status.notes.keys()]).toEqual([]);
  });
});
