// A table over as many pages as it needs: the head again on each, rows whole where they fit, long words broken.
import type { TableBlock, ViewRow, ViewValue } from '../../../shared/domain/invoiceView';
import { PAGE, type Sheet, type TextStyle } from '../pdf/sheet';
import { BOTTOM, columnWidths, GAP, LEFT, longestWord, RIGHT, WIDTH } from './layout';
import type { PaperTexts } from './paperTexts';
import { shownValue } from './shownValue';

const SIZES = [8, 7.2, 6.4, 5.6];
/** No column keeps more than this for a single word. */
const LONGEST = 150;
/** A head of up to this width stays in one line. */
const HEAD = 66;

interface Cell {
  readonly text: string;
  readonly isEnd: boolean;
}
interface Line {
  readonly text: string;
  readonly isDetail: boolean;
}
interface Plan {
  readonly size: number;
  readonly widths: readonly number[];
  readonly lefts: readonly number[];
}

export function drawTable(sheet: Sheet, block: TableBlock, texts: PaperTexts): void {
  const heads = block.columns.map((column) => texts.parts(column.label));
  const cells = block.rows.map((row) => row.cells.map((value) => cellOf(value, texts)));
  const plan = planOf(sheet, block, heads, cells);
  const page = PAGE.height - BOTTOM - PAGE.top;
  sheet.ensure(headHeight(sheet, heads, plan) + plan.size * 3);
  drawHead(sheet, block, heads, plan);
  block.rows.forEach((row, place) => {
    const columns = linesOf(sheet, row, cells[place] ?? [], { block, plan, texts });
    const step = plan.size * 1.32;
    const most = Math.floor((page - headHeight(sheet, heads, plan) - 8) / step);
    const count = Math.max(1, ...columns.map((lines) => lines.length));
    for (let from = 0; from < count; from += most) {
      const part = columns.map((lines) => lines.slice(from, from + most));
      const height = Math.min(most, count - from) * step + 6;
      if (sheet.ensure(height)) drawHead(sheet, block, heads, plan);
      drawRow(sheet, row, part, { block, plan, height });
    }
  });
}

function cellOf(value: ViewValue | null, texts: PaperTexts): Cell {
  if (value === null) return { text: '', isEnd: false };
  const isEnd = value.kind === 'money' || value.kind === 'number' || value.kind === 'percent';
  return { text: shownValue(value, texts, { isCurrencyKnown: true }), isEnd };
}

function planOf(
  sheet: Sheet,
  block: TableBlock,
  heads: readonly (readonly string[])[],
  cells: readonly (readonly Cell[])[],
): Plan {
  const available = WIDTH - GAP * (block.columns.length - 1);
  let plan: Plan = { size: 8, widths: [], lefts: [] };
  for (const size of SIZES) {
    const needs = block.columns.map((column, place) => {
      const style: TextStyle = { size, ...(column.align === 'end' ? { align: 'right' as const } : {}) };
      const texts = cells
        .filter((_, row) => block.rows[row]?.state !== 'heading')
        .map((row) => row[place] ?? { text: '', isEnd: false });
      const head = heads[place] ?? [];
      const words = head.map((text) => longestWord(sheet, text, { size: size * 0.9 }));
      const shortHead = head.map((text) => Math.min(HEAD, sheet.width(text, { size: size * 0.9 })));
      const natural = Math.max(0, ...words, ...shortHead, ...texts.map(({ text }) => sheet.width(text, style)));
      const least = Math.max(
        0,
        ...words,
        ...texts.map(({ text, isEnd }) => (isEnd ? sheet.width(text, style) : longestWord(sheet, text, style))),
      );
      return { natural: natural + 0.5, least: Math.min(LONGEST, least + 0.5), isWide: column.isWide };
    });
    const widths = columnWidths(needs, available);
    plan = { size, widths, lefts: leftsOf(widths) };
    const isCrowded = widths.some((width, place) => width + 0.01 < (needs[place]?.least ?? 0));
    const wide = block.columns.findIndex((column) => column.isWide);
    const isWideNarrow = wide >= 0 && (widths[wide] ?? 0) < Math.min(110, needs[wide]?.natural ?? 0);
    if (!isCrowded && !isWideNarrow) break;
  }
  return plan;
}

function leftsOf(widths: readonly number[]): readonly number[] {
  let left = LEFT;
  return widths.map((width) => {
    const own = left;
    left += width + GAP;
    return own;
  });
}

