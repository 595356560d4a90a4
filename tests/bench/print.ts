// The table of the bench, for the terminal and for a document alike.
import type { BenchRow } from './row.ts';

const HEAD = ['what', 'measured', 'reference', 'ratio', 'budget', ''];

export function tableOf(rows: readonly BenchRow[]): string {
  const lines = rows.map((row) => [
    row.name,
    figure(row.value, row.unit),
    row.reference === undefined ? '' : figure(row.reference, row.unit),
    row.ratio === undefined ? '' : `${row.ratio.toFixed(2)}x`,
    row.budgetText ?? `at most ${figure(row.budget, row.unit)}`,
    row.ok ? 'within' : 'OVER',
  ]);
  const widths = HEAD.map((head, at) => Math.max(head.length, ...lines.map((line) => (line[at] ?? '').length)));
  const drawn = [HEAD, widths.map((width) => '-'.repeat(Math.max(3, width))), ...lines].map(
    (cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  );
  return drawn.join('\n');
}

export function notesOf(rows: readonly BenchRow[]): string {
  return rows.flatMap((row) => (row.note === undefined ? [] : [`${row.name}: ${row.note}`])).join('\n');
}

function figure(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${Number.isInteger(value) ? String(value) : value.toFixed(digits)} ${unit}`;
}
