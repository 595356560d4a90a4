// Lines of an E-arve as a table, with the sums of their groups.
import type { TableBlock, ViewColumn, ViewField, ViewRow, ViewValue } from '../../../../../shared/domain/invoiceView';
import { withoutEmpty } from '../../view/blocks';
import { codeValue, type FieldSpec, labelled, type PageReader, section, textField } from '../../view/pageReader';
import type { XmlElement } from '../../xml/xmlElement';
import { accountingFields, additionFields, extensionFields } from './extensions';

const COLUMNS: readonly (readonly [label: string, align: ViewColumn['align']])[] = [
  ['row', 'end'],
  ['description', 'start'],
  ['quantity', 'end'],
  ['unit', 'start'],
  ['price', 'end'],
  ['line_sum', 'end'],
  ['vat_rate', 'end'],
  ['vat', 'end'],
  ['line_total', 'end'],
];
const DETAILS: readonly FieldSpec[] = [
  ['SellerProductId', 'seller_product'],
  ['Code', 'seller_product'],
  ['BuyerProductId', 'buyer_product'],
  ['EAN', 'ean', 'id'],
  ['TaricCode', 'taric'],
  ['SerialNumber', 'serial_number', 'id'],
  ['CustomerRef', 'customer_reference'],
  ['InitialReading', 'initial_reading'],
  ['FinalReading', 'final_reading'],
];

export function lineTables(reader: PageReader, invoice: XmlElement): TableBlock[] {
  const items = invoice.children('InvoiceItem');
  const groups = items.flatMap((item) => item.children('InvoiceItemGroup'));
  const summaries = items.flatMap((item) => item.children('InvoiceTotalGroup'));
  const totals = items.flatMap((item) => item.children('InvoiceItemTotalGroup'));
  const rows = groups.flatMap((group) => groupRows(reader, group, groups.length > 1));
  return [
    ...tableOf('lines', [...rows, ...totals.map((node) => sumRow(reader, node, TOTAL_NAMES))]),
    ...tableOf(
      'consumption',
      summaries.flatMap((group) => groupRows(reader, group, summaries.length > 1)),
    ),
  ];
}

function tableOf(id: string, rows: readonly ViewRow[]): TableBlock[] {
  if (rows.length === 0) return [];
  const columns = COLUMNS.map(([label, align]): ViewColumn => {
    return { label: labelled(label), align, isWide: label === 'description' };
  });
  return [withoutEmpty({ type: 'table', id, title: section(id), columns, rows: [...rows] })];
}

function groupRows(reader: PageReader, group: XmlElement, hasOthers: boolean): ViewRow[] {
  const id = reader.attribute(group, 'groupId')?.trim() ?? '';
  const value: ViewValue = { kind: 'text', text: id };
  const heading: ViewRow[] = id !== '' && hasOthers ? [{ cells: [value], details: [], state: 'heading' }] : [];
  const entries = group.children('ItemEntry').map((entry) => entryRow(reader, entry));
  const sums = group.children('GroupEntry').map((entry) => sumRow(reader, entry, GROUP_NAMES));
  const [first, ...others] = entries;
  if (id === '' || hasOthers || first === undefined) return [...heading, ...entries, ...sums];
  // One group needs no heading; its id is said once.
  return [{ ...first, details: [...first.details, ...textField('group', id)] }, ...others, ...sums];
}

function entryRow(reader: PageReader, entry: XmlElement): ViewRow {
  const [first, ...more] = entry.children('ItemDetailInfo');
  // In 1.0 quantity and price stand in the line itself.
  const detail = first ?? entry;
  const cells: (ViewValue | null)[] = [
    reader.cell(entry, 'RowNo'),
    reader.cell(entry, 'Description'),
    reader.cell(detail, 'ItemAmount', 'number'),
    reader.cell(detail, 'ItemUnit'),
    reader.cell(detail, 'ItemPrice', 'money'),
    reader.cell(entry, 'ItemSum', 'money'),
    ...vatCells(reader, entry),
    reader.cell(entry, 'ItemTotal', 'money'),
  ];
  const details = [
    ...reader.fields(entry, DETAILS),
    ...more.map((node) => measureField(reader, node)),
    ...additionFields(reader, entry),
    ...vatDetails(reader, entry),
    ...extensionFields(reader, entry.children('ItemReserve')),
    ...accountingFields(reader, entry),
  ];
  return { cells, details, state: 'plain' };
}

/** A line may be measured several times: 10 m² at one price, 2 hours at another. */
function measureField(reader: PageReader, node: XmlElement): ViewField {
  const [amount, unit, price] = ['ItemAmount', 'ItemUnit', 'ItemPrice'].map((name) => reader.text(node, name));
  const text = [[amount, unit].filter((part) => part !== undefined).join(' '), price].filter(
    (part) => part !== undefined && part !== '',
  );
  return { label: labelled('quantity'), value: { kind: 'text', text: text.join(' × ') } };
}

export function vatCells(reader: PageReader, parent: XmlElement): (ViewValue | null)[] {
  const vat = parent.child('VAT');
  return [reader.cell(vat, 'VATRate', 'percent'), reader.cell(vat, 'VATSum', 'money')];
}

const VAT_DETAILS: readonly FieldSpec[] = [
  ['SumBeforeVAT', 'vat_base', 'money'],
  ['SumAfterVAT', 'sum_with_vat', 'money'],
  ['Currency', 'currency'],
];

export function vatDetails(reader: PageReader, parent: XmlElement): ViewField[] {
  return parent.children('VAT').flatMap((vat) => {
    const id = reader.attribute(vat, 'vatId')?.trim() ?? '';
    // Taxed is what everything is that has a rate.
    const word = id === '' || id === 'TAX' ? [] : [{ label: labelled('vat_id'), value: codeValue('vat_id', id) }];
    return [...word, ...reader.fields(vat, VAT_DETAILS), ...extensionFields(reader, vat.children('Reference'))];
  });
}

interface SumNames {
  readonly description: string;
  readonly amount: string;
  readonly sum: string;
  readonly total: string;
}
const GROUP_NAMES: SumNames = {
  description: 'GroupDescription',
  amount: 'GroupAmount',
  sum: 'GroupSum',
  total: 'GroupTotal',
};
const TOTAL_NAMES: SumNames = {
  description: 'InvoiceItemTotalDescription',
  amount: 'InvoiceItemTotalAmount',
  sum: 'InvoiceItemTotalSum',
  total: 'InvoiceItemTotal',
};

function sumRow(reader: PageReader, node: XmlElement, names: SumNames): ViewRow {
  const cells: (ViewValue | null)[] = [
    null,
    reader.cell(node, names.description),
    reader.cell(node, names.amount, 'number'),
    null,
    null,
    reader.cell(node, names.sum, 'money'),
    ...vatCells(reader, node),
    reader.cell(node, names.total, 'money'),
  ];
  const details = [
    ...additionFields(reader, node),
    ...vatDetails(reader, node),
    ...extensionFields(reader, node.children('Extension')),
    ...accountingFields(reader, node),
  ];
  return { cells, details, state: 'sum' };
}
