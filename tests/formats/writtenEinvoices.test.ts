// What Kontor writes as E-arve fits the schema and the readers of 1.11, as UBL the order of its schema; and it is read back, every value.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareEarve } from '../../electron/core/formats/earve/write/prepareEarve';
import { formatFor, viewOf } from '../../electron/core/formats/registry';
import { prepareUbl } from '../../electron/core/formats/ubl/write/prepareUbl';
import { readEinvoice } from '../../electron/core/formats/xml/readEinvoice';
import type { XmlElement } from '../../electron/core/formats/xml/xmlElement';
import { decimalText, parseDecimal, trimmed } from '../../shared/domain/decimal';
import type { ParsedInvoice } from '../../shared/domain/invoice';
import { SalesInvoice } from '../../shared/domain/salesInvoice';
import { earveSchema } from '../support/earveSchema';
import { creditNote, einvoiceSale, spoiledSale } from '../support/einvoiceSales';
import { referencePath } from '../support/reference';

const TODAY = '2026-11-20';
const asEarve = (invoice: SalesInvoice, version: '1.2' | '1.11' = '1.2') =>
  prepareEarve(SalesInvoice.parse(invoice), { today: TODAY, fileId: 'KONTOR-1', version });
const asUbl = (invoice: SalesInvoice) => prepareUbl(SalesInvoice.parse(invoice), { today: TODAY });

function bytesOf(prepared: ReturnType<typeof asEarve>): Uint8Array {
  if (!prepared.isReady) throw new Error(JSON.stringify(prepared.findings));
  return prepared.bytes;
}
const validate = earveSchema();

describe.skipIf(validate === null)('E-arve against the schema of 1.2', { timeout: 120_000 }, () => {
  it.each([
    ['invoices', einvoiceSale],
    ['credit notes', creditNote],
  ])('%s: every one is valid, in both versions', (_, sales) => {
    fc.assert(
      fc.property(sales, (invoice) => {
        for (const version of ['1.2', '1.11'] as const) expect(validate?.(bytesOf(asEarve(invoice, version)))).toBe('');
      }),
      { numRuns: 200 },
    );
  });

  it('what is wrong is stopped by us before it is stopped there', () => {
    const seen = { ready: 0, stopped: 0 };
    fc.assert(
      fc.property(spoiledSale, (invoice) => {
        const prepared = asEarve(invoice);
        seen[prepared.isReady ? 'ready' : 'stopped'] += 1;
        if (prepared.isReady) expect(validate?.(prepared.bytes)).toBe('');
      }),
      { numRuns: 600 },
    );
    expect(seen.ready).toBeGreaterThan(60);
    expect(seen.stopped).toBeGreaterThan(60);
  });

  it('and it is held against it in earnest', () => {
    const [invoice] = fc.sample(einvoiceSale, { numRuns: 1, seed: 1 });
    if (invoice === undefined) throw new Error('nothing was drawn');
    const text = Buffer.from(bytesOf(asEarve(invoice))).toString('utf8');
    for (const [from, to] of [
      [/<TotalSum>[^<]*/, '<TotalSum>1.234'],
      [/<Payable>YES<\/Payable>/, ''],
      [/<FileId>[^<]*/, '<FileId>3f2504e0-4f89-11d3-9a0c-0305e82c3301'],
      [/(<Name>.*?<\/Name>)(<RegNumber>.*?<\/RegNumber>)/, '$2$1'],
    ] as const) {
      const spoiled = text.replace(from, to);
      expect(spoiled).not.toBe(text);
      expect(validate?.(Buffer.from(spoiled))).not.toBe('');
    }
  });
});

const vendor = referencePath('edi', 'samples', 'vendor-sample-1.11.xml');
const oldSchema = referencePath('edi', 'xsd', 'e-invoice_ver1.0_namespaced.xsd');

