// What every page that proves something has: its instants, its footers, what it says of itself to a program.
import { fill, type BundleTexts } from '../bundle/texts';
import { PAGE, type Sheet } from '../pdf/sheet';

/** The source's own instant, whatever its precision; ours without milliseconds. */
export const shownInstant = (instant: string): string =>
  instant
    .replace(/\.\d{3}Z$/, 'Z')
    .replace('T', ' ')
    .replace('Z', ' UTC');

export function footers(sheet: Sheet, texts: BundleTexts, left: string): void {
  for (let page = 0; page < sheet.pageCount; page += 1) {
    sheet.turnTo(page);
    const top = PAGE.height - 44;
    sheet.rule(top);
    const number = fill(texts.words.cover.page, { page: String(page + 1), pages: String(sheet.pageCount) });
    sheet.text(number, PAGE.right, top + 8, { size: 8, ink: 'text3', align: 'right' });
    sheet.text(left, PAGE.left, top + 8, { size: 8, ink: 'text3', maxWidth: 380 });
  }
}

interface Description {
  readonly title: string;
  readonly author: string;
  readonly madeAt: string;
  readonly language: string;
}

export function describe({ pdf }: Sheet, { title, author, madeAt, language }: Description): void {
  const made = new Date(madeAt);
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setAuthor(author);
  pdf.setProducer('Kontor');
  pdf.setCreator('Kontor');
  pdf.setLanguage(language);
  pdf.setCreationDate(made);
  pdf.setModificationDate(made);
}
