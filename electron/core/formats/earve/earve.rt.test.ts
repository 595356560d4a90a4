// E-arve from documents of our own. Runs in Node and in Electron's runtime.
import { describe, expect, it } from 'vitest';
import { ParsedInvoice } from '../../../../shared/domain/invoice';
import { isFailure } from '../../../../shared/errors';
import { earve, earveFile, earveInvoice, type EarvePieces } from '../../../../tests/support/earveDocuments';
import { formatFor, viewOf } from '../registry';

function parseBytes(bytes: Uint8Array, part = 1): ParsedInvoice {
  const format = formatFor(bytes.subarray(0, 4096));
  if (format === null) throw new Error('not recognised');
  return ParsedInvoice.parse(format.parse(bytes, part));
}
const parse = (pieces: EarvePieces = {}): ParsedInvoice => parseBytes(Buffer.from(earve(pieces)));
const findingsOf = (pieces: EarvePieces): string[] =>
  parse(pieces).findings.map(({ key }) => key.replace('format.finding.', ''));

function failureOf(bytes: Uint8Array): unknown {
  try {
    parseBytes(bytes);
    return 'read';
  } catch (error) {
    return isFailure(error) ? error.spec.key : error;
  }
}

const INFO = '<DocumentName>Arve</DocumentName><InvoiceNumber>K1</InvoiceNumber><InvoiceDate>2026-10-05</InvoiceDate>';

