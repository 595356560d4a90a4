// The invoice's lines and the order's lines; the sums per rate.
import type { TableBlock, ViewField, ViewRow, ViewValue } from '../../../../../shared/domain/invoiceView';
import type { XmlElement } from '../../xml/xmlElement';
import type { ViewReader } from './reader';
import { markAfter, sectionTitle, tableOf, type TableSpec } from './tables';

const FA_LINES: TableSpec = {
  id: 'lines',
  columns: ['NrWierszaFa', 'P_7', 'P_8B', 'P_8A', 'P_9A', 'P_9B', 'P_10', 'P_12', 'P_11', 'P_11Vat', 'P_11A'],
  wide: 'P_7',
  details: 'P_6A Indeks GTIN PKWiU CN PKOB P_12_XII P_12_Zal_15 KwotaAkcyzy GTU Procedura KursWaluty UU_ID'.split(' '),
  before: 'StanPrzed',
  alignEnd: ['P_12'],
};
const ORDER_LINES: TableSpec = {
  id: 'order_lines',
  columns: ['NrWierszaZam', 'P_7Z', 'P_8BZ', 'P_8AZ', 'P_9AZ', 'P_12Z', 'P_11NettoZ', 'P_11VatZ'],
  wide: 'P_7Z',
  details: 'IndeksZ GTINZ PKWiUZ CNZ PKOBZ P_12Z_XII P_12Z_Zal_15 KwotaAkcyzyZ GTUZ ProceduraZ UU_IDZ'.split(' '),
  before: 'StanPrzedZ',
  alignEnd: ['P_12Z'],
};
const RR_LINES: TableSpec = {
  id: 'lines',
  columns: ['NrWierszaFa', 'P_5', 'P_6C', 'P_6B', 'P_6A', 'P_7', 'P_8', 'P_9', 'P_10', 'P_11'],
  wide: 'P_5',
  details: ['P_4AA', 'GTIN', 'PKWiU', 'CN', 'KursWaluty', 'UU_ID'],
  before: 'StanPrzed',
  alignEnd: ['P_9'],
};

export function faLines(reader: ViewReader, body: XmlElement): TableBlock[] {
  return tableOf(reader, body.children('FaWiersz'), FA_LINES).map(markAfter);
}

export function orderLines(reader: ViewReader, order: XmlElement | undefined): TableBlock[] {
  return tableOf(reader, order?.children('ZamowienieWiersz') ?? [], ORDER_LINES).map(markAfter);
}

export function rrLines(reader: ViewReader, body: XmlElement): TableBlock[] {
  return tableOf(reader, body.children('FakturaRRWiersz'), RR_LINES).map(markAfter);
}

/** Net and tax share the number of their pair: P_13_1 with P_14_1 and P_14_1W. */
const SLOTS = ['1', '2', '3', '4', '5', '6_1', '6_2', '6_3', '7', '8', '9', '10', '11'];

/** The law's sums per rate, each with the tax in złoty where the invoice is in another currency. */
export function rateSums(reader: ViewReader, body: XmlElement): TableBlock[] {
  const rows = SLOTS.flatMap((slot): ViewRow[] => {
    const net = reader.cell(body, `P_13_${slot}`);
    const vat = reader.cell(body, `P_14_${slot}`);
    const inPln = reader.cell(body, `P_14_${slot}W`, 'PLN');
    if (net === null && vat === null && inPln === null) return [];
    const label: ViewValue = { kind: 'code', text: '', word: `fa.slot.${slot}` };
    return [{ cells: [label, net, vat, inPln], details: [], state: 'plain' }];
  });
  if (rows.length === 0) return [];
  const end = (name: string) => ({ label: { key: `fa.column.${name}` }, align: 'end' as const, isWide: false });
  const columns = [
    { label: { key: 'fa.column.rate' }, align: 'start' as const, isWide: true },
    end('net'),
    end('vat'),
    end('vat_pln'),
  ];
  const used = columns.map((_, place) => place < 2 || rows.some((row) => row.cells[place] !== null));
  return [
    {
      type: 'table',
      id: 'rates',
      title: sectionTitle('rates'),
      columns: columns.filter((_, place) => used[place]),
      rows: rows.map((row) => ({ ...row, cells: row.cells.filter((_, place) => used[place]) })),
    },
  ];
}

/** What the document adds up to; its name depends on the kind (dossier ksef §10.5). */
export function grandTotal(reader: ViewReader, body: XmlElement, kind: string | undefined): ViewField[] {
  const names: Readonly<Record<string, string>> = {
    ZAL: 'total_advance',
    ROZ: 'total_settlement',
    KOR: 'total_correction',
    KOR_ZAL: 'total_correction',
    KOR_ROZ: 'total_correction',
  };
  const name = kind !== undefined && Object.hasOwn(names, kind) ? names[kind] : undefined;
  return reader
    .fields(body, ['P_15'])
    .map((field) => (name === undefined ? field : { ...field, label: { key: `fa.column.${name}` } }));
}
