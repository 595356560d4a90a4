// The Ministry's own samples: what a person reads in them, written down by hand.
import { readFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ParsedInvoice } from '../../../../shared/domain/invoice';
import { isFailure } from '../../../../shared/errors';
import { referencePath } from '../../../../tests/support/reference';
import { formatFor } from '../registry';

const folder = referencePath('ksef', 'samples', 'invoices');
const hostile = referencePath('edi', 'samples', 'hostile');

function sample(name: string): ParsedInvoice {
  const bytes = readFileSync(`${folder ?? ''}/${name}.xml`);
  const format = formatFor(bytes.subarray(0, 4096));
  if (format === null) throw new Error(`${name} is not recognised`);
  return format.parse(bytes);
}

const noteOf = (invoice: ParsedInvoice, id: string): string[] =>
  invoice.notes.filter((note) => note.label === `format.note.${id}`).map((note) => note.text);

describe.skipIf(folder === null)('official samples', () => {
  it('all fit the model and have nothing to look at', () => {
    const files = globSync(`${folder ?? ''}/*.xml`);
    expect(files).toHaveLength(13);
    for (const file of files) {
      const bytes = readFileSync(file);
      const invoice = formatFor(bytes.subarray(0, 4096))?.parse(bytes);
      expect(() => ParsedInvoice.parse(invoice)).not.toThrow();
      // The samples refer to made-up KSeF numbers, and that is found.
      const other = invoice?.findings.filter(({ key }) => key !== 'format.finding.ksef_number');
      expect([file, other]).toEqual([file, []]);
    }
  });

  it('01: a paid invoice with two rates whose sum is a grosz off', () => {
    const invoice = sample('FA3_01_VAT_cash_paid_FP');
    expect(invoice).toMatchObject({
      format: 'fa3',
      number: 'FV2026/02/150',
      kind: 'invoice',
      issueDate: '2026-02-15',
      saleDate: '2026-01-27',
      currency: 'PLN',
      net: '1667.61',
      vat: '383.38',
      gross: '2051.00',
      rates: [
        { rate: '23', net: '1666.66', vat: '383.33' },
        { rate: '5', net: '0.95', vat: '0.05' },
      ],
      payment: { paid: true, paidOn: '2026-01-27', dueOn: [], method: 'transfer', accounts: [] },
      otherParties: [],
      correctedNumbers: [],
      hasAttachment: false,
    });
    expect(invoice.payable).toBeUndefined();
    expect(invoice.seller).toEqual({
      name: 'ABC AGD sp. z o. o.',
      taxId: '9999999999',
      country: 'PL',
      address: ['ul. Kwiatowa 1 m. 2', '00-001 Warszawa'],
      email: 'abc@abc.pl',
      phone: '667444555',
    });
    expect(invoice.buyer.name).toBe('F.H.U. Jan Kowalski');
    expect(invoice.lines).toHaveLength(3);
    expect(invoice.lines[0]).toEqual({
      no: '1',
      name: 'lodówka Zimnotech mk1',
      quantity: '1',
      unit: 'szt.',
      price: '1626.01',
      priceIsGross: false,
      net: '1626.01',
      rate: '23',
      isBefore: false,
    });
    expect(invoice.notes[0]).toEqual({ label: 'preferowane godziny dowozu', text: 'dni robocze 17:00 - 20:00' });
    expect(noteOf(invoice, 'receipt_invoice')).toEqual(['']);
    expect(noteOf(invoice, 'order')).toEqual(['4354343, 2026-01-26']);
    expect(noteOf(invoice, 'registers')).toEqual(['KRS 0000099999, REGON 999999999, BDO 000099999']);
  });

  it('02: a correction with the line before and after', () => {
    const invoice = sample('FA3_02_KOR_StanPrzed');
    expect(invoice).toMatchObject({ kind: 'correction', net: '-162.60', vat: '-37.40', gross: '-200.00' });
    expect(invoice.lines.map((line) => [line.no, line.net, line.isBefore])).toEqual([
      ['1', '1626.01', true],
      ['1', '1463.41', false],
    ]);
    expect(invoice.correctionReason).toBe('obniżka ceny o 200 zł z uwagi na uszkodzenia estetyczne');
    expect(invoice.correctedNumbers).toEqual([
      { number: 'FV2026/02/150', remoteNumber: '9999999999-20230908-8BEF280C8D35-4D' },
    ]);
    expect(noteOf(invoice, 'correction_effect_3')).toEqual(['']);
    expect(invoice.findings).toEqual([
      { key: 'format.finding.ksef_number', params: { number: '9999999999-20230908-8BEF280C8D35-4D' } },
    ]);
  });

  it('03: the same correction as one difference line', () => {
    const invoice = sample('FA3_03_KOR_difference_only');
    expect(invoice.lines.map((line) => [line.price, line.net, line.isBefore])).toEqual([['-162.60', '-162.60', false]]);
    expect(invoice.gross).toBe('-200.00');
  });

  it('05: a correction of the buyer, with the old buyer beside', () => {
    const invoice = sample('FA3_05_KOR_buyer_data_Podmiot2K');
    expect(invoice).toMatchObject({ net: '0.00', vat: '0.00', gross: '0.00', rates: [], lines: [] });
    expect(invoice.buyer.name).toBe('CeDeE s.c.');
    expect(invoice.otherParties).toEqual([
      {
        role: 'buyer_before',
        party: {
          name: 'CDE sp. j.',
          taxId: '1111111111',
          country: 'PL',
          address: ['ul. Sadowa 1 lok. 3', '00-002 Kraków'],
        },
      },
    ]);
  });

  it('10: an advance with the lines of its order', () => {
    const invoice = sample('FA3_10_ZAL_advance');
    expect(invoice).toMatchObject({ kind: 'advance', net: '16260.16', vat: '3739.84', gross: '20000.00' });
    expect(invoice.lines.map((line) => [line.name, line.net, line.vat, line.rate])).toEqual([
      ['mieszkanie 50m^2', '300000', '69000', '23'],
      ['usługi dodatkowe', '5000', '1150', '23'],
    ]);
    expect(invoice.otherParties.map(({ role, party }) => [role, party.name])).toEqual([
      ['additional_buyer', 'F.H.U. Grażyna Kowalska'],
    ]);
    expect(noteOf(invoice, 'order_value')).toEqual(['375150.00 PLN']);
    expect(noteOf(invoice, 'share')).toEqual(['F.H.U. Grażyna Kowalska: 50 %']);
  });

  it('11: a correction of an advance from one rate to another', () => {
    const invoice = sample('FA3_11_KOR_ZAL');
    expect(invoice).toMatchObject({ kind: 'advance_correction', net: '2221.34', vat: '-2221.34', gross: '0.00' });
    expect(invoice.lines.map((line) => line.isBefore)).toEqual([true, false, true, false]);
    expect(noteOf(invoice, 'amount_before_correction')).toEqual(['20000.00 PLN']);
  });

  it('14: a settlement that names its advances and its terms', () => {
    const invoice = sample('FA3_14_ROZ_settlement');
    expect(invoice).toMatchObject({
      kind: 'settlement',
      net: '284277.75',
      vat: '23357.25',
      gross: '307635.00',
      payment: {
        paid: false,
        dueOn: ['2026-09-15', '2026-10-15'],
        method: 'transfer',
        accounts: [{ number: '73111111111111111111111111', bank: 'Bank Bankowości Bankowej S. A.' }],
      },
    });
    expect(invoice.rates.map(({ rate }) => rate)).toEqual(['23', '8']);
    expect(invoice.otherParties.map(({ role }) => role)).toEqual(['additional_buyer', 'original_entity']);
    expect(noteOf(invoice, 'advance_invoice')).toEqual(['9999999999-20230908-8BEF280C8D35-4D']);
  });

  it('15 and 18: simplified, and a correction of a settlement', () => {
    expect(sample('FA3_15_UPR_simplified')).toMatchObject({ kind: 'simplified', gross: '450.00', net: '365.85' });
    const correction = sample('FA3_18_KOR_ROZ');
    expect(correction).toMatchObject({
      kind: 'settlement_correction',
      net: '7055.30',
      vat: '579.70',
      gross: '7635.00',
    });
    expect(correction.lines.map((line) => [line.no, line.isBefore])).toEqual([
      ['1', true],
      ['1', false],
      ['2', true],
      ['2', false],
    ]);
  });

  it('21: euros, with the VAT in złoty and three exchange rates', () => {
    const invoice = sample('FA3_21_VAT_EUR_KursWaluty');
    expect(invoice).toMatchObject({ currency: 'EUR', net: '13560.00', vat: '3118.80', gross: '16678.80' });
    expect(invoice.lines.map((line) => line.code)).toEqual(['8418 21 91', '8418 40 20', '8422 11 00']);
    expect(noteOf(invoice, 'vat_in_pln')).toEqual(['23: 13768.14 PLN']);
    expect(noteOf(invoice, 'exchange_rate')).toEqual(['4.4080, 4.5005, 4.3250']);
    expect(noteOf(invoice, 'delivery_terms')).toEqual(['CIP']);
    expect(noteOf(invoice, 'carrier')).toEqual(['Jan Nowak Transport, 6666666666']);
    expect(invoice.payment.accounts).toHaveLength(1);
  });

  it('24: an attachment, a period, and a settlement that changes nothing', () => {
    const invoice = sample('FA3_24_VAT_Zalacznik');
    expect(invoice).toMatchObject({ hasAttachment: true, periodFrom: '2026-01-01', periodTo: '2026-02-28' });
    expect(invoice.gross).toBe('53.63');
    expect(invoice.payable).toBeUndefined();
    expect(noteOf(invoice, 'charge')).toEqual(['0.00 PLN, Odsetki']);
    expect(noteOf(invoice, 'deduction')).toEqual(['0.00 PLN, Nadpłata']);
  });

  it('wide coverage and FA(2)', () => {
    const wide = sample('FA3_pdf_generator_wide_coverage');
    expect(wide).toMatchObject({ number: 'FA/YUCFO-4342344706/03/2026', gross: '33569.50' });
    expect(wide.payment.method).toBe('mobile');
    expect(wide.lines).toHaveLength(13);
    expect(wide.lines[0]?.name).toMatch(/^Handcrafted Wooden Gloves .* Licensed Metal Soap .* Concrete Ba$/);
    const old = sample('FA2_demo_VAT');
    expect(old).toMatchObject({ format: 'fa2', number: 'FA/KUDYO-5316371561/05/2025', gross: '43370.57' });
    expect(old.payment).toEqual({ paid: true, paidOn: '2025-05-28', dueOn: [], method: 'cheque', accounts: [] });
    expect(old.lines).toHaveLength(12);
  });
});

describe.skipIf(hostile === null)('hostile documents', () => {
  it.each([
    ['billion-laughs', 'format.doctype'],
    ['xxe-local-file', 'format.doctype'],
    ['deep-nesting', 'format.too_deep'],
    ['mismatched-tags', 'format.not_xml'],
    ['proto-tags', 'format.unknown'],
  ])('%s is refused', (name, key) => {
    const bytes = readFileSync(`${hostile ?? ''}/${name}.xml`);
    const format = formatFor(Buffer.from('kodSystemowy="FA (3)"'));
    let found: unknown;
    try {
      format?.parse(bytes);
    } catch (error) {
      found = error;
    }
    expect(isFailure(found) ? found.spec : found).toMatchObject({ kind: 'rejected', key });
  });
});
