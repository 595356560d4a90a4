// What lies in the ZIP beside the cover, and the checksum that stands for the month's content.
import { shownBytes, shownDecimal } from '../numbers';
import { type BundleTexts, fill } from '../texts';
import { PAGE, type Sheet } from '../../pdf/sheet';
import { note } from './totalTable';

export interface ContentLine {
  readonly name: string;
  readonly what: string;
  readonly count: number | null;
  readonly bytes: number | null;
}

const ROW = 17;

export function contentSection(sheet: Sheet, lines: readonly ContentLine[], texts: BundleTexts): void {
  sheet.ensure(40 + ROW * lines.length);
  sheet.text(texts.words.cover.contents, PAGE.left, sheet.y, { size: 11.5, weight: 'semiBold' });
  sheet.y += 20;
  sheet.rule(sheet.y, 'strong');
  sheet.y += 4;
  for (const { name, what, count, bytes } of lines) {
    const files =
      count === null ? '' : fill(texts.words.cover.files_count, { count: shownDecimal(String(count), texts.language) });
    sheet.text(name, PAGE.left, sheet.y, { size: 9.5, maxWidth: 120 });
    sheet.text(what, PAGE.left + 130, sheet.y, { size: 9.5, ink: 'text2', maxWidth: 225 });
    sheet.text(files, PAGE.right - 60, sheet.y, { size: 9.5, ink: 'text3', align: 'right' });
    if (bytes !== null)
      sheet.text(shownBytes(bytes, texts.language), PAGE.right, sheet.y, { size: 9.5, align: 'right' });
    sheet.y += ROW - 4;
    sheet.rule(sheet.y);
    sheet.y += 4;
  }
  sheet.y += 18;
}

export function identitySection(sheet: Sheet, identity: string, texts: BundleTexts): void {
  sheet.ensure(64);
  sheet.text(texts.words.cover.identity, PAGE.left, sheet.y, { size: 9.5, weight: 'semiBold' });
  sheet.y += 15;
  // In groups of eight, so that a person can compare it.
  const groups = identity.match(/.{1,8}/g) ?? [];
  sheet.text(groups.join('  '), PAGE.left, sheet.y, { size: 8.8, weight: 'code', ink: 'text2' });
  sheet.y += 16;
  note(sheet, texts.words.cover.identity_note);
}
