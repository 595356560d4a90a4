// What an E-arve adds up to: rates, additions, balance, totals.
import type { TableBlock, ViewBlock, ViewField, ViewRow } from '../../../../../shared/domain/invoiceView';
import { fieldGroups, withoutEmpty } from '../../view/blocks';
import { codeValue, type FieldSpec, labelled, type PageReader, section } from '../../view/pageReader';
import type { XmlElement } from '../../xml/xmlElement';
import { accountingFields, additionFields, extensionFields } from './extensions';

const BALANCE: readonly FieldSpec[] = [
  ['BalanceDate', 'balance_date', 'date'],
  ['BalanceBegin', 'balance_begin', 'money'],
  ['Inbound', 'balance_in', 'money'],
  ['Outbound', 'balance_out', 'money'],
  ['BalanceEnd', 'balance_end', 'money'],
];

export function sumBlocks(reader: PageReader, group: XmlElement | undefined): ViewBlock[] {
  if (group === undefined) return [];
  return [
    ...rateTable(reader, group),
    ...fieldGroups('settlement', [additionFields(reader, group)], section('additions')),
    ...fieldGroups('balance', [reader.fields(group.child('Balance'), BALANCE)], section('balance')),
    ...fieldGroups('accounting', [accountingFields(reader, group)], section('accounting')),
    ...fieldGroups('sum_remarks', [extensionFields(reader, group.children('Extension'))], section('remarks')),
  ];
}

function rateTable(reader: PageReader, group: XmlElement): TableBlock[] {
  const rows = group.children('VAT').map((vat): ViewRow => {
    const id = reader.attribute(vat, 'vatId')?.trim() ?? '';
    const cells = [
      reader.cell(vat, 'VATRate', 'percent'),
      id === '' || id === 'TAX' ? null : codeValue('vat_id', id),
      reader.cell(vat, 'SumBeforeVAT', 'money'),
      reader.cell(vat, 'VATSum', 'money'),
      reader.cell(vat, 'SumAfterVAT', 'money'),
    ];
    const details = [
      ...reader.fields(vat, [['Currency', 'currency']]),
      ...extensionFields(reader, vat.children('Reference')),
    ];
    return { cells, details, state: 'plain' };
  });
  if (rows.length === 0) return [];
  const columns = [
    { label: labelled('vat_rate'), align: 'start' as const, isWide: true },
    { label: labelled('vat_id'), align: 'start' as const, isWide: false },
    ...['vat_base', 'vat', 'sum_with_vat'].map((name) => {
      return { label: labelled(name), align: 'end' as const, isWide: false };
    }),
  ];
  return [withoutEmpty({ type: 'table', id: 'rates', title: section('rates'), columns, rows })];
}

/** The most important last. */
export function totalFields(reader: PageReader, group: XmlElement | undefined): ViewField[] {
  return reader.fields(group, [
    ['InvoiceSum', 'net', 'money'],
    ['PenaltySum', 'penalty', 'money'],
    ['TotalVATSum', 'vat', 'money'],
    ['Rounding', 'rounding', 'money'],
    ['TotalSum', 'gross', 'money'],
    ['TotalToPay', 'payable', 'money'],
  ]);
}

/** The same sums in another currency. */
export function otherSums(reader: PageReader, groups: readonly XmlElement[]): ViewBlock[] {
  return groups.flatMap((group) => {
    const fields = [...reader.fields(group, [['Currency', 'currency']]), ...otherTotals(reader, group)];
    return [...fieldGroups('other_currency', [fields], section('other_currency')), ...sumBlocks(reader, group)];
  });
}

function otherTotals(reader: PageReader, group: XmlElement): ViewField[] {
  const currency = group.child('Currency')?.token;
  return totalFields(reader, group).map((field) =>
    currency === undefined || currency === '' ? field : { ...field, value: { ...field.value, currency } },
  );
}
