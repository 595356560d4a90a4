// All lists of a month as one table for a spreadsheet.
import { spreadsheet, type SheetColumn } from '../../bundle/spreadsheet';
import { fromMinor } from '../../../../shared/domain/money';
import { fieldsOf } from '../links/differences';
import type { Doc, Row } from './types';

/** Words of the columns and of the values, and the titles of connections by id. */
export interface TableWords {
  readonly column: Readonly<Record<string, string>>;
  readonly list: Readonly<Record<string, string>>;
  readonly field: Readonly<Record<string, string>>;
  readonly step: Readonly<Record<string, string>>;
  readonly direction: Readonly<Record<string, string>>;
  readonly title: Readonly<Record<string, string>>;
}

export function reconcileTable(rows: readonly Row[], words: TableWords): string {
  const word = (group: Readonly<Record<string, string>>, id: string): string => group[id] ?? id;
  const head = (id: string): string => word(words.column, id);
  const amount = (minor: number | undefined, currency: string | undefined): string =>
    minor === undefined || currency === undefined ? '' : fromMinor(minor, currency);
  const side = (name: 'left' | 'right'): readonly SheetColumn<Row>[] => {
    const of = (row: Row): Doc | null => row[name];
    return [
      { head: head(`${name}_source`), cell: (row) => word(words.title, of(row)?.source ?? '') },
      { head: head(`${name}_number`), cell: (row) => of(row)?.number ?? '' },
      { head: head(`${name}_date`), cell: (row) => of(row)?.issueDate ?? '' },
      { head: head(`${name}_net`), cell: (row) => amount(of(row)?.net, of(row)?.currency), isNumber: true },
      { head: head(`${name}_vat`), cell: (row) => amount(of(row)?.vat, of(row)?.currency), isNumber: true },
      { head: head(`${name}_gross`), cell: (row) => amount(of(row)?.gross, of(row)?.currency), isNumber: true },
    ];
  };
  const lead = (row: Row): Doc | null => row.left ?? row.right;
  return spreadsheet<Row>(
    [
      { head: head('list'), cell: (row) => word(words.list, row.list) },
      { head: head('direction'), cell: (row) => word(words.direction, lead(row)?.direction ?? '') },
      { head: head('counterparty'), cell: (row) => lead(row)?.counterparty ?? '' },
      { head: head('tax_id'), cell: (row) => lead(row)?.counterpartyTaxId ?? '' },
      { head: head('ksef_number'), cell: (row) => row.left?.ksefNumber ?? row.right?.ksefNumber ?? '' },
      { head: head('currency'), cell: (row) => lead(row)?.currency ?? '' },
      ...side('left'),
      ...side('right'),
      {
        head: head('differs'),
        cell: (row) =>
          fieldsOf(row.differs)
            .map((field) => word(words.field, field))
            .join(', '),
      },
      { head: head('step'), cell: (row) => word(words.step, row.step) },
      { head: head('note'), cell: (row) => row.explained?.note ?? '' },
    ],
    rows,
  );
}
