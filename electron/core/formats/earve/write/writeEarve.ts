// A sales invoice as an E-arve: the 1.2 schema's order of elements. For readers of 1.11 only what stood in its forerunners or in a
// published 1.11 document is written; what the newer elements say stands in the older ones.
import { decimalText, parseDecimal, rounded, trimmed, ZERO } from '../../../../../shared/domain/decimal';
import type { SalesInvoice, SalesParty, SalesSeller } from '../../../../../shared/domain/salesInvoice';
import { accountNumber, filled, upperCode } from '../../write/normal';
import { type Category, exemptionOf, type Outgoing, type OutLine } from '../../write/outgoing';
import { registryCodeOf, townOf, vatNumberOf } from '../../write/outgoingParty';
import { XmlText } from '../../write/xmlText';

export type EarveVersion = '1.11' | '1.2';

interface Issue {
  readonly fileId: string;
  readonly version: EarveVersion;
}

/** Four decimals are what a line may have. */
const four = (text: string): string => {
  const value = parseDecimal(text) ?? ZERO;
  return decimalText(value.scale > 4 ? rounded(value, 4) : value);
};
const attribute = (name: string, value: string | undefined): string =>
  value === undefined ? '' : ` ${name}="${value.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)}"`;

export function writeEarve(invoice: SalesInvoice, out: Outgoing, issue: Issue): Uint8Array {
  const xml = new XmlText('<?xml version="1.0" encoding="UTF-8"?>\n');
  const isNew = issue.version === '1.2';
  xml.open('E_Invoice', () => {
    xml.open('Header', () => {
      xml.text('Date', invoice.issueDate);
      xml.text('FileId', issue.fileId.slice(0, 20));
      xml.text('AppId', 'EARVE');
      xml.text('Version', issue.version);
    });
    const codes = [registryCodeOf(invoice.buyer), registryCodeOf(invoice.seller)];
    const attributes =
      attribute('invoiceId', filled(invoice.number)) +
      attribute('serviceId', filled(invoice.buyer.customerNumber)) +
      attribute('regNumber', codes[0]) +
      attribute('presentment', 'YES') +
      attribute('sellerRegnumber', codes[1]);
    xml.open('Invoice', () => writeInvoice(xml, invoice, out, isNew), attributes);
    xml.open('Footer', () => {
      xml.text('TotalNumberInvoices', '1');
      xml.text('TotalAmount', out.gross);
    });
  });
  return xml.bytes();
}

function writeInvoice(xml: XmlText, invoice: SalesInvoice, out: Outgoing, isNew: boolean): void {
  xml.open('InvoiceParties', () => {
    xml.open('SellerParty', () => writeParty(xml, invoice.seller, invoice));
    xml.open('BuyerParty', () => writeParty(xml, invoice.buyer));
  });
  xml.open('InvoiceInformation', () => writeInformation(xml, invoice, out));
  xml.open('InvoiceSumGroup', () => writeSums(xml, invoice, out, isNew));
  xml.open('InvoiceItem', () => {
    xml.open('InvoiceItemGroup', () => {
      out.lines.forEach((line, index) => {
        writeLine(xml, line, index, isNew);
      });
    });
  });
  writeAdditional(xml, invoice, isNew ? [] : reasonsOf(out, invoice));
  xml.open('PaymentInfo', () => writePayment(xml, invoice, out, isNew));
}

function writeParty(xml: XmlText, party: SalesSeller | SalesParty, invoice?: SalesInvoice): void {
  xml.text('Name', party.name);
  xml.text('RegNumber', registryCodeOf(party));
  xml.text('VATRegNumber', vatNumberOf(party));
  const { address } = party;
  const hasContact = [party.phone, party.email].some((text) => filled(text) !== undefined) || address !== undefined;
  if (hasContact) {
    xml.open('ContactData', () => {
      xml.text('PhoneNumber', party.phone);
      xml.text('E-mailAddress', party.email);
      if (address === undefined) return;
      const { code, town } = townOf(address.line2);
      xml.open('LegalAddress', () => {
        xml.text('PostalAddress1', address.line1);
        xml.text('City', town);
        xml.text('PostalCode', code);
        xml.text('Country', upperCode(address.country));
      });
    });
  }
  for (const account of invoice?.payment.accounts ?? []) {
    xml.open('AccountInfo', () => {
      const number = accountNumber(account.number);
      xml.text('AccountNumber', number);
      xml.text('IBAN', /^[A-Z]{2}\d{2}/.test(number) ? number : undefined);
      xml.text('BIC', upperCode(account.swift));
      xml.text('BankName', account.bank);
    });
  }
}

