// Seller and buyer side by side, everybody else below them in the same two columns.
import type { ViewParty } from '../../../shared/domain/invoiceView';
import type { Sheet, TextStyle } from '../pdf/sheet';
import { LEFT, WIDTH } from './layout';
import type { PaperTexts } from './paperTexts';
import { shownValue } from './shownValue';

const BETWEEN = 24;
const COLUMN = (WIDTH - BETWEEN) / 2;

interface Line {
  readonly text: string;
  readonly style: TextStyle;
  readonly step: number;
}

export function drawParties(sheet: Sheet, parties: readonly ViewParty[], texts: PaperTexts): void {
  for (let from = 0; from < parties.length; from += 2) {
    const pair = parties.slice(from, from + 2).map((party) => linesOf(sheet, party, texts));
    const height = Math.max(...pair.map((lines) => lines.reduce((sum, line) => sum + line.step, 0)));
    sheet.ensure(Math.min(height, 500));
    const start = sheet.y;
    pair.forEach((lines, place) => {
      let top = start;
      for (const { text, style, step } of lines) {
        sheet.text(text, LEFT + place * (COLUMN + BETWEEN), top, style);
        top += step;
      }
    });
    sheet.y = start + height + 12;
  }
}

function linesOf(sheet: Sheet, party: ViewParty, texts: PaperTexts): readonly Line[] {
  const isMain = party.place === 'main';
  const add = (text: string, style: TextStyle): readonly Line[] =>
    sheet.wrapped(text, { ...style, maxWidth: COLUMN }).map((line) => ({ text: line, style, step: style.size * 1.32 }));
  const soft = (text: string): readonly Line[] => add(text, { size: 8, ink: 'text2' });
  return [
    ...add(texts.line(party.role), { size: 7.6, ink: 'text3' }),
    ...(party.name === undefined ? [] : add(party.name, { size: isMain ? 10.5 : 9, weight: 'semiBold' })),
    ...party.address.flatMap(soft),
    ...party.fields.flatMap(({ label, value }) => soft(`${texts.line(label)}: ${shownValue(value, texts)}`)),
  ];
}
