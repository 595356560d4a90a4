// UBL and CII from documents of our own. Runs in Node and in Electron's runtime.
import { describe, expect, it } from 'vitest';
import { ParsedInvoice } from '../../../../shared/domain/invoice';
import { InvoiceView } from '../../../../shared/domain/invoiceView';
import { isFailure } from '../../../../shared/errors';
import { cii, wholeCii } from '../../../../tests/support/ciiDocuments';
import { ubl, wholeUbl } from '../../../../tests/support/enDocuments';
import { missingFromView, viewKeys } from '../../../../tests/support/viewTexts';
import { paperTexts } from '../../paper/paperTexts';
import { formatFor, viewOf } from '../registry';

function parse(xml: string): ParsedInvoice {
  const bytes = Buffer.from(xml);
  const format = formatFor(bytes.subarray(0, 4096));
  if (format === null) throw new Error('not recognised');
  return ParsedInvoice.parse(format.parse(bytes));
}

function failureOf(xml: string): unknown {
  try {
    parse(xml);
    return 'read';
  } catch (error) {
    return isFailure(error) ? error.spec.key : error;
  }
}
const keys = ({ findings }: ParsedInvoice): string[] => findings.map(({ key }) => key.replace('format.finding.', ''));

describe('an ordinary invoice', () => {
  it('is the same in both syntaxes', () => {
    const party = (name: string, registryCode: string, taxId: string) => ({
      name,
      taxId,
      registryCode,
      country: 'EE',
      address: ['Pikk 1', '10117 Tallinn'],
    });
    const expected = {
      number: '2026-17',
      kind: 'invoice',
      issueDate: '2026-10-05',
      currency: 'EUR',
      seller: party('Põhjala Müük OÜ', '10256137', 'EE100247019'),
      buyer: party('Tamme Ost AS', '10137025', 'EE102430772'),
      otherParties: [],
      lines: [
        {
          no: '1',
          name: 'Nõustamine',
          quantity: '2',
          unit: 'HUR',
          price: '50',
          priceIsGross: false,
          net: '100.00',
          rate: '24',
          isBefore: false,
        },
      ],
      rates: [{ rate: '24', net: '100.00', vat: '24.00' }],
      net: '100.00',
      vat: '24.00',
      gross: '124.00',
      correctedNumbers: [],
      payment: {
        paid: false,
        dueOn: [],
        method: 'transfer',
        reference: '202600017',
        accounts: [{ number: 'EE382200221020145685', swift: 'HABAEE2X' }],
      },
      notes: [],
      hasAttachment: false,
      findings: [],
    };
    expect(parse(ubl())).toEqual({ format: 'ubl', ...expected });
    expect(parse(cii())).toEqual({ format: 'cii', ...expected });
  });

  it('is found inside its transport envelope', () => {
    const envelope = `<StandardBusinessDocument xmlns="urn:env"><StandardBusinessDocumentHeader/>${ubl().replace(/^<\?xml[^>]*>/, '')}</StandardBusinessDocument>`;
    expect(parse(envelope)).toEqual(parse(ubl()));
  });
});

describe('credit notes', () => {
  it('count against the others', () => {
    const credit = parse(
      ubl({
        kind: 'CreditNote',
        head: '<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>2026-16</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>',
      }),
    );
    expect(credit).toMatchObject({ kind: 'correction', net: '-100.00', vat: '-24.00', gross: '-124.00' });
    expect(credit.correctedNumbers).toEqual([{ number: '2026-16' }]);
    expect(credit.lines[0]).toMatchObject({ quantity: '-2', price: '50', net: '-100.00' });
    for (const xml of [ubl({ type: '381' }), cii({ type: '381' })]) {
      expect(parse(xml)).toMatchObject({ kind: 'correction', gross: '-124.00' });
    }
    expect(viewOf(Buffer.from(ubl({ kind: 'CreditNote' }))).title).toEqual({ key: 'einvoice.title.credit' });
  });

  it('a corrected invoice keeps its signs', () => {
    expect(parse(cii({ type: '384' }))).toMatchObject({ kind: 'correction', gross: '124.00' });
    expect(parse(cii({ type: '386' })).kind).toBe('advance');
  });
});

