// Pieces of a page that every format makes in the same way.
import type { FieldsBlock, TableBlock, ViewField, ViewLabel, ViewValue } from '../../../../shared/domain/invoiceView';

/** Columns that no row fills are left out. */
export function withoutEmpty(block: TableBlock): TableBlock {
  const used = block.columns.map(
    (column, place) => column.isWide || block.rows.some((row) => (row.cells[place] ?? null) !== null),
  );
  const keep = <T>(items: readonly T[]): T[] => items.filter((_, place) => used[place]);
  return {
    ...block,
    columns: keep(block.columns),
    rows: block.rows.map((row) =>
      row.state === 'heading' ? row : { ...row, cells: keep<ViewValue | null>(row.cells) },
    ),
  };
}

/** Nothing for nothing. */
export function fieldGroups(
  id: string,
  groups: readonly (readonly ViewField[])[],
  title: ViewLabel | null,
): FieldsBlock[] {
  const full = groups.filter((fields) => fields.length > 0);
  if (full.length === 0) return [];
  const block = { type: 'fields' as const, id, groups: full.map((fields) => ({ fields: [...fields] })) };
  return [title === null ? block : { ...block, title }];
}

export function known<T extends Readonly<Record<string, string | undefined>>>(values: T): { [K in keyof T]?: string } {
  const found = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(found) as { [K in keyof T]?: string };
}
