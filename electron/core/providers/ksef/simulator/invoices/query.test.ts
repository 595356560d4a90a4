import { afterAll, describe, expect, it } from 'vitest';
import { NOW, published, signedIn } from '../../../../../../tests/support/ksef';
import { named } from '../index';

const api = published();
afterAll(() => {
  expect(api?.problems ?? []).toEqual([]);
});

interface Page {
  readonly hasMore: boolean;
  readonly isTruncated: boolean;
  readonly permanentStorageHwmDate?: string;
  readonly invoices: readonly {
    readonly ksefNumber: string;
    readonly permanentStorageDate: string;
    readonly invoiceHash: string;
  }[];
}

const iso = (ms: number): string => new Date(ms).toISOString();
const DAY = 86_400_000;

async function start(knobs: Parameters<typeof signedIn>[0] = {}) {
  const { client, control, ksef } = await signedIn({ rateLimits: 'off', count: 0, ...knobs }, api);
  const ask = async (range: object, query = '', filters: object = {}) => {
    const dateRange = { dateType: 'PermanentStorage', ...range };
    const answer = await client.call('POST', `/invoices/query/metadata${query}`, {
      subjectType: 'Subject2',
      dateRange,
      ...filters,
    });
    return { ...answer, page: answer.body as unknown as Page };
  };
  return { client, control, ksef, ask };
}

const code = (answer: { body: unknown }) =>
  (answer.body as { exception: { exceptionDetailList: { exceptionCode: number }[] } }).exception.exceptionDetailList[0]
    ?.exceptionCode;

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ storedAtMs: NOW - DAY + i * 1000, storedMicros: i }));