describe('sums and what must be there', () => {
  const sums = (text: string) => parse(cii({ sums: text }));
  const amounts = (line: string, net: string, vat: string, gross: string, payable: string): string =>
    `<ram:LineTotalAmount>${line}</ram:LineTotalAmount><ram:TaxBasisTotalAmount>${net}</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">${vat}</ram:TaxTotalAmount><ram:GrandTotalAmount>${gross}</ram:GrandTotalAmount><ram:DuePayableAmount>${payable}</ram:DuePayableAmount>`;
  it.each([
    ['100', '100', '24', '130', '130', ['sum_differs']],
    ['90', '90', '24', '114', '114', ['line_sum_differs']],
    ['100', '100', '20', '120', '120', ['vat_rows_differ']],
    ['100', '100', '24', '124', '100', ['payable_differs']],
  ])('%s, %s, %s, %s, %s: %j', (line, net, vat, gross, payable, found) => {
    expect(keys(sums(amounts(line, net, vat, gross, payable)))).toEqual(found);
  });

  it('what was paid before is taken off', () => {
    const text = `${amounts('100', '100', '24', '124', '24')}<ram:TotalPrepaidAmount>100</ram:TotalPrepaidAmount>`;
    expect(sums(text)).toMatchObject({ gross: '124.00', payable: '24.00', findings: [] });
  });

  it('names the terms that are missing', () => {
    const invoice = parse(
      ubl({ supplier: '<cac:Party><cac:PartyName><cbc:Name>A</cbc:Name></cac:PartyName></cac:Party>', lines: '' }),
    );
    expect(invoice.findings).toEqual([{ key: 'format.finding.en_missing', params: { terms: 'BT-40, BG-25' } }]);
    expect(failureOf(ubl().replace(/<cbc:ID>2026-17<\/cbc:ID>/, ''))).toBe('format.missing_field');
    expect(failureOf(ubl({ totals: '' }))).toBe('format.missing_field');
    expect(failureOf(ubl().replace('2026-10-05', '05.10.2026'))).toBe('format.bad_field');
  });

  it('takes a price for a hundred as a price for one', () => {
    const hundred = ubl().replace(
      '</cbc:PriceAmount>',
      '</cbc:PriceAmount><cbc:BaseQuantity unitCode="HUR">100</cbc:BaseQuantity>',
    );
    expect(parse(hundred).lines[0]?.price).toBe('0.5');
  });
});

describe('a document that says everything', () => {
  const languages = ['en', 'pl', 'de', 'et'] as const;
  it.each([
    ['UBL', wholeUbl()],
    ['CII', wholeCii()],
  ])('%s: every value is on its page, and nothing is unknown', (_, xml) => {
    expect(xml.match(/Q\d+Q/g)?.length).toBeGreaterThan(130);
    const bytes = Buffer.from(xml);
    const view = viewOf(bytes);
    expect(() => InvoiceView.parse(view)).not.toThrow();
    expect(view.rest).toEqual([]);
    const missing = missingFromView(view, bytes, {
      isFile: (name) => name.endsWith('BinaryObject'),
      words: ['currencyID', 'mimeCode', 'format', 'unitCode'],
    });
    // Said by the place where the value stands.
    const said =
      /^(?:ID (?:VAT|TAX)|ChargeIndicator|Indicator|DocumentTypeCode 130|TypeCode (?:VAT|50|130|916)|DateString 20261001|ID\/@schemeID (?:VA|FC)$)/;
    expect(missing.filter((one) => !said.test(one))).toEqual([]);
    const wordless = languages.flatMap((language) =>
      viewKeys(view).filter((key) => paperTexts(language).line({ key }) === key),
    );
    expect(wordless).toEqual([]);
  });

  it('hands out its files', () => {
    for (const xml of [wholeUbl(), wholeCii()]) {
      const bytes = Buffer.from(xml);
      const files = formatFor(bytes)?.attachments?.(bytes) ?? [];
      expect(files.map(({ name, mediaType, load }) => [name, mediaType, Buffer.from(load()).toString()])).toEqual([
        ['lisa.csv', 'text/csv', 'a;b\n'],
      ]);
    }
  });
});

describe('hostile', () => {
  it.each([
    ['another root', '<!-- urn:oasis:names:specification:ubl:schema:xsd:Invoice-2 --><Other/>', 'format.unknown'],
    ['a DOCTYPE', ubl().replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>'), 'format.doctype'],
    [
      'nesting',
      `<CrossIndustryInvoice xmlns="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100">${'<a>'.repeat(200_000)}`,
      'format.too_deep',
    ],
    ['mismatched tags', ubl().replace('</cac:Item>', '</cac:Price>'), 'format.not_xml'],
    ['a prefix that is not declared', cii().replace(' xmlns:udt=', ' xmlns:other='), 'format.not_xml'],
  ])('%s is refused', (_, xml, key) => {
    expect(failureOf(xml)).toBe(key);
  });

  it('names of prototypes are names', () => {
    const odd = ubl({ head: '<cbc:__proto__>1</cbc:__proto__>', type: 'constructor' });
    expect(parse(odd).kind).toBe('invoice');
    expect(viewOf(Buffer.from(odd)).rest.map(({ path }) => path)).toEqual(['Invoice/__proto__']);
  });
});
