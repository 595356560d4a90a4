// A document of iFirma, read into the common model.
import { describe, expect, it } from 'vitest';
import { formatFor as coreFormat } from '../../formats/registry';
import { ifirmaFormat } from './format';
import { makeDocument, type Row } from './simulator/index';
import { write } from './simulator/rows';

const NOW = Date.parse('2026-10-06T08:00:00Z');
const bytesOf = (record: Row): Buffer => Buffer.from(write(record));
const recordOf = (at: number, document: Row = {}, row: Row = {}): Row => {
  const made = makeDocument(at, at, NOW);
  return { faktura: { ...made.document, ...document }, wiersz: { ...made.row, ...row } };
};
const read = (record: Row) => ifirmaFormat.parse(bytesOf(record));
const position = (more: Row): Row => ({
  NazwaPelna: 'Usługa',
  Ilosc: { literal: '1' },
  CenaJednostkowa: { literal: '100.00' },
  StawkaVat: { literal: '0.23' },
  TypStawkiVat: 'PRC',
  ...more,
});

describe('a document', () => {
  it('adds up to the gross amount of its row, by rate, net prices or gross ones', () => {
    for (let at = 0; at < 60; at += 1) {
      const bytes = bytesOf(recordOf(at));
      expect([ifirmaFormat.detect(bytes), coreFormat(bytes)]).toEqual([true, null]);
      const invoice = ifirmaFormat.parse(bytes);
      expect(invoice.findings, String(at)).toEqual([]);
      expect(invoice.rates).toMatchObject([{ net: invoice.net, vat: invoice.vat, rate: at % 7 === 5 ? 'zw' : '23' }]);
    }
  });

  it('says so when its positions give another sum than its row', () => {
    const invoice = read(recordOf(0, {}, { Brutto: { literal: '999.99' } }));
    expect(invoice).toMatchObject({
      gross: '999.99',
      findings: [{ key: expect.stringContaining('sum_differs') as string }],
    });
  });

  it('has its net amount unknown when only the row of the list is there', () => {
    const { wiersz } = recordOf(0);
    const invoice = read({ wiersz: wiersz ?? null });
    expect(invoice.findings).toMatchObject([{ key: expect.stringContaining('no_net') as string }]);
  });

  it.each([
    ['0.08', '8', '100.00', '8.00'],
    ['0.055', '5.5', '100.00', '5.50'],
    ['0', '0', '100.00', '0.00'],
  ])('takes %s for %s %', (fraction, rate, net, vat) => {
    const gross = { literal: (Number(net) + Number(vat)).toFixed(2) };
    const record = recordOf(
      0,
      { LiczOd: 'NET', Pozycje: [position({ StawkaVat: { literal: fraction } })] },
      { Brutto: gross },
    );
    expect(read(record).rates).toEqual([{ rate, net, vat }]);
  });

  it('counts a discounted price, a fraction of a piece, and rounds half up', () => {
    const pozycje = [position({ Ilosc: { literal: '1.5' }, CenaZRabatem: { literal: '33.335' } })];
    const record = recordOf(0, { LiczOd: 'NET', Pozycje: pozycje }, { Brutto: { literal: '61.50' } });
    expect(read(record)).toMatchObject({ net: '50.00', vat: '11.50', gross: '61.50', findings: [] });
  });

  it('reads a large amount in the notation that programs write for it', () => {
    const price = position({ CenaJednostkowa: { literal: '1.0E7' } });
    const record = recordOf(0, { LiczOd: 'NET', Pozycje: [price] }, { Brutto: { literal: '1.23E7' } });
    expect(read(record)).toMatchObject({ net: '10000000.00', gross: '12300000.00', findings: [] });
    expect(read(recordOf(0, {}, { Brutto: { literal: '1.25e-1' } })).gross).toBe('0.13');
    expect(() => read(recordOf(0, { Pozycje: [] }, { Brutto: { literal: '1e400' } }))).toThrow('format.');
  });

  it('has dates, buyer, payment and KSeF number as far as they are told', () => {
    const month = read(recordOf(0, { FormatDatySprzedazy: 'MSC' }));
    expect(month.saleDate).toBeUndefined();
    expect(read(recordOf(0)).saleDate).toBe('2026-10-06');
    expect(read(recordOf(2)).buyer).toMatchObject({ name: 'Muster Handels GmbH', taxId: 'DE136695976' });
    expect(read(recordOf(1)).buyer.taxId).toBe('5213003700');
    expect(read(recordOf(0)).payment).toMatchObject({ paid: true, method: 'cash', dueOn: ['2026-10-20'] });
    expect(read(recordOf(1)).payment.paid).toBe(false);
    const paid = (gross: string, so: string): Row => ({ Brutto: { literal: gross }, Zaplacono: { literal: so } });
    for (const [gross, so, state] of [
      ['-123.00', '-123.00', 'paid'],
      ['-123.00', '-23.00', 'partly'],
      ['-123.00', '0.00', 'unpaid'],
      ['0.00', '0.00', 'paid'],
      ['123.00', '123.00', 'paid'],
    ] as const)
      expect(read(recordOf(1, {}, paid(gross, so))).payment.state, `${so} of ${gross}`).toBe(state);
    for (const at of [0, 3]) expect(read(recordOf(at)).notes[0]?.label).toBe('format.note.ksef_number');
    expect(read(recordOf(0, {}, { TerminPlatnosci: null, KontrahentNazwa: 'A <b>B</b>' }))).toMatchObject({
      buyer: { name: 'A <b>B</b>' },
    });
    expect(read(recordOf(0, {}, { Rodzaj: 'prz_korekta_faktury' })).kind).toBe('correction');
  });
});