function headLines(sheet: Sheet, parts: readonly string[], width: number, size: number): readonly Line[] {
  const style = { size, maxWidth: width };
  return parts.flatMap((part, place) => sheet.wrapped(part, style).map((text) => ({ text, isDetail: place > 0 })));
}

function headHeight(sheet: Sheet, heads: readonly (readonly string[])[], plan: Plan): number {
  const size = plan.size * 0.9;
  const counts = heads.map((parts, place) => headLines(sheet, parts, plan.widths[place] ?? 0, size).length);
  return Math.max(1, ...counts) * size * 1.25 + 8;
}

function drawHead(sheet: Sheet, block: TableBlock, heads: readonly (readonly string[])[], plan: Plan): void {
  const size = plan.size * 0.9;
  const height = headHeight(sheet, heads, plan);
  heads.forEach((parts, place) => {
    const lines = headLines(sheet, parts, plan.widths[place] ?? 0, size);
    const bottom = sheet.y + height - 6;
    lines.forEach(({ text, isDetail }, line) => {
      const top = bottom - (lines.length - line) * size * 1.25;
      put(sheet, text, place, top, { block, plan, style: { size, ink: isDetail ? 'text3' : 'text2' } });
    });
  });
  sheet.y += height - 3;
  sheet.rule(sheet.y, 'strong', LEFT, RIGHT);
  sheet.y += 3;
}

function linesOf(
  sheet: Sheet,
  row: ViewRow,
  cells: readonly Cell[],
  { block, plan, texts }: { readonly block: TableBlock; readonly plan: Plan; readonly texts: PaperTexts },
): readonly (readonly Line[])[] {
  if (row.state === 'heading') {
    const style = { size: plan.size, weight: 'semiBold' as const, maxWidth: WIDTH };
    return [sheet.wrapped(cells[0]?.text ?? '', style).map((text) => ({ text, isDetail: false }))];
  }
  return cells.map((cell, place) => {
    const column = block.columns[place];
    const align = column?.align === 'end' ? { align: 'right' as const } : {};
    const maxWidth = (plan.widths[place] ?? 0) + 0.6;
    const weight = row.state === 'sum' ? { weight: 'semiBold' as const } : {};
    const own = cell.text === '' ? [] : sheet.wrapped(cell.text, { size: plan.size, maxWidth, ...align, ...weight });
    const lines = own.map((text): Line => ({ text, isDetail: false }));
    if (column?.isWide !== true) return lines;
    const detail = detailText(row, texts);
    if (detail === '') return lines;
    const under = sheet.wrapped(detail, { size: plan.size * 0.85, maxWidth });
    return [...lines, ...under.map((text): Line => ({ text, isDetail: true }))];
  });
}

function detailText(row: ViewRow, texts: PaperTexts): string {
  const state = row.state === 'before' || row.state === 'after' ? [texts.line({ key: `fa.column.${row.state}` })] : [];
  const details = row.details.map(({ label, value }) => `${texts.line(label)}: ${shownValue(value, texts)}`);
  return [...state, ...details].join(' · ');
}

function drawRow(
  sheet: Sheet,
  row: ViewRow,
  columns: readonly (readonly Line[])[],
  { block, plan, height }: { readonly block: TableBlock; readonly plan: Plan; readonly height: number },
): void {
  const isSum = row.state === 'sum' || row.state === 'heading';
  columns.forEach((lines, place) => {
    lines.forEach(({ text, isDetail }, line) => {
      const ink = isDetail ? 'text3' : row.state === 'before' ? 'text2' : 'text';
      const size = isDetail ? plan.size * 0.85 : plan.size;
      const style: TextStyle = { size, ink, ...(isSum ? { weight: 'semiBold' as const } : {}) };
      put(sheet, text, place, sheet.y + 2 + line * plan.size * 1.32, { block, plan, style });
    });
  });
  sheet.y += height - 1;
  sheet.rule(sheet.y, 'hairline', LEFT, RIGHT);
  sheet.y += 1;
}

function put(
  sheet: Sheet,
  text: string,
  place: number,
  top: number,
  { block, plan, style }: { readonly block: TableBlock; readonly plan: Plan; readonly style: TextStyle },
): void {
  const left = plan.lefts[place] ?? LEFT;
  const isEnd = block.columns[place]?.align === 'end';
  if (isEnd) sheet.text(text, left + (plan.widths[place] ?? 0), top, { ...style, align: 'right' });
  else sheet.text(text, left, top, style);
}
