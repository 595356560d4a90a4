// The top of the first page: what this is, its number, the number that its source gave it; the dates at the right.
import type { InvoiceView } from '../../../shared/domain/invoiceView';
import { remoteNumberLabel, toldRemoteNumber } from '../../../shared/domain/remoteNumber';
import { type Sheet } from '../pdf/sheet';
import { LEFT, RIGHT, WIDTH } from './layout';
import type { PaperTexts } from './paperTexts';
import { shownValue } from './shownValue';

const FACTS = 200;
/** A number stays in one line as long as that can be read. */
const NUMBER_SIZES = [19, 17, 15, 13.5];

export function drawHeading(
  sheet: Sheet,
  view: InvoiceView,
  remoteNumber: string | undefined,
  texts: PaperTexts,
): void {
  const start = sheet.y;
  const left = drawName(sheet, view, remoteNumber, texts);
  sheet.y = start;
  const right = drawFacts(sheet, view, texts);
  sheet.y = Math.max(left, right) + 12;
  sheet.rule(sheet.y, 'strong', LEFT, RIGHT);
  sheet.y += 12;
}

function drawName(sheet: Sheet, view: InvoiceView, remoteNumber: string | undefined, texts: PaperTexts): number {
  const maxWidth = WIDTH - FACTS - 20;
  const draw = (
    text: string,
    size: number,
    weight: 'regular' | 'semiBold' | 'code',
    ink: 'text' | 'text2' | 'text3',
  ): void => {
    for (const line of sheet.wrapped(text, { size, weight, maxWidth })) {
      sheet.text(line, LEFT, sheet.y, { size, weight, ink });
      sheet.y += size * 1.28;
    }
  };
  draw(texts.line(view.title), 10, 'regular', 'text2');
  sheet.y += 1;
  const number = view.number ?? '—';
  const size = NUMBER_SIZES.find((one) => sheet.width(number, { size: one, weight: 'semiBold' }) <= maxWidth);
  draw(number, size ?? 12, 'semiBold', 'text');
  const told = toldRemoteNumber(remoteNumber, view.number);
  if (told === undefined) return sheet.y;
  sheet.y += 5;
  draw(texts.line({ key: remoteNumberLabel(told) }), 7, 'regular', 'text3');
  draw(told, 9, 'code', 'text');
  return sheet.y;
}

function drawFacts(sheet: Sheet, view: InvoiceView, texts: PaperTexts): number {
  const left = RIGHT - FACTS;
  for (const { label, value } of view.head) {
    const labels = sheet.wrapped(texts.line(label), { size: 7.4, maxWidth: 112 });
    const shown = sheet.wrapped(shownValue(value, texts), { size: 8.6, maxWidth: FACTS - 120 });
    const height = Math.max(labels.length * 9.2, shown.length * 11.2);
    sheet.ensure(height);
    labels.forEach((line, place) => {
      sheet.text(line, left, sheet.y + 0.8 + place * 9.2, { size: 7.4, ink: 'text3' });
    });
    shown.forEach((line, place) => {
      sheet.text(line, RIGHT, sheet.y + place * 11.2, { size: 8.6, align: 'right' });
    });
    sheet.y += height + 1.5;
  }
  return sheet.y;
}
