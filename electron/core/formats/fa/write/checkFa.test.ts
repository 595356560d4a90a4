// Each thing that FA(3) and KSeF ask for: planted once, found at its field, with its texts in four languages.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SalesInvoice } from '../../../../../shared/domain/salesInvoice';
import { plainSale, VAT_23 } from '../../../../../tests/support/plainSale';
import { TODAY } from '../../../../../tests/support/salesInvoices';
import { annotated, buyer, corrects, line, paid, taxed, UNFIT, union } from '../../../../../tests/support/unfitSales';
import { checkFa3, prepareFa3 } from './prepareFa';

const order = { today: TODAY, sender: '5265877635' } as const;
const short = (change: Partial<SalesInvoice>) =>
  checkFa3({ ...plainSale, ...change }, order).map(({ key, level, path: place }) => [
    key.replace('sales.finding.', ''),
    level,
    place,
  ]);

describe('the plainest sale', () => {
  it('has nothing to be said about', () => {
    expect(checkFa3(plainSale, order)).toEqual([]);
    expect(prepareFa3(plainSale, { ...order, createdAt: '2026-11-20T08:00:00.000Z', program: 'Kontor' }).isReady).toBe(
      true,
    );
  });

  it.each(UNFIT)('%s is a %s at %s', (key, level, place, change) => {
    expect(short(change)).toContainEqual([key, level, place]);
  });

  it('stays free of findings right at each limit', () => {
    const free: readonly Partial<SalesInvoice>[] = [
      { number: 'ż'.repeat(256) },
      { kind: 'simplified', ...line({ price: '365.85' }) },
      { kind: 'simplified', currency: 'EUR', exchangeRate: '5', ...line({ price: '81.30' }) },
      line({ price: '12195.12', isAnnex15: true }),
      { ...line({ price: '99999', isAnnex15: true }), ...annotated({ splitPayment: true }) },
      { saleDate: '2027-01-19' },
      { ...taxed({ treatment: 'intra_union' }), ...buyer({ identity: union }) },
      { ...taxed({ treatment: 'exempt' }), ...annotated({ exemption: { source: 'act', text: 'art. 43 ust. 1' } }) },
      { currency: 'EUR', ...taxed({ treatment: 'outside' }) },
      { footer: ['a\nb'.repeat(1000)] },
      corrects({}),
      paid({ method: 'transfer', accounts: [{ number: '61 1090 1014 0000 0712 1981 2874' }] }),
    ];
    for (const change of free) expect([change, short(change)]).toEqual([change, []]);
  });

  it('is too large beyond a million bytes, and is not sent', () => {
    const lines = Array.from({ length: 5000 }, () => ({ name: 'x'.repeat(200), amount: '1', vat: VAT_23 }));
    const prepared = prepareFa3(
      { ...plainSale, lines },
      { ...order, createdAt: '2026-11-20T08:00:00.000Z', program: 'K' },
    );
    expect(prepared.isReady).toBe(false);
    expect(prepared.findings.map(({ key }) => key)).toEqual(['sales.finding.too_large']);
  });
});

describe('texts', () => {
  const idsIn = (pattern: string): readonly string[] =>
    globSync(path.resolve(import.meta.dirname, '../..', pattern))
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) => [
        ...readFileSync(file, 'utf8').matchAll(/\.(?:stop|look)\(\s*(?:`[^`]*`|'[^']*'|[\w.?: ']+),\s*'(\w+)'/g),
      ])
      .map((match) => match[1] ?? '');
  const ids = new Set([...idsIn('fa/write/*.ts'), ...idsIn('write/findings.ts')]);
  const elsewhere = [...idsIn('write/*.ts'), ...idsIn('{earve,ubl}/write/*.ts')];
  const named = new Set([...ids, 'bad_krs', 'bad_regon', 'bad_bdo']);
  const everybody = new Set([...named, ...elsewhere]);

  it('are there for every finding, and for nothing else; each is planted above', () => {
    expect(named.size).toBe(81);
    const planted = new Set(UNFIT.map(([key]) => key));
    expect([...named].filter((id) => !planted.has(id))).toEqual(['instruction', 'too_large', 'element_missing']);
    for (const language of ['en', 'pl', 'de', 'et']) {
      const file = path.resolve(import.meta.dirname, `../../../../../shared/locales/${language}/sales.json`);
      const { finding } = JSON.parse(readFileSync(file, 'utf8')) as { finding: Record<string, Record<string, string>> };
      expect([language, Object.keys(finding).toSorted()]).toEqual([language, [...everybody].toSorted()]);
      for (const text of Object.values(finding)) expect(Object.keys(text)).toEqual(['what', 'why', 'todo']);
    }
  });

  it('have a value for each place', () => {
    const file = path.resolve(import.meta.dirname, '../../../../../shared/locales/en/sales.json');
    const { finding } = JSON.parse(readFileSync(file, 'utf8')) as { finding: Record<string, Record<string, string>> };
    for (const [, , , change] of UNFIT) {
      for (const { key, params } of checkFa3({ ...plainSale, ...change }, order)) {
        const texts = Object.values(finding[key.replace('sales.finding.', '')] ?? {}).join(' ');
        const wanted = [...texts.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');
        expect([key, wanted.filter((name) => params[name] === undefined)]).toEqual([key, []]);
      }
    }
  });
});