function writeInformation(xml: XmlText, invoice: SalesInvoice, out: Outgoing): void {
  const source = out.isCredit ? invoice.correction?.corrected[0]?.number : undefined;
  xml.open('Type', () => xml.text('SourceInvoice', source), ` type="${out.isCredit ? 'CRE' : 'DEB'}"`);
  xml.text('ContractNumber', invoice.contracts[0]?.number);
  xml.text('DocumentName', out.isCredit ? 'Kreeditarve' : 'Arve');
  xml.text('InvoiceNumber', invoice.number);
  xml.text('PaymentReferenceNumber', digitsOnly(invoice.payment.reference));
  xml.text('InvoiceDate', invoice.issueDate);
  xml.text('DueDate', invoice.payment.dueOn[0]);
  const { period, saleDate } = invoice;
  const [from, to] = period === undefined ? [filled(saleDate), filled(saleDate)] : [period.from, period.to];
  if (from === undefined) return;
  xml.open('Period', () => {
    xml.text('StartDate', from);
    xml.text('EndDate', to);
  });
}

/** The schema takes digits alone; other references travel in the description. */
function digitsOnly(reference: string | undefined): string | undefined {
  const compact = filled(reference)?.replace(/\s/g, '');
  return compact !== undefined && /^\d{1,20}$/.test(compact) ? compact : undefined;
}

/** How the schema tells apart what is not taxed. */
function vatId(category: Category): string {
  if (category === 'E' || category === 'K') return 'TAXEX';
  return category === 'O' ? 'NOTTAX' : 'TAX';
}

function writeSums(xml: XmlText, invoice: SalesInvoice, out: Outgoing, isNew: boolean): void {
  xml.text('InvoiceSum', out.net);
  for (const { category, percent, net, tax } of out.rates) {
    const mark = isNew ? ` vatId="${vatId(category)}"` : '';
    const reason = exemptionOf(category, invoice).text;
    const inside = (): void => {
      xml.text('SumBeforeVAT', net);
      xml.text('VATRate', percent);
      xml.text('VATSum', tax);
      if (!isNew || reason === undefined) return;
      xml.open('Reference', () => xml.text('InformationContent', reason.slice(0, 500)), ' extensionId="VATNote"');
    };
    xml.open('VAT', inside, mark);
  }
  if (isNew) xml.text('TotalVATSum', out.tax);
  xml.text('TotalSum', out.gross);
  // A credit note is not to be paid.
  if (isNew && !out.isCredit) xml.text('TotalToPay', out.payable);
  xml.text('Currency', invoice.currency);
}

function writeLine(
  xml: XmlText,
  { line, category, percent, quantity, price, extra, sum, net }: OutLine,
  index: number,
  isNew: boolean,
): void {
  xml.open('ItemEntry', () => {
    if (isNew) {
      xml.text('RowNo', String(line.no ?? index + 1));
      xml.text('SellerProductId', line.codes?.index);
    }
    xml.text('Description', line.name);
    xml.text('EAN', line.codes?.gtin);
    xml.open('ItemDetailInfo', () => {
      xml.text('ItemUnit', line.unit);
      xml.text('ItemAmount', four(quantity));
      xml.text('ItemPrice', four(price));
    });
    xml.text('ItemSum', four(sum));
    if (extra !== undefined) {
      const inside = (): void => {
        xml.text('AddContent', extra.isCharge ? 'Lisatasu' : 'Allahindlus');
        xml.text('AddSum', extra.isCharge ? extra.amount : `-${extra.amount}`);
      };
      xml.open('Addition', inside, ` addCode="${extra.isCharge ? 'CHR' : 'DSC'}"`);
    }
    const tax = taxOf(net, percent);
    const inside = (): void => {
      xml.text('SumBeforeVAT', net);
      xml.text('VATRate', percent);
      xml.text('VATSum', tax);
    };
    xml.open('VAT', inside, isNew ? ` vatId="${vatId(category)}"` : '');
    xml.text('ItemTotal', added(net, tax));
  });
}

