// What a correction corrects, which advances a settlement takes up, and which payments an advance documents.
import type { ViewBlock, ViewRow } from '../../../../../shared/domain/invoiceView';
import type { XmlElement } from '../../xml/xmlElement';
import type { ViewReader } from './reader';
import { fieldsBlock, sectionTitle, tableOf } from './tables';

export function correctionBlocks(reader: ViewReader, body: XmlElement): ViewBlock[] {
  return [
    ...fieldsBlock('correction', [
      reader.fields(body, [
        'PrzyczynaKorekty',
        'TypKorekty',
        'OkresFaKorygowanej',
        'NrFaKorygowany',
        'P_15ZK',
        'KursWalutyZK',
      ]),
    ]),
    ...numbersTable(reader, body.children('DaneFaKorygowanej'), {
      id: 'corrected_invoices',
      columns: ['DataWystFaKorygowanej', 'NrFaKorygowanej', 'NrKSeFFaKorygowanej'],
      outside: 'NrKSeFN',
      inside: 'NrKSeF',
    }),
  ];
}

export function advanceBlocks(reader: ViewReader, body: XmlElement): ViewBlock[] {
  return [
    ...tableOf(reader, body.children('ZaliczkaCzesciowa'), {
      id: 'part_advances',
      columns: ['P_6Z', 'P_15Z', 'KursWalutyZW'],
    }),
    ...numbersTable(reader, body.children('FakturaZaliczkowa'), {
      id: 'advance_invoices',
      columns: ['NrFaZaliczkowej', 'NrKSeFFaZaliczkowej'],
      outside: 'NrKSeFZN',
    }),
    ...tableOf(reader, body.children('DokumentZaplaty'), {
      id: 'payment_documents',
      columns: ['DataDokumentu', 'NrDokumentu'],
    }),
  ];
}

interface NumbersSpec {
  readonly id: string;
  readonly columns: readonly string[];
  /** Mark of an invoice that was issued outside KSeF. */
  readonly outside: string;
  /** Mark that only says that the KSeF number follows. */
  readonly inside?: string;
}

/** The last column is the KSeF number, or the words that there is none. */
function numbersTable(reader: ViewReader, nodes: readonly XmlElement[], spec: NumbersSpec): ViewBlock[] {
  const rows = nodes.map((node): ViewRow => {
    const cells = spec.columns.map((name) => reader.cell(node, name));
    if (reader.flag(node, spec.outside) && cells.at(-1) === null)
      cells[cells.length - 1] = { kind: 'code', text: '', word: 'fa.code.outside_ksef' };
    if (spec.inside !== undefined) reader.flag(node, spec.inside);
    return { cells, details: [], state: 'plain' };
  });
  if (rows.length === 0) return [];
  const columns = spec.columns.map((name, place) => ({
    label: reader.label(name),
    align: 'start' as const,
    isWide: place === spec.columns.length - 2,
  }));
  const used = columns.map((_, place) => place === columns.length - 1 || rows.some((row) => row.cells[place] !== null));
  return [
    {
      type: 'table',
      id: spec.id,
      title: sectionTitle(spec.id),
      columns: columns.filter((_, place) => used[place]),
      rows: rows.map((row) => ({ ...row, cells: row.cells.filter((_, place) => used[place]) })),
    },
  ];
}
