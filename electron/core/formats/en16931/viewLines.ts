// Lines, rates and allowances of an invoice of EN 16931.
import type { TableBlock, ViewColumn, ViewField, ViewRow, ViewValue } from '../../../../shared/domain/invoiceView';
import { withoutEmpty } from '../view/blocks';
import { labelled, section } from '../view/pageReader';
import type { EnAllowance, EnInvoice, EnLine, Leaf } from './model';
import { leafField } from './viewParties';

const CATEGORIES = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M'];

export function categoryValue(leaf: Leaf): ViewValue {
  const { text } = leaf;
  return CATEGORIES.includes(text)
    ? { kind: 'code', text, word: `einvoice.code.category.${text}` }
    : { kind: 'text', text };
}

const column = (label: string, align: ViewColumn['align'], isWide = false): ViewColumn => {
  return { label: labelled(label), align, isWide };
};
const cell = (leaf: Leaf | undefined, kind: ViewValue['kind'], currency?: string): ViewValue | null => {
  if (leaf === undefined) return null;
  const of = leaf.currency ?? currency;
  return kind === 'money' && of !== undefined ? { kind, text: leaf.text, currency: of } : { kind, text: leaf.text };
};

export function lineTable({ lines, currency }: EnInvoice): TableBlock[] {
  if (lines.length === 0) return [];
  const of = currency?.text;
  const rows = lines.map((line): ViewRow => {
    const { quantity } = line;
    const cells = [
      cell(line.id, 'text'),
      cell(line.name ?? line.description, 'text'),
      cell(quantity, 'number'),
      quantity?.unit === undefined ? null : unitValue(quantity.unit),
      cell(line.price, 'money', of),
      cell(line.rate, 'percent'),
      cell(line.net, 'money', of),
    ];
    return { cells, details: details(line, of), state: 'plain' };
  });
  const columns = [
    column('row', 'end'),
    column('description', 'start', true),
    column('quantity', 'end'),
    column('unit', 'start'),
    column('price', 'end'),
    column('vat_rate', 'end'),
    column('line_sum', 'end'),
  ];
  return [withoutEmpty({ type: 'table', id: 'lines', title: section('lines'), columns, rows })];
}

/** UN/ECE Recommendation 20, as far as people know the units; pieces have a word in every language. */
const UNITS: Readonly<Record<string, string>> = {
  HUR: 'h',
  MIN: 'min',
  KGM: 'kg',
  GRM: 'g',
  TNE: 't',
  MTR: 'm',
  KMT: 'km',
  MTK: 'm²',
  MTQ: 'm³',
  LTR: 'l',
  KWH: 'kWh',
};
const WORDS = ['C62', 'H87', 'EA', 'DAY', 'MON', 'ANN', 'LS', 'SET'];

function unitValue(code: string): ViewValue {
  if (WORDS.includes(code)) return { kind: 'code', text: code, word: `einvoice.code.unit.${code}` };
  return { kind: 'text', text: Object.hasOwn(UNITS, code) ? (UNITS[code] ?? code) : code };
}

function details(line: EnLine, currency: string | undefined): ViewField[] {
  const money = (label: string, leaf: Leaf | undefined): ViewField[] =>
    leafField(label, leaf === undefined || currency === undefined ? leaf : { currency, ...leaf }, 'money');
  const { category } = line;
  const base = line.baseQuantity;
  const isOne = base === undefined || /^1(?:\.0+)?$/.test(base.text);
  return [
    ...(line.name === undefined ? [] : leafField('item_description', line.description)),
    ...leafField('seller_product', line.sellerId),
    ...leafField('buyer_product', line.buyerId),
    ...leafField('item_standard', line.standardId),
    ...line.classifications.flatMap((one) => leafField('classification', one)),
    ...leafField('origin', line.origin),
    ...line.attributes.flatMap(({ name, value }) =>
      value === undefined
        ? leafField('remark', name)
        : [{ label: { text: name?.text ?? '' }, value: { kind: 'text' as const, text: value.text } }],
    ),
    ...(category === undefined || category.text === 'S'
      ? []
      : [{ label: labelled('vat_id'), value: categoryValue(category) }]),
    ...money('gross_price', line.grossPrice),
    ...money('price_discount', line.priceDiscount),
    ...(isOne
      ? []
      : leafField('base_quantity', { text: [base.text, base.unit].filter((part) => part !== undefined).join(' ') })),
    ...line.allowances.flatMap((one) => allowanceField(one)),
    ...leafField('order_line', line.orderLine),
    ...leafField('line_object', line.object),
    ...leafField('accounting', line.accounting),
    ...leafField('period_from', line.periodFrom, 'date'),
    ...leafField('period_to', line.periodTo, 'date'),
    ...line.notes.flatMap((one) => leafField('line_note', one)),
  ];
}

/** `Mengenrabatt, 10.00, 5 %, 200.00`. */
export function allowanceField(allowance: EnAllowance): ViewField[] {
  const { isCharge, reason, reasonCode, amount, base, percent, category, rate } = allowance;
  const parts = [
    reason?.text,
    reasonCode?.text,
    amount?.text,
    percent === undefined ? undefined : `${percent.text} %`,
    base?.text,
    category?.text,
    rate === undefined ? undefined : `${rate.text} %`,
  ].filter((part) => part !== undefined);
  return [{ label: labelled(isCharge ? 'charge' : 'discount'), value: { kind: 'text', text: parts.join(', ') } }];
}

export function rateTable({ taxes, currency }: EnInvoice): TableBlock[] {
  if (taxes.length === 0) return [];
  const of = currency?.text;
  const rows = taxes.map((row): ViewRow => {
    const { category } = row;
    const cells = [
      cell(row.rate, 'percent'),
      category === undefined ? null : categoryValue(category),
      cell(row.base, 'money', of),
      cell(row.tax, 'money', of),
    ];
    const reasons = [...leafField('exemption', row.reason), ...leafField('exemption_code', row.reasonCode)];
    return { cells, details: reasons, state: 'plain' };
  });
  const columns = [
    column('vat_rate', 'start'),
    column('vat_id', 'start', true),
    column('vat_base', 'end'),
    column('vat', 'end'),
  ];
  return [withoutEmpty({ type: 'table', id: 'rates', title: section('rates'), columns, rows })];
}
