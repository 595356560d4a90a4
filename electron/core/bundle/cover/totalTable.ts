// Per direction and currency: what each VAT rate adds up to.
import type { Direction } from '../../../../shared/domain/invoice';
import { decimalOf, shownDecimal } from '../numbers';
import type { BundleTexts } from '../texts';
import type { RateSum, Total } from '../totals';
import { PAGE, type Sheet, type TextStyle } from '../../pdf/sheet';

const ROW = 17;
/** Right edges of the number columns. */
const COUNT = PAGE.left + 205;
const NET = PAGE.left + 300;
const VAT = PAGE.left + 390;
const GROSS = PAGE.right;

export function totalSections(sheet: Sheet, totals: readonly Total[], texts: BundleTexts): void {
  const { cover } = texts.words;
  const titles: Readonly<Record<Direction, string>> = {
    sale: cover.sales,
    purchase: cover.purchases,
    other: cover.others,
  };
  for (const total of totals) {
    sheet.ensure(64 + ROW * Math.min(total.rates.length + 1, 20));
    sheet.text(titles[total.direction], PAGE.left, sheet.y, { size: 11.5, weight: 'semiBold' });
    const titleWidth = sheet.width(titles[total.direction], { size: 11.5, weight: 'semiBold' });
    sheet.text(total.currency, PAGE.left + titleWidth + 6, sheet.y + 1.7, { size: 9.5, ink: 'text3' });
    sheet.y += 22;
    tableHead(sheet, texts);
    for (const rate of total.rates) {
      if (sheet.ensure(ROW + 24)) tableHead(sheet, texts);
      rateRow(sheet, rate, total.currency, texts);
    }
    totalRow(sheet, total, texts);
    sheet.y += 20;
  }
  if (totals.length > 0) note(sheet, cover.rate_note);
}

function tableHead(sheet: Sheet, { words }: BundleTexts): void {
  const style: TextStyle = { size: 8.5, ink: 'text3' };
  const right: TextStyle = { ...style, align: 'right' };
  sheet.text(words.cover.rate, PAGE.left, sheet.y, style);
  sheet.text(words.cover.count, COUNT, sheet.y, right);
  sheet.text(words.cover.net, NET, sheet.y, right);
  sheet.text(words.cover.vat, VAT, sheet.y, right);
  sheet.text(words.cover.gross, GROSS, sheet.y, right);
  sheet.y += 14;
  sheet.rule(sheet.y, 'strong');
  sheet.y += 4;
}

function rateRow(sheet: Sheet, sum: RateSum, currency: string, texts: BundleTexts): void {
  const style: TextStyle = { size: 9.5 };
  const right: TextStyle = { ...style, align: 'right' };
  const money = (minor: bigint): string => shownDecimal(decimalOf(minor, currency), texts.language);
  const label = sum.rate === null ? texts.words.cover.no_rate : rateLabel(sum.rate);
  sheet.text(label, PAGE.left, sheet.y, { ...style, ink: sum.rate === null ? 'text2' : 'text', maxWidth: 140 });
  sheet.text(shownDecimal(String(sum.count), texts.language), COUNT, sheet.y, { ...right, ink: 'text2' });
  sheet.text(money(sum.net), NET, sheet.y, right);
  sheet.text(money(sum.vat), VAT, sheet.y, right);
  sheet.y += ROW - 4;
  sheet.rule(sheet.y);
  sheet.y += 4;
}

/** Percentages get their sign; the words of the law (`zw`, `oo`, `np I`) stay as the invoice has them. */
function rateLabel(rate: string): string {
  return /^\d+(?:\.\d+)?$/.test(rate) ? `${rate.replace('.', ',')} %` : rate;
}

function totalRow(sheet: Sheet, total: Total, texts: BundleTexts): void {
  const style: TextStyle = { size: 9.5, weight: 'semiBold' };
  const right: TextStyle = { ...style, align: 'right' };
  const money = (minor: bigint): string => shownDecimal(decimalOf(minor, total.currency), texts.language);
  sheet.text(texts.words.cover.total, PAGE.left, sheet.y, style);
  sheet.text(shownDecimal(String(total.count), texts.language), COUNT, sheet.y, right);
  sheet.text(money(total.net), NET, sheet.y, right);
  sheet.text(money(total.vat), VAT, sheet.y, right);
  sheet.text(money(total.gross), GROSS, sheet.y, right);
  sheet.y += ROW;
}

export function note(sheet: Sheet, text: string): void {
  const style = { size: 8, ink: 'text3', maxWidth: PAGE.right - PAGE.left } as const;
  const lines = sheet.wrapped(text, style);
  sheet.ensure(lines.length * 11 + 4);
  for (const line of lines) {
    sheet.text(line, PAGE.left, sheet.y, style);
    sheet.y += 11;
  }
  sheet.y += 20;
}