/** Of the line alone, with the four decimals that a line may have: the invoice's VAT is counted from its sums. */
function taxOf(net: string, percent: string): string {
  const [value, rate] = [parseDecimal(net) ?? ZERO, parseDecimal(percent) ?? ZERO];
  const exact = { units: value.units * rate.units, scale: value.scale + rate.scale + 2 };
  return decimalText(rounded(trimmed(exact), 4));
}

function added(first: string, second: string): string {
  const [a, b] = [rounded(parseDecimal(first) ?? ZERO, 4), rounded(parseDecimal(second) ?? ZERO, 4)];
  return decimalText({ units: a.units + b.units, scale: 4 });
}

/** Why no VAT is charged, which the law wants said: for readers that know no place beside the rate. */
function reasonsOf({ rates }: Outgoing, invoice: SalesInvoice): readonly string[] {
  return [...new Set(rates.flatMap(({ category }) => exemptionOf(category, invoice).text?.slice(0, 500) ?? []))];
}

function writeAdditional(xml: XmlText, invoice: SalesInvoice, reasons: readonly string[]): void {
  const all: readonly (readonly [name: string | undefined, text: string | undefined])[] = [
    ['Tellimus', invoice.orders[0]?.number],
    ['Saateleht', invoice.deliveryNotes[0]],
    ['Põhjus', invoice.correction?.reason],
    ...reasons.map((text) => ['Käibemaks', text] as const),
    ...invoice.notes.map(({ label, text }) => [filled(label), text] as const),
    ...invoice.footer.map((text) => [undefined, text] as const),
  ];
  for (const [name, text] of all) {
    if (filled(text) === undefined) continue;
    xml.open('AdditionalInformation', () => {
      xml.text('InformationName', name);
      xml.text('InformationContent', text);
    });
  }
}

function writePayment(xml: XmlText, invoice: SalesInvoice, out: Outgoing, isNew: boolean): void {
  const [account] = invoice.payment.accounts;
  const reference = digitsOnly(invoice.payment.reference);
  const isPayable = !out.isCredit && !out.isPaid;
  xml.text('Currency', invoice.currency);
  xml.text('PaymentRefId', reference);
  const other = reference === undefined ? filled(invoice.payment.reference) : undefined;
  xml.text('PaymentDescription', describable(other ?? `Arve ${filled(invoice.number) ?? ''}`));
  xml.text('Payable', isPayable ? 'YES' : 'NO');
  xml.text('PayDueDate', invoice.payment.dueOn[0]);
  xml.text('PaymentTotalSum', isPayable ? out.payable : '0.00');
  xml.text('PayerName', invoice.buyer.name);
  xml.text('PaymentId', invoice.number);
  xml.text('PayToAccount', accountNumber(account?.number ?? ''));
  xml.text('PayToName', invoice.seller.name);
  if (isNew) xml.text('PayToBIC', upperCode(account?.swift));
}

/** Banks take Latin-1 and two Estonian letters; what stands under an accent stays. */
function describable(text: string): string {
  const plain = [...text.matchAll(/./gsu)].map(([char]) => {
    if (/[\u0020-\u00ffŠšŽž]/u.test(char)) return char;
    const base = char.normalize('NFKD').replace(/[^\u0020-\u007e]/gu, '');
    return base === '' ? '?' : base;
  });
  return plain.join('').slice(0, 210);
}
