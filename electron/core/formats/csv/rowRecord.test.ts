// One row of a table as an invoice: what its cells say of the currency.
import { describe, expect, it } from 'vitest';
import { readRow } from './rowRecord';

const HEADER = ['Numer', 'Data', 'Kontrahent', 'Netto', 'VAT', 'Brutto', 'Waluta'];
function read({ currency = '', net = '100,00', vat = '23,00', gross = '123,00' }) {
  return readRow({
    header: HEADER,
    cells: ['FV/1', '2026-10-05', 'Lipa', net, vat, gross, currency],
    reading: {
      columns: ['number', 'issueDate', 'partyName', 'net', 'vat', 'gross', 'currency'],
      side: 'purchase',
      decimalMark: ',',
      dateOrder: 'day',
      currency: 'PLN',
    },
    own: { name: 'Zielona Kuźnia' },
  });
}

describe('the currency of a row', () => {
  it.each([
    ['', 'PLN'],
    ['EUR', 'EUR'],
    ['eur', 'EUR'],
    ['€', 'EUR'],
    ['Euro', 'EUR'],
    ['zł', 'PLN'],
    ['$', 'USD'],
    ['£', 'GBP'],
  ])('%j is %s', (currency, expected) => {
    expect(read({ currency })).toMatchObject({ currency: expected, gross: '123.00' });
  });

  it('that cannot be read refuses the row, by the name of its column', () => {
    let refused: unknown;
    try {
      read({ currency: 'talary' });
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({ spec: { key: 'format.bad_field', params: { field: 'Waluta' } } });
  });

  it('stands beside the amount where no column names it, and never against the column', () => {
    expect(read({ gross: '123,00 EUR' }).currency).toBe('EUR');
    expect(read({ gross: '€ 123,00', net: '100,00 €' }).currency).toBe('EUR');
    expect(read({ gross: '123,00 zł' }).currency).toBe('PLN');
    expect(read({ gross: '123,00 szt' }).currency).toBe('PLN');
    expect(read({ currency: 'EUR', gross: '123,00 EUR' }).currency).toBe('EUR');
    expect(() => read({ currency: 'PLN', gross: '123,00 EUR' })).toThrow('format.');
  });
});
