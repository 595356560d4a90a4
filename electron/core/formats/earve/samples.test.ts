// The reference's samples, each as its folder says: valid and invalid ones are read, hostile ones are refused.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ParsedInvoice } from '../../../../shared/domain/invoice';
import { isFailure } from '../../../../shared/errors';
import { referencePath } from '../../../../tests/support/reference';
import { formatFor } from '../registry';
import { earveFormat } from './formats';

const folder = referencePath('edi', 'samples');
const bytesOf = (name: string): Buffer => readFileSync(path.join(folder ?? '', `${name}.xml`));

function sample(name: string, part = 1): ParsedInvoice {
  const bytes = bytesOf(name);
  expect(formatFor(bytes.subarray(0, 4096))?.id).toBe('earve');
  return ParsedInvoice.parse(earveFormat.parse(bytes, part));
}
const keys = (invoice: ParsedInvoice): string[] =>
  invoice.findings.map(({ key }) => key.replace('format.finding.', ''));

describe.skipIf(folder === null)('samples', () => {
  it('all fit the model', () => {
    const names = globSync('{.,invalid}/*.xml', { cwd: folder ?? '' });
    expect(names).toHaveLength(13);
    for (const name of names) expect(sample(name.replace(/\.xml$/, '')).format).toBe('earve');
  });

  it('minimal: nothing but what must be there', () => {
    const invoice = sample('minimal-1.2');
    expect(invoice).toMatchObject({
      number: '2026-0001',
      gross: '124.00',
      net: '124.00',
      vat: '0.00',
      currency: 'EUR',
    });
    expect(keys(invoice)).toEqual(['no_vat']);
    expect({ ...sample('minimal-1.11') }).toMatchObject({ number: invoice.number, gross: invoice.gross });
  });

  it("the vendor's own: placeholders for codes, a reference number whose check digit is wrong", () => {
    const invoice = sample('vendor-sample-1.11');
    expect(invoice).toMatchObject({
      number: '45678',
      gross: '1.12',
      net: '1.12',
      vat: '0.00',
      payment: {
        dueOn: ['2012-11-15'],
        reference: '1234567',
        accounts: [{ number: 'EE765408082924162799', bank: 'Pank' }],
      },
    });
    expect(keys(invoice)).toEqual([
      'seller_code_differs',
      'buyer_code_differs',
      'vat_number_checksum',
      'reference_checksum',
    ]);
    expect(invoice.notes).toContainEqual({ label: 'Meeldetuletus', text: 'Täname õigeaegselt tasutud arve eest!' });
  });

  it('full: three kinds of VAT, a discount, CDATA and a file', () => {
    const invoice = sample('full-1.2-with-pdf');
    expect(invoice).toMatchObject({
      net: '145.00',
      vat: '25.80',
      gross: '170.80',
      periodFrom: '2026-01-01',
      periodTo: '2026-01-31',
      rates: [
        { rate: '24', net: '100.00', vat: '24.00' },
        { rate: '9', net: '20.00', vat: '1.80' },
        { rate: 'TAXEX', net: '25.00', vat: '0.00' },
      ],
      attachments: [{ name: 'arve-2026-0001.pdf', mediaType: 'application/pdf', bytes: 550 }],
    });
    expect(keys(invoice)).toEqual(['test_invoice']);
    expect(invoice.lines.map(({ name, net, discount }) => [name, net, discount])).toEqual([
      ['Konsultatsioon <jaanuar>', '100.0000', '11.1111'],
      ['Raamat "Õ & Ä"', '20', undefined],
      ['Kindlustusmakse', '25', undefined],
    ]);
    const bytes = bytesOf('full-1.2-with-pdf');
    const [file] = earveFormat.attachments?.(bytes) ?? [];
    const pdf = Buffer.from(file?.load() ?? []);
    expect([pdf.length, pdf.subarray(0, 5).toString()]).toEqual([550, '%PDF-']);
  });

  it('credit notes say the same with and without a sign', () => {
    const positive = sample('credit-1.2-positive-amounts');
    const negative = sample('credit-1.2-negative-amounts');
    for (const invoice of [positive, negative]) {
      expect(invoice).toMatchObject({ kind: 'correction', net: '-100.00', vat: '-24.00', gross: '-124.00' });
      expect(invoice.correctedNumbers).toEqual([{ number: '2026-0001' }]);
    }
    expect(positive.rates).toEqual(negative.rates);
  });

  it('three invoices, and a footer that miscounts', () => {
    const bytes = bytesOf('three-invoices-1.2');
    expect(earveFormat.parts?.(bytes)).toBe(3);
    expect([1, 2, 3].map((part) => sample('three-invoices-1.2', part).number)).toEqual([
      '2026-0010',
      '2026-0011',
      '2026-0012',
    ]);
    expect(keys(sample('three-invoices-1.2', 1))).toEqual(['test_invoice']);
    expect(keys(sample('footer-mismatch-1.2'))).toContain('footer_count_differs');
  });

  it('what the schema refuses is read all the same', () => {
    expect(sample('invalid/rf-reference').payment.reference).toMatch(/^RF/);
    expect(sample('invalid/sellerRegNumber-capital-N').seller.registryCode).toBe('10256137');
    expect(sample('invalid/namespaced-root').gross).toBe('124.00');
    expect(keys(sample('invalid/missing-footer'))).toEqual(['test_invoice']);
  });
});

describe.skipIf(folder === null)('hostile samples', () => {
  it.each([
    ['billion-laughs', 'format.doctype'],
    ['xxe-local-file', 'format.doctype'],
    ['deep-nesting', 'format.too_deep'],
    ['mismatched-tags', 'format.not_xml'],
    ['proto-tags', 'format.unknown'],
  ])('%s is refused', (name, key) => {
    let found: unknown;
    try {
      earveFormat.parse(bytesOf(`hostile/${name}`));
    } catch (error) {
      found = error;
    }
    expect(isFailure(found) ? found.spec.key : found).toBe(key);
  });
});