describe('an ordinary one', () => {
  it('is read whole', () => {
    expect(parse()).toEqual({
      format: 'earve',
      number: '2026-17',
      kind: 'invoice',
      issueDate: '2026-10-05',
      currency: 'EUR',
      seller: { name: 'Põhjala Müük OÜ', taxId: 'EE100247019', registryCode: '10256137', address: [] },
      buyer: { name: 'Tamme Ost AS', registryCode: '10137025', address: [] },
      otherParties: [],
      lines: [
        {
          no: '1',
          name: 'Nõustamine',
          quantity: '2',
          unit: 'h',
          price: '50',
          priceIsGross: false,
          net: '100.00',
          vat: '24.00',
          gross: '124.00',
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
        dueOn: ['2026-10-19'],
        reference: '202600017',
        accounts: [{ number: 'EE382200221020145685' }],
      },
      notes: [],
      hasAttachment: false,
      findings: [],
    });
  });

  it('says nothing else in another namespace, with a prefix, or with empty elements', () => {
    const plain = parse();
    const namespaced = earve({ head: '<E_Invoice xmlns="http://www.pangaliit.ee/arveldused/e-arve/">' });
    expect(parseBytes(Buffer.from(namespaced))).toEqual(plain);
    const prefixed = earve({ head: '<E_Invoice>' })
      .replaceAll('</', '</e:')
      .replaceAll(/<(?=[A-Z])/g, '<e:')
      .replace('<e:E_Invoice>', '<e:E_Invoice xmlns:e="urn:x">');
    expect(parseBytes(Buffer.from(prefixed))).toEqual(plain);
    const padded = earve().replace('<Currency>EUR', '<Currency/><Rounding></Rounding><Currency> EUR ');
    expect(parseBytes(Buffer.from(padded)).findings).toEqual([]);
  });

  it('the version that it states decides nothing', () => {
    const header = '<Date>2026-10-05</Date><FileId>F1</FileId><Version>9.9</Version>';
    expect(parse({ header })).toEqual(parse());
  });
});

describe('encodings', () => {
  const latin = (name: string) => Buffer.from(earve().replace('encoding="UTF-8"', `encoding='${name}'`), 'latin1');
  it('reads what is declared', () => {
    expect(parseBytes(latin('ISO-8859-1')).seller.name).toBe('Põhjala Müük OÜ');
    expect(parseBytes(latin('windows-1257')).seller.name).toBe('Põhjala Müük OÜ');
    const wide = Buffer.from('\ufeff' + earve().replace('UTF-8', 'UTF-16'), 'utf16le');
    expect(parseBytes(wide)).toEqual(parse());
    expect(parseBytes(Buffer.from(wide).swap16())).toEqual(parse());
    expect(viewOf(wide).number).toBe('2026-17');
  });

  it('refuses what is something else than it says', () => {
    expect(failureOf(latin('UTF-8'))).toBe('format.not_utf8');
    expect(failureOf(latin('EBCDIC-CP-US'))).toBe('format.not_utf8');
    expect(failureOf(Buffer.from(earve().replace('UTF-8', 'UTF-16')))).toBe('format.not_utf8');
    expect(failureOf(Buffer.from('\ufeff' + earve(), 'utf16le').subarray(0, -1))).toBe('format.not_utf8');
  });
});

describe('sums', () => {
  it('takes decimals with a comma, and says so once', () => {
    const sums =
      '<InvoiceSum>100,00</InvoiceSum><TotalVATSum>24,00</TotalVATSum><TotalSum>124,00</TotalSum><Currency>EUR</Currency>';
    expect(parse({ sums })).toMatchObject({ net: '100.00', vat: '24.00', gross: '124.00' });
    expect(findingsOf({ sums })).toEqual(['decimal_comma']);
    expect(findingsOf({ sums: sums.replace('24,00', '1.024,00') })).toContain('bad_number');
  });

  it('finds what does not add up', () => {
    const total = (text: string) =>
      `<InvoiceSum>100</InvoiceSum><VAT><SumBeforeVAT>100</SumBeforeVAT><VATRate>24</VATRate><VATSum>24</VATSum></VAT>${text}<Currency>EUR</Currency>`;
    expect(findingsOf({ sums: total('<TotalSum>130</TotalSum>') })).toEqual(['sum_differs', 'footer_sum_differs']);
    expect(findingsOf({ sums: total('<TotalVATSum>20</TotalVATSum><TotalSum>120</TotalSum>') })).toContain(
      'vat_rows_differ',
    );
    expect(
      findingsOf({ sums: total('<TotalSum>124</TotalSum>').replaceAll('100', '90').replace('124', '114') }),
    ).toContain('line_sum_differs');
    const rounded =
      '<InvoiceSum>100</InvoiceSum><Rounding>0.30</Rounding><TotalVATSum>24</TotalVATSum><TotalSum>124.30</TotalSum><Currency>EUR</Currency>';
    expect(findingsOf({ sums: rounded })).toEqual(['footer_sum_differs']);
    expect(parse({ sums: rounded }).net).toBe('100.00');
  });

  it('takes net from what is there', () => {
    expect(parse({ sums: '<TotalVATSum>24</TotalVATSum><TotalSum>124</TotalSum>' })).toMatchObject({ net: '100.00' });
    const none = parse({ sums: '<TotalSum>124</TotalSum>', items: '' });
    expect(none).toMatchObject({ net: '124.00', vat: '0.00', lines: [] });
    expect(none.findings.map(({ key }) => key)).toEqual(['format.finding.no_vat']);
    expect(failureOf(Buffer.from(earve({ sums: '<InvoiceSum>1</InvoiceSum>' })))).toBe('format.missing_field');
  });

  it('a discount of the whole invoice is one way or the other', () => {
    const sums = (stated: string) =>
      `<InvoiceSum>${stated}</InvoiceSum><Addition addCode="DSC"><AddContent>Allahindlus</AddContent><AddSum>10</AddSum></Addition>` +
      '<VAT><SumBeforeVAT>90</SumBeforeVAT><VATRate>24</VATRate><VATSum>21.60</VATSum></VAT><TotalSum>111.60</TotalSum><Currency>EUR</Currency>';
    const footer = '';
    expect(parse({ sums: sums('100'), footer })).toMatchObject({ net: '90.00', vat: '21.60', findings: [] });
    expect(parse({ sums: sums('90'), footer })).toMatchObject({ net: '90.00', findings: [] });
  });
});

describe('credit notes', () => {
  const type = '<Type type="CRE"><SourceInvoice>2026-16</SourceInvoice></Type>';
  const negative = (text: string): string => text.replaceAll(/>(\d+\.\d\d)</g, '>-$1<');
  it('count against the others, whichever sign they are written with', () => {
    const positive = parse({ type });
    expect(positive).toMatchObject({
      kind: 'correction',
      net: '-100.00',
      vat: '-24.00',
      gross: '-124.00',
      rates: [{ rate: '24', net: '-100.00', vat: '-24.00' }],
      correctedNumbers: [{ number: '2026-16' }],
    });
    expect(positive.lines[0]).toMatchObject({ quantity: '-2', price: '50', net: '-100.00', vat: '-24.00' });
    const signed = Buffer.from(
      earve({ type })
        .replace(/<InvoiceSumGroup>.*<\/InvoiceItem>/, negative)
        .replace('>24.00</VATRate>', '>24</VATRate>')
        .replaceAll('<VATRate>-', '<VATRate>')
        .replace('<ItemAmount>2', '<ItemAmount>-2')
        .replace('<TotalAmount>', '<TotalAmount>-'),
    );
    expect({ ...parseBytes(signed), payable: undefined }).toEqual({ ...positive, payable: undefined });
  });
});

describe('parties and payment', () => {
  it('codes of the routing stand in for the party, and are compared with it', () => {
    const bare = parse({ seller: '<Name>A</Name>', buyer: '<Name>B</Name>' });
    expect([bare.seller.registryCode, bare.buyer.registryCode]).toEqual(['10256137', '10137025']);
    const capital = ' invoiceId="1" regNumber="10137025" sellerRegNumber="16122596"';
    expect(findingsOf({ attributes: capital })).toEqual(['seller_code_differs']);
    expect(findingsOf({ buyer: '<Name>B</Name><RegNumber>10137026</RegNumber>' })).toEqual([
      'buyer_code_differs',
      'registry_code_checksum',
    ]);
    expect(
      findingsOf({ seller: '<Name>A</Name><RegNumber>10256137</RegNumber><VATRegNumber>EE100247018</VATRegNumber>' }),
    ).toEqual(['vat_number_checksum']);
  });

  it('reads addresses, countries and contacts', () => {
    const contact =
      '<ContactData><PhoneNumber>6000000</PhoneNumber><E-mailAddress>a@b.example</E-mailAddress><LegalAddress><PostalAddress1>Pikk 1</PostalAddress1><City>Tallinn</City><PostalCode>10117</PostalCode><Country>Eesti</Country></LegalAddress></ContactData>';
    const { seller } = parse({ seller: `<Name>A</Name><RegNumber>10256137</RegNumber>${contact}` });
    expect(seller).toMatchObject({
      country: 'EE',
      address: ['Pikk 1', '10117 Tallinn'],
      email: 'a@b.example',
      phone: '6000000',
    });
    const abroad = parse({ seller: `<Name>A</Name>${contact.replace('Eesti', 'Utopia')}` });
    expect(abroad.seller.address).toEqual(['Pikk 1', '10117 Tallinn', 'Utopia']);
  });

  it('checks account, reference and due date', () => {
    const payment = (reference: string, account: string) =>
      `<Currency>EUR</Currency><PaymentRefId>${reference}</PaymentRefId><Payable>YES</Payable><PayDueDate>2026-10-01+03:00</PayDueDate><PaymentTotalSum>124.00</PaymentTotalSum><PayToAccount>${account}</PayToAccount><PayToBIC>HABAEE2X</PayToBIC>`;
    const wrong = { information: INFO, payment: payment('1234567', 'EE382200221020145686') };
    expect(findingsOf(wrong)).toEqual(['account_checksum', 'reference_checksum', 'due_before_issue']);
    const creditor = parse({ information: INFO, payment: payment('RF18539007547034', 'EE38 2200 2210 2014 5685') });
    expect(creditor.payment).toEqual({
      paid: false,
      dueOn: ['2026-10-01'],
      reference: 'RF18539007547034',
      accounts: [{ number: 'EE382200221020145685', swift: 'HABAEE2X' }],
    });
  });
});

describe('several invoices in one file', () => {
  const second = earveInvoice({ information: INFO });
  const file = Buffer.from(earveFile([earveInvoice(), second]));
  it('are read one by one', () => {
    expect(formatFor(file)?.parts?.(file)).toBe(2);
    expect([parseBytes(file, 1).number, parseBytes(file, 2).number]).toEqual(['2026-17', 'K1']);
    const page = viewOf(file, formatFor(file), 2);
    expect(page).toMatchObject({ number: 'K1', rest: [] });
    expect(page.quiet).toContainEqual({
      label: { key: 'einvoice.field.place_in_file' },
      value: { kind: 'text', text: '2 / 2' },
    });
    expect(() => parseBytes(file, 3)).toThrow();
  });

  it('a footer that says otherwise is told with the first', () => {
    const wrong = Buffer.from(
      earveFile([earveInvoice(), second], {
        footer: '<Footer><TotalNumberInvoices>7</TotalNumberInvoices><TotalAmount>1.00</TotalAmount></Footer>',
      }),
    );
    const keys = (part: number) => parseBytes(wrong, part).findings.map(({ key }) => key);
    expect(keys(1)).toEqual(['format.finding.footer_count_differs', 'format.finding.footer_sum_differs']);
    expect(keys(2)).toEqual([]);
    expect(parseBytes(Buffer.from(earveFile([earveInvoice()], { footer: '' }))).findings).toEqual([]);
  });
});
