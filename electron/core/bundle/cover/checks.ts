// What a person should look at before the month is filed: unreadable originals first, then what the reader found odd.
import { decimalOf, shownDecimal } from '../numbers';
import { toMinor } from '../../../../shared/domain/money';
import type { TableRow } from '../rows';
import { type BundleTexts, fill, wordFor } from '../texts';
import { PAGE, type Sheet } from '../../pdf/sheet';

const MAX_LISTED = 60;
const AMOUNTS: ReadonlySet<string> = new Set(['gross', 'sum', 'stated', 'lines']);

interface CheckFacts {
  readonly rows: readonly TableRow[];
  readonly localTable: string;
  readonly texts: BundleTexts;
}

export function checkSection(sheet: Sheet, { rows, localTable, texts }: CheckFacts): void {
  const { cover } = texts.words;
  const marked = rows.filter((row) => !row.isReadable || row.facts.needsLook);
  marked.sort((a, b) => Number(a.isReadable) - Number(b.isReadable));
  sheet.ensure(70);
  sheet.text(cover.to_check, PAGE.left, sheet.y, { size: 11.5, weight: 'semiBold' });
  if (marked.length > 0) {
    const count = fill(cover.to_check_count, {
      count: shownDecimal(String(marked.length), texts.language),
      all: shownDecimal(String(rows.length), texts.language),
    });
    sheet.text(count, PAGE.right, sheet.y + 1.7, { size: 9.5, ink: 'text3', align: 'right' });
  }
  sheet.y += 20;
  if (marked.length === 0) {
    sheet.text(cover.nothing_to_check, PAGE.left, sheet.y, { size: 9.5, ink: 'text2' });
    sheet.y += 34;
    return;
  }
  sheet.rule(sheet.y, 'strong');
  sheet.y += 6;
  for (const row of marked.slice(0, MAX_LISTED)) checkRow(sheet, row, texts);
  if (marked.length > MAX_LISTED) {
    const more = { count: shownDecimal(String(marked.length - MAX_LISTED), texts.language), file: localTable };
    sheet.text(fill(cover.more, more), PAGE.left, sheet.y, { size: 9, ink: 'text2' });
    sheet.y += 16;
  }
  sheet.y += 18;
}

function checkRow(sheet: Sheet, row: TableRow, texts: BundleTexts): void {
  const width = PAGE.right - PAGE.left;
  const style = { size: 8.5, maxWidth: width } as const;
  const reasons = sheet.wrapped(reasonOf(row, texts), style);
  sheet.ensure(16 + reasons.length * 11 + 6);
  const { number, counterparty, gross, currency } = row.facts;
  const minor = toMinor(gross, currency);
  const amount = minor === null ? gross : decimalOf(BigInt(minor), currency);
  const shown = `${shownDecimal(amount, texts.language)} ${currency}`;
  sheet.text(number, PAGE.left, sheet.y, { size: 9.5, weight: 'semiBold', maxWidth: 170 });
  sheet.text(counterparty, PAGE.left + 180, sheet.y, { size: 9.5, ink: 'text2', maxWidth: 190 });
  sheet.text(shown, PAGE.right, sheet.y, { size: 9.5, align: 'right' });
  sheet.y += 14;
  for (const reason of reasons) {
    sheet.text(reason, PAGE.left, sheet.y, { ...style, ink: row.isReadable ? 'text2' : 'warn' });
    sheet.y += 11;
  }
  sheet.y += 3;
  sheet.rule(sheet.y);
  sheet.y += 6;
}

function reasonOf(row: TableRow, texts: BundleTexts): string {
  if (!row.isReadable) return texts.words.cover.unreadable;
  if (row.finding === null) return texts.words.cover.look;
  const id = row.finding.key.slice(row.finding.key.lastIndexOf('.') + 1);
  const text = wordFor(texts.findings, id);
  if (text === id) return texts.words.cover.look;
  const params = Object.entries(row.finding.params).map(([name, value]) => [
    name,
    AMOUNTS.has(name) ? shownDecimal(value, texts.language) : value,
  ]);
  return fill(text, Object.fromEntries(params) as Record<string, string>);
}
