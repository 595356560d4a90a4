// The attachment: blocks of key facts, paragraphs and tables whose columns the document itself names.
import type {
  ViewBlock,
  ViewColumn,
  ViewField,
  ViewLabel,
  ViewRow,
  ViewValue,
} from '../../../../../shared/domain/invoiceView';
import type { XmlElement } from '../../xml/xmlElement';
import type { ViewReader } from './reader';

const NUMBERS: ReadonlySet<string> = new Set(['int', 'dec']);

export function attachmentBlocks(reader: ViewReader, root: XmlElement): ViewBlock[] {
  return root
    .children('Zalacznik')
    .flatMap((attachment) => attachment.children('BlokDanych'))
    .flatMap((block) => dataBlock(reader, block));
}

function dataBlock(reader: ViewReader, node: XmlElement): ViewBlock[] {
  const heading = reader.text(node, 'ZNaglowek');
  const title: ViewLabel = heading === undefined ? { key: 'fa.section.attachment' } : { text: heading };
  const facts = pairs(reader, node.children('MetaDane'), 'ZKlucz', 'ZWartosc');
  const paragraphs = node.children('Tekst').flatMap((text) => reader.texts(text, 'Akapit'));
  return [
    { type: 'fields', id: 'attachment', title, groups: facts.length === 0 ? [] : [{ fields: facts }] },
    ...(paragraphs.length === 0 ? [] : [{ type: 'text' as const, id: 'attachment_text', paragraphs }]),
    ...node.children('Tabela').flatMap((table) => dataTable(reader, table)),
  ];
}

function pairs(reader: ViewReader, nodes: readonly XmlElement[], key: string, value: string): ViewField[] {
  return nodes.map((node) => ({
    label: { text: reader.text(node, key) ?? '' },
    value: { kind: 'text', text: reader.text(node, value) ?? '' },
  }));
}

function dataTable(reader: ViewReader, node: XmlElement): ViewBlock[] {
  const facts = pairs(reader, node.children('TMetaDane'), 'TKlucz', 'TWartosc');
  const title = reader.text(node, 'Opis');
  const columns = node
    .children('TNaglowek')
    .flatMap((head) => head.children('Kol'))
    .map((column): ViewColumn => {
      const isNumber = NUMBERS.has(reader.attribute(column, 'Typ') ?? '');
      return { label: { text: reader.text(column, 'NKom') ?? '' }, align: isNumber ? 'end' : 'start', isWide: false };
    });
  const cells = (row: XmlElement, name: string): ViewValue[] =>
    row.children(name).map((cell) => ({ kind: 'text', text: reader.element(cell) }));
  const rows = [
    ...node.children('Wiersz').map((row): ViewRow => bodyRow(cells(row, 'WKom'), columns.length)),
    ...node.children('Suma').map((row): ViewRow => ({ cells: cells(row, 'SKom'), details: [], state: 'sum' })),
  ];
  return [
    ...(facts.length === 0 ? [] : [{ type: 'fields' as const, id: 'attachment_facts', groups: [{ fields: facts }] }]),
    {
      type: 'table',
      id: 'attachment_table',
      ...(title === undefined ? {} : { title: { text: title } }),
      columns: widened(columns, rows),
      rows: rows.map((row) => filled(row, columns.length)),
    },
  ];
}

/** One cell in a table of many is a heading over the rows that follow. */
function bodyRow(cells: ViewValue[], columns: number): ViewRow {
  return { cells, details: [], state: cells.length === 1 && columns > 1 ? 'heading' : 'plain' };
}

/** A row may be longer than the head: its cells are shown all the same. */
function widened(columns: readonly ViewColumn[], rows: readonly ViewRow[]): ViewColumn[] {
  const count = Math.max(columns.length, ...rows.map((row) => row.cells.length));
  const extra = Array.from({ length: count - columns.length }, (): ViewColumn => {
    return { label: { text: '' }, align: 'start', isWide: false };
  });
  return [...columns, ...extra].map((column, place) => ({
    ...column,
    isWide: place === 0 && column.align === 'start',
  }));
}

function filled(row: ViewRow, columns: number): ViewRow {
  if (row.state === 'heading' || row.cells.length >= columns) return row;
  return { ...row, cells: [...row.cells, ...Array.from({ length: columns - row.cells.length }, () => null)] };
}
