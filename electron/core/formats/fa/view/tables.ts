// Tables from repeated elements: columns that no row fills are left out.
import type {
  FieldsBlock,
  TableBlock,
  ViewColumn,
  ViewField,
  ViewLabel,
  ViewRow,
} from '../../../../../shared/domain/invoiceView';
import { fieldGroups, withoutEmpty } from '../../view/blocks';
import type { XmlElement } from '../../xml/xmlElement';
import type { ViewReader } from './reader';

const ENDS: ReadonlySet<string> = new Set(['money', 'number', 'percent']);

export interface TableSpec {
  readonly id: string;
  /** Elements in the order of the columns. */
  readonly columns: readonly string[];
  /** The column that carries details and takes the space. */
  readonly wide?: string;
  /** Shown under the wide column. */
  readonly details?: readonly string[];
  readonly before?: string;
  readonly alignEnd?: readonly string[];
  readonly title?: ViewLabel;
}

export function sectionTitle(id: string): ViewLabel {
  return { key: `fa.section.${id}` };
}

export function tableOf(reader: ViewReader, nodes: readonly XmlElement[], spec: TableSpec): TableBlock[] {
  if (nodes.length === 0) return [];
  const rows = nodes.map((node): ViewRow => {
    const cells = spec.columns.map((name) => reader.cell(node, name));
    const details = reader.fields(node, spec.details ?? []);
    const isBefore = spec.before !== undefined && reader.flag(node, spec.before);
    return { cells, details, state: isBefore ? 'before' : 'plain' };
  });
  const columns = spec.columns.map((name, place): ViewColumn => {
    const isNumber = rows.some((row) => ENDS.has(row.cells[place]?.kind ?? 'text'));
    return {
      label: reader.label(name),
      align: isNumber || spec.alignEnd?.includes(name) === true ? 'end' : 'start',
      isWide: name === spec.wide,
    };
  });
  return [withoutEmpty({ type: 'table', id: spec.id, title: spec.title ?? sectionTitle(spec.id), columns, rows })];
}

/** Lines of a correction come as before and after; those without a mark are then the state after it. */
export function markAfter(block: TableBlock): TableBlock {
  if (!block.rows.some((row) => row.state === 'before')) return block;
  return { ...block, rows: block.rows.map((row) => (row.state === 'plain' ? { ...row, state: 'after' } : row)) };
}

export function fieldsBlock(
  id: string,
  groups: readonly (readonly ViewField[])[],
  title: ViewLabel | null = sectionTitle(id),
): FieldsBlock[] {
  return fieldGroups(id, groups, title);
}
