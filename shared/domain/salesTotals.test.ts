// Sums: those of the Ministry's numbered samples, and what must hold for any invoice.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainSale, VAT_23 } from '../../tests/support/plainSale';
import { salesInvoice } from '../../tests/support/salesInvoices';
import {
  compare,
  decimalText,
  minus,
  negated,
  parseDecimal,
  plus,
  quotient,
  rounded,
  sumOf,
  times,
  ZERO,
} from './decimal';
import { exponentOf } from './money';
import type { SalesInvoice, SalesVat } from './salesInvoice';
import { percentOf } from './salesLines';
import { isPaidInFull, salesTotals } from './salesTotals';

const VAT_8: SalesVat = { treatment: 'taxed', percent: '8' };
const read = (text: string) => parseDecimal(text) ?? ZERO;
const correction = { reason: '', corrected: [], buyersBefore: [] };

function totals(change: Partial<SalesInvoice>) {
  const { rates, gross } = salesTotals({ ...plainSale, ...change });
  return [...rates.map(({ net, tax }) => [net, tax]), gross];
}

describe('sums of the official samples', () => {
  it('02: lines before and after', () => {
    const lines = [
      { name: 'a', quantity: '1', price: '1626.01', vat: VAT_23, isBefore: true },
      { name: 'a', quantity: '1', price: '1463.41', vat: VAT_23 },
    ];
    expect(totals({ kind: 'correction', correction, lines })).toEqual([['-162.60', '-37.40'], '-200.00']);
  });

  it('03: the same as one difference', () => {
    const lines = [{ name: 'a', quantity: '1', price: '-162.60', vat: VAT_23 }];
    expect(totals({ kind: 'correction', correction, lines })).toEqual([['-162.60', '-37.40'], '-200.00']);
  });

  it('10: an advance is taxed from within', () => {
    const received = [{ vat: VAT_23, gross: '20000' }];
    expect(totals({ kind: 'advance', received })).toEqual([['16260.16', '3739.84'], '20000.00']);
  });

  it('11: an advance moves from one rate to another', () => {
    const received = [
      { vat: VAT_23, gross: '-19672.13' },
      { vat: VAT_8, gross: '19672.13' },
    ];
    const found = totals({ kind: 'advance_correction', correction, received });
    expect(found).toEqual([['-15993.60', '-3678.53'], ['18214.94', '1457.19'], '0.00']);
  });

  it('14: a settlement takes its advances off', () => {
    const lines = [
      { name: 'a', quantity: '1', price: '4500', vat: VAT_23 },
      { name: 'b', quantity: '1', price: '307500', vat: VAT_8 },
    ];
    const sums = [
      { vat: VAT_23, net: '399.84', tax: '91.96' },
      { vat: VAT_8, net: '27322.41', tax: '2185.79' },
    ];
    expect(totals({ kind: 'settlement', lines, advances: [{ number: 'ZAL/1', sums }] })).toEqual([
      ['4100.16', '943.04'],
      ['280177.59', '22414.21'],
      '307635.00',
    ]);
  });

  it('15: a simplified one from its gross price', () => {
    const lines = [{ name: 'a', amount: '450', vat: VAT_23 }];
    expect(totals({ kind: 'simplified', prices: 'gross', lines })).toEqual([['365.85', '84.15'], '450.00']);
  });

  it('18: differences that the lines do not tell', () => {
    const sums = [
      { vat: VAT_23, net: '101.76', tax: '23.41' },
      { vat: VAT_8, net: '6953.54', tax: '556.29' },
    ];
    const found = totals({ kind: 'settlement_correction', correction: { ...correction, sums } });
    expect(found).toEqual([['101.76', '23.41'], ['6953.54', '556.29'], '7635.00']);
  });

  it('21: three exchange rates, converted before rounding', () => {
    const line = (quantity: string, price: string, exchangeRate: string) => ({
      name: 'a',
      quantity,
      price,
      exchangeRate,
      vat: VAT_23,
    });
    const lines = [line('10', '406', '4.4080'), line('20', '250', '4.5005'), line('15', '300', '4.3250')];
    const { rates, gross } = salesTotals({ ...plainSale, currency: 'EUR', lines });
    expect(rates).toEqual([{ vat: VAT_23, net: '13560.00', tax: '3118.80', taxConverted: '13768.14' }]);
    expect(gross).toBe('16678.80');
  });
});

describe('sums of any invoice', () => {
  it('add up, and tax is within half a unit of its rate', () => {
    fc.assert(
      fc.property(fc.constantFrom('invoice' as const, 'simplified' as const).chain(salesInvoice), (invoice) => {
        const found = salesTotals(invoice);
        const scale = exponentOf(invoice.currency);
        const sum = (key: 'net' | 'tax') => sumOf(found.rates.map((rate) => read(rate[key])));
        expect(compare(sum('net'), read(found.net))).toBe(0);
        expect(compare(sum('tax'), read(found.tax))).toBe(0);
        expect(compare(plus(read(found.net), read(found.tax)), read(found.gross))).toBe(0);
        const lines = sumOf(found.lines.map((value) => read(value ?? '0')));
        const stated = invoice.prices === 'gross' ? found.gross : found.net;
        expect(decimalText(rounded(lines, scale))).toBe(stated);
        for (const { vat, net, tax } of found.rates) {
          const percent = percentOf(vat);
          if (percent === null) expect(read(tax).units).toBe(0n);
          else if (invoice.prices === 'net') {
            expect(decimalText(quotient(times(read(net), percent), { units: 100n, scale: 0 }, scale))).toBe(tax);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are nothing when a correction repeats what was, and turn around with it', () => {
    fc.assert(
      fc.property(salesInvoice('invoice'), (invoice) => {
        const before = invoice.lines.map((line) => ({ ...line, isBefore: true }));
        const change = { ...invoice, kind: 'correction' as const, correction };
        expect(read(salesTotals({ ...change, lines: [...before, ...invoice.lines] }).gross).units).toBe(0n);
        const undone = read(salesTotals({ ...change, lines: before }).gross);
        expect(compare(undone, negated(read(salesTotals(invoice).gross)))).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('count charges, deductions and payments', () => {
    const invoice = {
      ...plainSale,
      charges: [{ amount: '10', reason: 'a' }],
      deductions: [{ amount: '40.5', reason: 'b' }],
      payment: { ...plainSale.payment, parts: [{ amount: '1199.49', date: '2026-11-20' }] },
    };
    const found = salesTotals(invoice);
    expect([found.gross, found.payable]).toEqual(['1230.00', '1199.50']);
    expect(isPaidInFull(invoice, found)).toBe(false);
    const rest = minus(read(found.payable), read('1199.49'));
    const all = [...invoice.payment.parts, { amount: decimalText(rest), date: '2026-11-20' }];
    expect(isPaidInFull({ ...invoice, payment: { ...invoice.payment, parts: all } }, found)).toBe(true);
  });

  it('are there for what is filled in so far', () => {
    const lines = [
      { name: '', quantity: 'zwei', price: '', vat: VAT_23 },
      { name: 'a', quantity: '2', price: '1.005', vat: { treatment: 'taxed' as const, percent: '' } },
    ];
    const found = salesTotals({ ...plainSale, currency: '', lines });
    expect([found.lines, found.gross]).toEqual([[null, '2.01'], '2.01']);
  });
});
