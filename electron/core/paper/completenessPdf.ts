// The certificate of completeness as a page: the promise first, then how far each side reaches, then month by month.
import type { CompletenessCertificate } from '../../../shared/domain/completenessCertificate';
import type { Language } from '../../../shared/domain/ids';
import type { Direction } from '../../../shared/domain/invoice';
import { taxIdLine } from '../bundle/cover/cover';
import { shownDecimal } from '../bundle/numbers';
import { fill, textsFor, wordFor, type BundleTexts } from '../bundle/texts';
import { PAGE, Sheet } from '../pdf/sheet';
import { describe, footers, shownInstant } from './pageParts';
import de from '../../../shared/locales/de/completeness.json';
import en from '../../../shared/locales/en/completeness.json';
import et from '../../../shared/locales/et/completeness.json';
import pl from '../../../shared/locales/pl/completeness.json';

const WORDS: Readonly<Record<Language, typeof en>> = { de, en, et, pl };
const ROW = 17;
const STATE = PAGE.left + 120;
const COUNT = PAGE.left + 300;

interface Drawing {
  readonly sheet: Sheet;
  readonly facts: CompletenessCertificate;
  readonly words: typeof en;
  readonly texts: BundleTexts;
}

export async function completenessPdf(facts: CompletenessCertificate, language: Language): Promise<Uint8Array> {
  const drawing: Drawing = {
    sheet: await Sheet.create(),
    facts,
    words: WORDS[language],
    texts: textsFor(language),
  };
  heading(drawing);
  promise(drawing);
  streams(drawing);
  for (const direction of ['sale', 'purchase', 'other'] as const) months(drawing, direction);
  const { sheet, words, texts } = drawing;
  footers(sheet, texts, `${facts.company.name} · ${facts.source.title} · ${facts.program}`);
  const title = `${words.certificate}: ${facts.source.title}`;
  describe(sheet, { title, author: facts.company.name, madeAt: facts.madeAt, language });
  return sheet.pdf.save({ useObjectStreams: true });
}

function heading({ sheet, facts, words, texts }: Drawing): void {
  const { company, source } = facts;
  const width = PAGE.right - PAGE.left;
  sheet.mark(PAGE.left, PAGE.top - 2, 15);
  sheet.text('Kontor', PAGE.left + 20, PAGE.top, { size: 10.5, weight: 'semiBold' });
  sheet.text(shownInstant(facts.madeAt), PAGE.right, PAGE.top, { size: 9.5, ink: 'text2', align: 'right' });
  sheet.text(words.certificate, PAGE.left, PAGE.top + 42, { size: 9.5, ink: 'text3' });
  sheet.text(source.title, PAGE.left, PAGE.top + 55, { size: 26, weight: 'semiBold', maxWidth: width });
  sheet.text(company.name, PAGE.left, PAGE.top + 95, { size: 12.5, weight: 'semiBold', maxWidth: width });
  const taxId = taxIdLine(company, texts);
  if (taxId !== null) sheet.text(taxId, PAGE.left, PAGE.top + 112, { size: 9.5, ink: 'text2' });
  const account = fill(words.account, { account: source.account });
  sheet.text(account, PAGE.left, PAGE.top + 127, { size: 9.5, ink: 'text2', maxWidth: width });
  sheet.y = PAGE.top + 156;
}

function paragraph(sheet: Sheet, text: string): void {
  const style = { size: 9.5, ink: 'text2', maxWidth: PAGE.right - PAGE.left } as const;
  for (const line of sheet.wrapped(text, style)) {
    sheet.ensure(14);
    sheet.text(line, PAGE.left, sheet.y, style);
    sheet.y += 14;
  }
  sheet.y += 8;
}

function promise({ sheet, facts, words }: Drawing): void {
  const { run, source } = facts;
  paragraph(sheet, fill(words.promise, { source: source.title }));
  const at = run?.finishedAt ?? null;
  paragraph(sheet, run === null || at === null ? words.no_run : fill(words.run, { id: run.id, at: shownInstant(at) }));
}

function title(sheet: Sheet, text: string, height: number): void {
  sheet.ensure(height);
  sheet.y += 8;
  sheet.text(text, PAGE.left, sheet.y, { size: 11.5, weight: 'semiBold' });
  sheet.y += 20;
  sheet.rule(sheet.y, 'strong');
  sheet.y += 4;
}

function streams({ sheet, facts, words }: Drawing): void {
  title(sheet, words.reach, 40 + 2 * ROW);
  for (const { stream, direction, from, exact, completeUpTo, comparedAt } of facts.streams) {
    sheet.ensure(3 * ROW);
    sheet.text(words.side[direction], PAGE.left, sheet.y, { size: 9.5, weight: 'semiBold', maxWidth: 115 });
    sheet.text(stream, PAGE.left, sheet.y + 12, { size: 8, ink: 'text3', maxWidth: 115 });
    const upTo = exact ?? completeUpTo;
    const reach =
      upTo === undefined
        ? words.nothing_read
        : fill(from === undefined ? words.up_to : words.from_up_to, {
            from: shownInstant(from ?? ''),
            upTo: shownInstant(upTo),
          });
    sheet.text(reach, STATE, sheet.y, { size: 8.5, maxWidth: PAGE.right - STATE });
    const compared =
      comparedAt === undefined ? words.never_compared : fill(words.compared, { at: shownInstant(comparedAt) });
    sheet.text(compared, STATE, sheet.y + 12, { size: 8, ink: 'text3', maxWidth: PAGE.right - STATE });
    sheet.y += 26;
    sheet.rule(sheet.y);
    sheet.y += 5;
  }
}

function months({ sheet, facts, words, texts }: Drawing, direction: Direction): void {
  const rows = facts.months.filter((month) => month.direction === direction);
  if (rows.length === 0) return;
  title(sheet, words.side[direction], 40 + 2 * ROW);
  for (const { month, state, count, gross } of rows.toReversed()) {
    const lines = Math.max(1, gross.length);
    sheet.ensure(ROW * lines);
    const name = wordFor(texts.words.month, String(Number(month.slice(5))));
    const style = { size: 9.5 } as const;
    sheet.text(`${name.charAt(0).toUpperCase()}${name.slice(1)} ${month.slice(0, 4)}`, PAGE.left, sheet.y, style);
    sheet.text(words.state[state], STATE, sheet.y, {
      ...style,
      ink: state === 'complete' ? 'text' : 'warn',
      maxWidth: 130,
    });
    sheet.text(shownDecimal(String(count), texts.language), COUNT, sheet.y, { ...style, ink: 'text2', align: 'right' });
    gross.forEach(({ amount, currency }, line) => {
      const shown = `${shownDecimal(amount, texts.language)} ${currency}`;
      sheet.text(shown, PAGE.right, sheet.y + line * (ROW - 4), { ...style, align: 'right' });
    });
    sheet.y += lines * (ROW - 4);
    sheet.rule(sheet.y);
    sheet.y += 4;
  }
}
