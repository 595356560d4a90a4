// A year of reports as a page: month by month, did it go out, where to, when, and was it verified.
import type { Language } from '../../../shared/domain/ids';
import type { DestinationOfMonth, FileThere, YearOfReports } from '../../../shared/domain/yearOfReports';
import { taxIdLine } from '../bundle/cover/cover';
import { fill, textsFor, wordFor, type BundleTexts } from '../bundle/texts';
import { PAGE, Sheet } from '../pdf/sheet';
import { describe, footers, shownInstant } from './pageParts';
import { yearWords } from './yearWords';

const STATE = PAGE.left + 150;
const FILE = PAGE.left + 262;
const WIDTH = PAGE.right - FILE;

interface Drawing {
  readonly sheet: Sheet;
  readonly facts: YearOfReports;
  readonly words: ReturnType<typeof yearWords>;
  readonly texts: BundleTexts;
}

export async function yearPdf(facts: YearOfReports, language: Language): Promise<Uint8Array> {
  const drawing: Drawing = {
    sheet: await Sheet.create(),
    facts,
    words: yearWords(language),
    texts: textsFor(language),
  };
  heading(drawing);
  for (const month of facts.months) drawMonth(drawing, month);
  const { sheet, words, texts } = drawing;
  footers(sheet, texts, `${facts.company.name} · ${String(facts.year)} · ${facts.program}`);
  const title = fill(words.year_export.title, { year: String(facts.year) });
  describe(sheet, { title, author: facts.company.name, madeAt: facts.madeAt, language });
  return sheet.pdf.save({ useObjectStreams: true });
}

function heading({ sheet, facts, words, texts }: Drawing): void {
  const maxWidth = PAGE.right - PAGE.left;
  sheet.mark(PAGE.left, PAGE.top - 2, 15);
  sheet.text('Kontor', PAGE.left + 20, PAGE.top, { size: 10.5, weight: 'semiBold' });
  sheet.text(shownInstant(facts.madeAt), PAGE.right, PAGE.top, { size: 9.5, ink: 'text2', align: 'right' });
  const title = fill(words.year_export.title, { year: String(facts.year) });
  sheet.text(title, PAGE.left, PAGE.top + 42, { size: 26, weight: 'semiBold', maxWidth });
  sheet.text(facts.company.name, PAGE.left, PAGE.top + 82, { size: 12.5, weight: 'semiBold', maxWidth });
  const taxId = taxIdLine(facts.company, texts);
  if (taxId !== null) sheet.text(taxId, PAGE.left, PAGE.top + 99, { size: 9.5, ink: 'text2' });
  sheet.y = PAGE.top + 128;
  const style = { size: 9.5, ink: 'text2', maxWidth } as const;
  for (const line of sheet.wrapped(words.year_export.promise, style)) {
    sheet.text(line, PAGE.left, sheet.y, style);
    sheet.y += 14;
  }
}

function drawMonth(drawing: Drawing, { month, destinations }: YearOfReports['months'][number]): void {
  const { sheet, texts } = drawing;
  sheet.ensure(110);
  sheet.y += 14;
  const name = wordFor(texts.words.month, String(Number(month.slice(5))));
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)} ${month.slice(0, 4)}`;
  sheet.text(title, PAGE.left, sheet.y, { size: 11.5, weight: 'semiBold' });
  sheet.y += 19;
  sheet.rule(sheet.y, 'strong');
  sheet.y += 5;
  for (const place of destinations) drawPlace(drawing, place);
}

function drawPlace(drawing: Drawing, place: DestinationOfMonth): void {
  const { sheet, words } = drawing;
  sheet.ensure(place.files.length === 0 ? 18 : 50);
  sheet.text(place.title, PAGE.left, sheet.y, { size: 9.5, weight: 'semiBold', maxWidth: 142 });
  const isWanting = place.state === 'missing' || place.state === 'done_late';
  sheet.text(words.state[place.state], STATE, sheet.y, {
    size: 9.5,
    ink: isWanting ? 'warn' : 'text',
    maxWidth: place.files.length === 0 ? PAGE.right - STATE : 104,
  });
  if (place.files.length === 0) sheet.y += 15;
  for (const file of place.files) drawFile(drawing, file);
  sheet.rule(sheet.y);
  sheet.y += 5;
}

function drawFile({ sheet, words }: Drawing, file: FileThere): void {
  sheet.ensure(50);
  const small = { size: 8, ink: 'text3', maxWidth: WIDTH } as const;
  sheet.text(file.fileName, FILE, sheet.y, { size: 9, maxWidth: WIDTH });
  sheet.text(`${shownInstant(file.at)} · ${words.year_export.by[file.verifiedBy]}`, FILE, sheet.y + 12, {
    ...small,
    ink: 'text2',
  });
  sheet.y += 23;
  if (file.checked) {
    const text = `${words.year_export.checked[file.checked.state]} · ${shownInstant(file.checked.at)}`;
    sheet.text(text, FILE, sheet.y, { ...small, ink: file.checked.state === 'same' ? 'text2' : 'warn' });
    sheet.y += 11;
  }
  for (const line of sheet.wrapped(file.path, small)) {
    sheet.text(line, FILE, sheet.y, small);
    sheet.y += 10;
  }
  const hash = { ...small, size: 7, weight: 'code' } as const;
  for (const line of sheet.wrapped(`SHA-256 ${file.sha256}`, hash)) {
    sheet.text(line, FILE, sheet.y, hash);
    sheet.y += 9;
  }
  sheet.y += 4;
}