describe('the metadata query', () => {
  it('pages in the order of the chosen date', async () => {
    const { ask, control } = await start();
    const numbers = control.add(many(25));
    const from = iso(NOW - 2 * DAY);
    const seen: string[] = [];
    for (let offset = 0; ; offset += 1) {
      const { page } = await ask({ from }, `?pageSize=10&pageOffset=${String(offset)}`);
      seen.push(...page.invoices.map((each) => each.ksefNumber));
      if (!page.hasMore) break;
    }
    expect(seen).toEqual(numbers);
    const { page } = await ask({ from }, '?pageSize=10&sortOrder=Desc');
    expect(page.invoices.map((each) => each.ksefNumber)).toEqual(numbers.toReversed().slice(0, 10));
  });

  it('repeats a record across pages when told to, and loses none', async () => {
    const { ask, control, ksef } = await start();
    const numbers = control.add(many(25));
    ksef.simulator.script([named(/metadata$/, 'duplicates_across_pages')]);
    const seen: string[] = [];
    for (let offset = 0; offset < 3; offset += 1) {
      const { page } = await ask({ from: iso(NOW - 2 * DAY) }, `?pageSize=10&pageOffset=${String(offset)}`);
      seen.push(...page.invoices.map((each) => each.ksefNumber));
    }
    expect(seen.length).toBe(27);
    expect([...new Set(seen)]).toEqual(numbers);
  });

  it('says at the limit of a query that there is more', async () => {
    const { ask, control } = await start({ queryLimit: 20 });
    control.add(many(25));
    const from = iso(NOW - 2 * DAY);
    const pages = [await ask({ from }), await ask({ from }, '?pageOffset=1')];
    expect(pages.map(({ page }) => [page.hasMore, page.isTruncated])).toEqual([
      [true, false],
      [true, true],
    ]);
    expect(code(await ask({ from }, '?pageOffset=2'))).toBe(21405);
  });

  it('stops at the high water mark when asked, and keeps the mark across pages', async () => {
    const { ask, control, ksef } = await start();
    const settled = control.add(many(12));
    const [fresh = ''] = control.add([{ storedAtMs: NOW - 10_000 }]);
    const from = iso(NOW - 2 * DAY);
    const restricted = await ask({ from, restrictToPermanentStorageHwmDate: true }, '?pageSize=10');
    const open = await ask({ from }, '?pageSize=50');
    expect(open.page.invoices.map((each) => each.ksefNumber)).toEqual([...settled, fresh]);
    ksef.clock.advance(5000);
    const second = await ask({ from, restrictToPermanentStorageHwmDate: true }, '?pageSize=10&pageOffset=1');
    expect(second.page.permanentStorageHwmDate).toBe(restricted.page.permanentStorageHwmDate);
    expect(second.page.invoices).toHaveLength(2);
    expect(code(await ask({ from: iso(NOW), restrictToPermanentStorageHwmDate: true }))).toBe(21183);
  });

  it('lets late invoices appear between the mark and now, never before it', async () => {
    const { ask, control, ksef } = await start();
    ksef.simulator.script([named(/metadata$/, 'late_invoices')]);
    const range = { from: iso(NOW - DAY) };
    const first = await ask(range);
    const second = await ask(range);
    expect(first.page.invoices).toHaveLength(0);
    expect(second.page.invoices).toHaveLength(2);
    const mark = first.page.permanentStorageHwmDate ?? '';
    for (const late of second.page.invoices) expect(late.permanentStorageDate > mark).toBe(true);
    expect(control.numbers('Subject1')).toHaveLength(1);
  });

  it('includes both ends of a range', async () => {
    const { ask, control } = await start();
    control.add(many(3));
    const { page } = await ask({ from: iso(NOW - 2 * DAY) });
    const [first, , third] = page.invoices.map((each) => each.permanentStorageDate);
    expect((await ask({ from: first, to: third })).page.invoices).toHaveLength(3);
    expect((await ask({ from: first, to: first })).page.invoices).toHaveLength(1);
  });

  it('refuses more than three months, kindly to Polish time', async () => {
    const { ask } = await start();
    expect((await ask({ from: '2026-06-30T00:00:00Z', to: '2026-09-30T00:00:00Z' })).status).toBe(200);
    expect(code(await ask({ from: '2026-06-30T00:00:00Z', to: '2026-09-30T00:00:00.000001Z' }))).toBe(21405);
    // From midnight to midnight in Poland across the change of clocks: an hour more in UTC.
    expect((await ask({ from: '2026-08-01T00:00:00+02:00', to: '2026-11-01T00:00:00+01:00' })).status).toBe(200);
    const kind = await start({ rangeRule: 'hundred_days' });
    expect((await kind.ask({ from: '2026-06-01T00:00:00Z', to: '2026-09-09T00:00:00Z' })).status).toBe(200);
  });

  it('takes times without an offset for Polish time', async () => {
    // Not what the published description calls a date-time, so not watched; the service takes it all the same.
    const { client, control } = await signedIn({ count: 0 });
    control.add([{ storedAtMs: Date.parse('2026-10-05T22:30:00Z') }]);
    const ask = async (from: string, to: string) => {
      const body = { subjectType: 'Subject2', dateRange: { dateType: 'PermanentStorage', from, to } };
      return (await client.call('POST', '/invoices/query/metadata', body)).body as unknown as Page;
    };
    expect((await ask('2026-10-06T00:29:00', '2026-10-06T00:31:00')).invoices).toHaveLength(1);
    expect((await ask('2026-10-05T22:29:00', '2026-10-05T22:31:00')).invoices).toHaveLength(0);
  });

  it('filters by what the invoices say', async () => {
    const { ask } = await start({ count: 1200 });
    const from = '2026-07-10T00:00:00Z';
    const all = async (filters: object) =>
      (await ask({ from }, '?pageSize=250', { subjectType: 'Subject1', ...filters })).page.invoices.length;
    const total = await all({});
    const euro = await all({ currencyCodes: ['EUR'] });
    expect(euro).toBeGreaterThan(0);
    expect(euro).toBeLessThan(total);
    expect(await all({ invoiceTypes: ['Vat', 'Kor', 'Zal', 'Roz', 'Upr', 'KorZal', 'KorRoz'] })).toBe(total);
    expect(await all({ amount: { type: 'Brutto', to: -0.01 } })).toBeGreaterThan(0);
    expect(await all({ sellerNip: '5265877635', formType: 'FA' })).toBe(total);
    expect(await all({ hasAttachment: true })).toBe(0);
    expect(await ask({ from }, '', { nieznane: true })).toMatchObject({ status: 400 });
  });

  it('serves single documents with their hash, within their own allowance', async () => {
    const { client, control } = await signedIn({ count: 0 }, api);
    const [number = ''] = control.add([{}]);
    const answer = await client.call('GET', `/invoices/ksef/${number}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/xml');
    expect((answer.body as unknown as { text: string }).text).toBe(control.document(number).toString());
    for (let i = 0; i < 7; i += 1) await client.call('GET', `/invoices/ksef/${number}`);
    const refused = await client.call('GET', `/invoices/ksef/${number}`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await client.call('GET', '/rate-limits')).status).toBe(200);
  });

  it('distinguishes an unknown number from one that is not yet readable', async () => {
    const { client, control, ksef } = await signedIn({ count: 0 }, api);
    const [number = ''] = control.add([{ storedAtMs: NOW - 5000, visibleAtMs: NOW + 5000 }]);
    expect(code(await client.call('GET', `/invoices/ksef/${number}`))).toBe(21165);
    expect(code(await client.call('GET', '/invoices/ksef/5265877635-20250826-0100001AF629-AF'))).toBe(21164);
    ksef.clock.advance(5000);
    expect((await client.call('GET', `/invoices/ksef/${number}`)).status).toBe(200);
  });
});

describe('the demo company', { timeout: 30_000 }, () => {
  it('has about 1,240 invoices of fourteen months in all roles, and gets more as time goes by', async () => {
    const { control, ksef } = await signedIn();
    const before = control.numbers();
    expect(before.length).toBeGreaterThan(1150);
    expect(before.length).toBeLessThan(1330);
    for (const role of ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized'] as const)
      expect(control.numbers(role).length, role).toBeGreaterThan(2);
    ksef.clock.advance(7 * DAY);
    const after = control.numbers();
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.slice(0, before.length)).toEqual(before);
  });

  it('has the same invoices after a restart on a later day', async () => {
    const first = await signedIn();
    const numbers = first.control.numbers().filter((number) => number.includes('-202608'));
    first.ksef.clock.advance(20 * DAY);
    const later = await signedIn({ clock: first.ksef.clock });
    expect(later.control.numbers().filter((number) => number.includes('-202608'))).toEqual(numbers);
    expect(later.control.document(numbers[0] ?? '')).toEqual(first.control.document(numbers[0] ?? ''));
  });

  it('can be exactly 10,000 invoices', async () => {
    const { control } = await signedIn({ count: 10_000 });
    const numbers = control.numbers();
    expect(new Set(numbers).size).toBe(10_000);
  });
});
