// Lines of an E-arve. Only the description is required: a line may have no quantity, no price and no sum.
import { decimalText, minus, parseDecimal, plus, sumOf, trimmed, ZERO } from '../../../../shared/domain/decimal';
import type { InvoiceLine } from '../../../../shared/domain/invoice';
import type { DecimalText } from '../../../../shared/domain/money';
import { present, textOf } from '../read/values';
import type { XmlElement } from '../xml/xmlElement';
import { type Figures, shortRate } from '../read/figures';

/** Most useful first: the buyer and the seller know the product code, the others are classifications. `Code` is of 1.0. */
const CODES = ['SellerProductId', 'Code', 'EAN', 'BuyerProductId', 'TaricCode'];

/** Several `InvoiceItem` are against the schema, and a widespread generator writes one for each line. */
export function itemEntries(invoice: XmlElement): readonly XmlElement[] {
  return invoice
    .children('InvoiceItem')
    .flatMap((item) => item.children('InvoiceItemGroup'))
    .flatMap((group) => group.children('ItemEntry'));
}

export function readLines(figures: Figures, entries: readonly XmlElement[]): InvoiceLine[] {
  return entries.map((entry, index) => lineOf(figures, entry, String(index + 1)));
}

function lineOf(figures: Figures, entry: XmlElement, position: string): InvoiceLine {
  // In 1.0 quantity and price stand in the line itself.
  const detail = entry.child('ItemDetailInfo') ?? entry;
  const vat = entry.child('VAT');
  const code = CODES.map((name) => textOf(entry, name)).find((text) => text !== undefined);
  return {
    no: textOf(entry, 'RowNo') ?? position,
    name: textOf(entry, 'Description') ?? '',
    ...present('code', code),
    ...present('quantity', figures.decimal(detail, 'ItemAmount')),
    ...present('unit', textOf(detail, 'ItemUnit')),
    ...present('price', figures.decimal(detail, 'ItemPrice')),
    priceIsGross: false,
    ...present('discount', discountOf(figures, entry)),
    ...present('net', netOf(figures, entry, vat)),
    ...present('gross', figures.decimal(entry, 'ItemTotal')),
    ...present('vat', figures.decimal(vat, 'VATSum')),
    ...present('rate', rateOf(figures, vat)),
    isBefore: false,
  };
}

/** The rate in percent; what is not taxed is named by its code, for a zero alone does not say why. */
export function rateOf(figures: Figures, vat: XmlElement | undefined): string | undefined {
  const percent = figures.decimal(vat, 'VATRate');
  const id = vat?.attribute('vatId');
  const isZero = percent === undefined || !/[1-9]/.test(percent);
  if (isZero && (id === 'TAXEX' || id === 'NOTTAX')) return id;
  return percent === undefined ? undefined : shortRate(percent);
}

/** Signed: a discount takes off, whichever sign it is written with. */
export function additionSum(figures: Figures, parent: XmlElement): DecimalText {
  const signed = parent.children('Addition').map((node) => {
    const sum = figures.decimal(node, 'AddSum');
    if (sum === undefined) return ZERO;
    const size = parseDecimal(sum.replace('-', '')) ?? ZERO;
    return node.attribute('addCode') === 'CHR' ? size : minus(ZERO, size);
  });
  return decimalText(sumOf(signed));
}

function discountOf(figures: Figures, entry: XmlElement): DecimalText | undefined {
  const discounts = entry
    .children('Addition')
    .filter((node) => node.attribute('addCode') === 'DSC')
    .flatMap((node) => figures.decimal(node, 'AddSum') ?? [])
    .flatMap((sum) => parseDecimal(sum.replace('-', '')) ?? []);
  return discounts.length === 0 ? undefined : decimalText(trimmed(sumOf(discounts)));
}

function netOf(figures: Figures, entry: XmlElement, vat: XmlElement | undefined): DecimalText | undefined {
  const taxed = figures.decimal(vat, 'SumBeforeVAT');
  if (taxed !== undefined) return taxed;
  const sum = figures.decimal(entry, 'ItemSum');
  const value = sum === undefined ? null : parseDecimal(sum);
  if (sum === undefined || value === null || entry.child('Addition') === undefined) return sum;
  return decimalText(plus(value, parseDecimal(additionSum(figures, entry)) ?? ZERO));
}
