// What Kontor writes is what the Ministry's schema takes; and whatever our own checks let through, the schema takes too.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTRIES, CURRENCIES, UNION_COUNTRIES } from '../../electron/core/formats/write/codeLists';
import { prepareFa3 } from '../../electron/core/formats/fa/write/prepareFa';
import { InvoiceKind } from '../../shared/domain/invoice';
import { SalesInvoice } from '../../shared/domain/salesInvoice';
import { schemaOf } from '../support/faSchema';
import { referencePath } from '../support/reference';
import { salesInvoice, TODAY } from '../support/salesInvoices';
import { spoiledInvoice } from '../support/spoiled';

const order = { today: TODAY, createdAt: '2026-11-20T08:15:30.123Z', program: 'Kontor 1.0.0' } as const;
const validate = schemaOf('schemat_FA(3)_v1-0E.xsd');

describe.skipIf(validate === null)('written invoices against the official schema', { timeout: 240_000 }, () => {
  it.each(InvoiceKind.options)('%s: every one is valid', (kind) => {
    fc.assert(
      fc.property(salesInvoice(kind), (invoice) => {
        const prepared = prepareFa3(SalesInvoice.parse(invoice), order);
        expect(prepared.findings.filter(({ level }) => level === 'stop')).toEqual([]);
        if (prepared.isReady) expect(validate?.(prepared.bytes)).toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('what is wrong is stopped by us before it is stopped there', () => {
    const seen = { ready: 0, stopped: 0 };
    fc.assert(
      fc.property(spoiledInvoice, (invoice) => {
        const prepared = prepareFa3(invoice, order);
        seen[prepared.isReady ? 'ready' : 'stopped'] += 1;
        if (prepared.isReady) expect(validate?.(prepared.bytes)).toBe('');
      }),
      { numRuns: 1000 },
    );
    // Both happen, or nothing was shown.
    expect(seen.ready).toBeGreaterThan(100);
    expect(seen.stopped).toBeGreaterThan(100);
  });

  it.each([
    ['an element too many', '</P_15>', '</P_15><P_15>1</P_15>'],
    ['another order', /(<P_1>.*<\/P_1>)(<P_2>.*<\/P_2>)/, '$2$1'],
    ['no number', /<P_2>.*<\/P_2>/, ''],
    ['three decimals', /<P_15>[^<]*</, '<P_15>1.234<'],
    ['a zero in front', /<P_15>[^<]*</, '<P_15>01.23<'],
    ['no flag of the buyer', /<JST>\d<\/JST>/, ''],
    ['an unknown kind', '<RodzajFaktury>VAT<', '<RodzajFaktury>FV<'],
    ['an unknown rate', /<P_12>[^<]*</, '<P_12>24<'],
    ['a tax number of nine digits', /<NIP>\d/, '<NIP>'],
  ])('and it is held against it in earnest: %s', (_, from, to) => {
    const [drawn] = fc.sample(salesInvoice('invoice'), { numRuns: 1, seed: 1 });
    if (drawn === undefined) throw new Error('nothing was drawn');
    const { placeOfIssue: _place, exchangeRate: _rate, ...rest } = drawn;
    const lines = [{ name: 'a', amount: '10.00', vat: { treatment: 'taxed' as const, percent: '23' } }];
    const prepared = prepareFa3({ ...rest, currency: 'PLN', deliveryNotes: [], lines }, order);
    if (!prepared.isReady) throw new Error(JSON.stringify(prepared.findings));
    const text = Buffer.from(prepared.bytes).toString('utf8');
    expect(validate?.(Buffer.from(text))).toBe('');
    const spoiled = text.replace(from, to);
    expect(spoiled).not.toBe(text);
    expect(validate?.(Buffer.from(spoiled))).not.toBe('');
  });
});

const lists = referencePath('ksef', 'schemas', 'bazowe', 'KodyKrajow_v10-0E.xsd');
const schema = referencePath('ksef', 'schemas', 'schemat_FA(3)_v1-0E.xsd');

describe.skipIf(lists === null || schema === null)('code lists', () => {
  const codes = (file: string | null, type: string): ReadonlySet<string> => {
    const whole = readFileSync(file ?? '', 'utf8');
    const body = new RegExp(`simpleType name="${type}">(.*?)</xsd:simpleType>`, 's').exec(whole)?.[1] ?? '';
    return new Set([...body.matchAll(/enumeration value="([^"]+)"/g)].map((match) => match[1] ?? ''));
  };
  it('are those of the schema', () => {
    expect(CURRENCIES).toEqual(codes(schema, 'TKodWaluty'));
    expect(UNION_COUNTRIES).toEqual(codes(schema, 'TKodyKrajowUE'));
    expect(COUNTRIES).toEqual(codes(lists, 'TKodKraju'));
    expect([CURRENCIES.size, UNION_COUNTRIES.size, COUNTRIES.size]).toEqual([182, 28, 254]);
  });
});
