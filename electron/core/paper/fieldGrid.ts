// Labelled values in three columns; a long value takes the whole width.
import type { ViewField } from '../../../shared/domain/invoiceView';
import { type Sheet, type Weight } from '../pdf/sheet';
import { LEFT, WIDTH } from './layout';
import type { PaperTexts } from './paperTexts';
import { shownValue } from './shownValue';

const COLUMNS = 3;
const BETWEEN = 14;
const COLUMN = (WIDTH - BETWEEN * (COLUMNS - 1)) / COLUMNS;
const LABEL = 7;
const VALUE = 8.6;
const STEP = VALUE * 1.3;

interface Laid {
  readonly label: readonly string[];
  readonly value: readonly string[];
  readonly weight: Weight;
  readonly isWhole: boolean;
}

export function drawFields(sheet: Sheet, fields: readonly ViewField[], texts: PaperTexts): void {
  let row: Laid[] = [];
  const flush = (): void => {
    if (row.length > 0) drawRow(sheet, row);
    row = [];
  };
  for (const field of fields) {
    const laid = layOut(sheet, field, texts);
    if (laid.isWhole) {
      flush();
      drawWhole(sheet, laid);
      continue;
    }
    row.push(laid);
    if (row.length === COLUMNS) flush();
  }
  flush();
}

function layOut(sheet: Sheet, { label, value }: ViewField, texts: PaperTexts): Laid {
  const weight: Weight = value.kind === 'id' || value.kind === 'account' ? 'code' : 'regular';
  const text = shownValue(value, texts);
  const narrow = sheet.wrapped(text, { size: VALUE, weight, maxWidth: COLUMN });
  const isWhole = narrow.length > 3;
  const maxWidth = isWhole ? WIDTH : COLUMN;
  return {
    label: sheet.wrapped(texts.line(label), { size: LABEL, maxWidth }),
    value: isWhole ? sheet.wrapped(text, { size: VALUE, weight, maxWidth }) : narrow,
    weight,
    isWhole,
  };
}

function heightOf({ label, value }: Laid): number {
  return label.length * LABEL * 1.25 + value.length * STEP + 6;
}

function drawRow(sheet: Sheet, row: readonly Laid[]): void {
  const height = Math.max(...row.map(heightOf));
  sheet.ensure(height);
  row.forEach((laid, place) => {
    drawAt(sheet, laid, LEFT + place * (COLUMN + BETWEEN));
  });
  sheet.y += height;
}

function drawAt(sheet: Sheet, { label, value, weight }: Laid, left: number): void {
  let top = sheet.y;
  for (const line of label) {
    sheet.text(line, left, top, { size: LABEL, ink: 'text3' });
    top += LABEL * 1.25;
  }
  for (const line of value) {
    sheet.text(line, left, top + 1, { size: VALUE, weight });
    top += STEP;
  }
}

/** Line by line, so that it may go over pages. */
function drawWhole(sheet: Sheet, { label, value, weight }: Laid): void {
  sheet.ensure(LABEL * 1.25 * label.length + STEP * 2);
  for (const line of label) {
    sheet.text(line, LEFT, sheet.y, { size: LABEL, ink: 'text3' });
    sheet.y += LABEL * 1.25;
  }
  for (const line of value) {
    sheet.ensure(STEP);
    sheet.text(line, LEFT, sheet.y + 1, { size: VALUE, weight });
    sheet.y += STEP;
  }
  sheet.y += 6;
}

/** Paragraphs over the whole width. */
export function drawParagraphs(
  sheet: Sheet,
  paragraphs: readonly string[],
  style: { readonly size: number; readonly ink: 'text' | 'text2' | 'text3' },
): void {
  for (const paragraph of paragraphs) {
    for (const line of sheet.wrapped(paragraph, { ...style, maxWidth: WIDTH })) {
      sheet.ensure(style.size * 1.35);
      sheet.text(line, LEFT, sheet.y, style);
      sheet.y += style.size * 1.35;
    }
    sheet.y += 4;
  }
}