describe.skipIf(vendor === null || oldSchema === null)('E-arve for readers of 1.11', () => {
  it('holds nothing that neither 1.0 nor a published document of 1.11 knows', () => {
    const known = new Set(
      [...readFileSync(oldSchema ?? '', 'utf8').matchAll(/name="([\w-]+)"/g)].map((match) => match[1]),
    );
    const collect = (node: XmlElement, into: Set<string>): Set<string> => {
      into.add(node.name);
      for (const { name } of node.attributes) into.add(name);
      for (let child = node.first; child !== null; child = child.next) collect(child, into);
      return into;
    };
    for (const name of collect(readEinvoice(readFileSync(vendor ?? '')), new Set())) known.add(name);
    fc.assert(
      fc.property(fc.oneof(einvoiceSale, creditNote), (invoice) => {
        const names = collect(readEinvoice(bytesOf(asEarve(invoice, '1.11'))), new Set());
        expect([...names].filter((name) => !known.has(name))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

const plain = (text: string | undefined): string | undefined => {
  const value = text === undefined ? null : parseDecimal(text);
  return value === null ? undefined : decimalText(trimmed(value));
};
const token = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

function expectSame(
  read: ParsedInvoice,
  invoice: SalesInvoice,
  totals: { net: string; tax: string; gross: string },
): void {
  expect([read.number, read.issueDate, read.currency]).toEqual([token(invoice.number), invoice.issueDate, 'EUR']);
  expect(read.kind).toBe(invoice.kind === 'correction' ? 'correction' : 'invoice');
  expect([read.net, read.vat, read.gross].map(plain)).toEqual([totals.net, totals.tax, totals.gross].map(plain));
  expect(read.seller).toMatchObject({
    name: token(invoice.seller.name),
    taxId: 'EE100247019',
    registryCode: '10256137',
  });
  expect(read.buyer.name).toBe(token(invoice.buyer.name));
  expect(read.buyer.registryCode).toBe(invoice.buyer.registryCode?.replace(/\s/g, ''));
  expect(read.lines.map(({ name }) => name)).toEqual(invoice.lines.map(({ name }) => token(name)));
  expect(read.payment.dueOn).toEqual(invoice.payment.dueOn);
  expect(read.payment.accounts[0]).toMatchObject({ number: 'EE382200221020145685', swift: 'HABAEE2X' });
  expect(read.findings).toEqual([]);
}

describe('what is written is read back', { timeout: 120_000 }, () => {
  it.each([
    ['an invoice', einvoiceSale],
    ['a credit note', creditNote],
  ])('%s as E-arve', (_, sales) => {
    fc.assert(
      fc.property(sales, (invoice) => {
        const prepared = asEarve(invoice);
        const bytes = bytesOf(prepared);
        const read = formatFor(bytes)?.parse(bytes);
        if (read === undefined) throw new Error('not recognised');
        expectSame(read, invoice, prepared.totals);
        const { reference } = invoice.payment;
        expect(read.payment.reference).toBe(reference?.startsWith('RF') === true ? undefined : reference);
        expect(viewOf(bytes).rest).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('says in both versions of E-arve why no VAT is charged', () => {
    const [sale] = fc.sample(einvoiceSale, { numRuns: 1, seed: 1 });
    if (sale === undefined) throw new Error('nothing was drawn');
    const line = { name: 'Koolitus', quantity: '1', unit: 'tk', price: '100' };
    const treatments = ['exempt', 'reverse_charge'] as const;
    const lines = treatments.map((treatment) => ({ ...line, vat: { treatment } }));
    const written = (version: '1.2' | '1.11') => asEarve({ ...sale, lines, notes: [] }, version);
    for (const version of ['1.2', '1.11'] as const) {
      const text = Buffer.from(bytesOf(written(version))).toString('utf8');
      for (const reason of ['KMS § 16', 'Reverse charge'])
        expect([version, text]).toEqual([version, expect.stringContaining(reason)]);
    }
  });

  it.each([
    ['an invoice', einvoiceSale],
    ['a credit note', creditNote],
  ])('%s as UBL', (_, sales) => {
    fc.assert(
      fc.property(sales, (invoice) => {
        const prepared = asUbl(invoice);
        const bytes = bytesOf(prepared);
        const read = formatFor(bytes)?.parse(bytes);
        if (read === undefined) throw new Error('not recognised');
        expectSame(read, invoice, prepared.totals);
        expect(read.payment.reference).toBe(invoice.payment.reference);
        expect(viewOf(bytes).rest).toEqual([]);
        inOrder(readEinvoice(bytes));
      }),
      { numRuns: 150 },
    );
  });

  it('what is spoiled is stopped or readable', () => {
    fc.assert(
      fc.property(spoiledSale, (invoice) => {
        const prepared = asUbl(invoice);
        if (prepared.isReady) expect(formatFor(prepared.bytes)?.parse(prepared.bytes).format).toBe('ubl');
      }),
      { numRuns: 300 },
    );
  });
});

/** The sequences of the UBL 2.1 schema, as far as they are written. */
const ORDER: Readonly<Record<string, string>> = {
  Invoice:
    'CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode Note DocumentCurrencyCode BuyerReference InvoicePeriod OrderReference BillingReference DespatchDocumentReference ContractDocumentReference AccountingSupplierParty AccountingCustomerParty Delivery PaymentMeans TaxTotal LegalMonetaryTotal InvoiceLine',
  CreditNote:
    'CustomizationID ProfileID ID IssueDate CreditNoteTypeCode Note DocumentCurrencyCode BuyerReference InvoicePeriod OrderReference BillingReference DespatchDocumentReference ContractDocumentReference AccountingSupplierParty AccountingCustomerParty Delivery PaymentMeans TaxTotal LegalMonetaryTotal CreditNoteLine',
  Party: 'EndpointID PostalAddress PartyTaxScheme PartyLegalEntity Contact',
  PostalAddress: 'StreetName CityName PostalZone Country',
  PaymentMeans: 'PaymentMeansCode PaymentDueDate PaymentID PayeeFinancialAccount',
  TaxCategory: 'ID Percent TaxExemptionReasonCode TaxExemptionReason TaxScheme',
  ClassifiedTaxCategory: 'ID Percent TaxScheme',
  LegalMonetaryTotal: 'LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount PrepaidAmount PayableAmount',
  InvoiceLine: 'ID InvoicedQuantity LineExtensionAmount AllowanceCharge Item Price',
  CreditNoteLine: 'ID CreditedQuantity LineExtensionAmount AllowanceCharge Item Price',
  Item: 'Name SellersItemIdentification StandardItemIdentification ClassifiedTaxCategory',
  AllowanceCharge: 'ChargeIndicator AllowanceChargeReason Amount',
};

function inOrder(node: XmlElement): void {
  const names: string[] = [];
  for (let child = node.first; child !== null; child = child.next) {
    names.push(child.name);
    inOrder(child);
  }
  const order = ORDER[node.name]?.split(' ');
  if (order === undefined) return;
  const places = names.map((name) => order.indexOf(name));
  expect([node.name, names.filter((_, place) => (places[place] ?? -1) < 0)]).toEqual([node.name, []]);
  expect([node.name, places]).toEqual([node.name, [...places].sort((a, b) => a - b)]);
}

describe.skipIf(validate === null)('samples', () => {
  const folder = referencePath('edi', 'samples') ?? '';
  it.each(globSync('*.xml', { cwd: folder }))('%s is valid', (name) => {
    expect(validate?.(readFileSync(path.join(folder, name)))).toBe('');
  });
  it.each(globSync('invalid/*.xml', { cwd: folder }))('%s is not', (name) => {
    expect(validate?.(readFileSync(path.join(folder, name)))).not.toBe('');
  });
});
