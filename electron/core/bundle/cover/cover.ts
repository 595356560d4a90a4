// cover.pdf: the page that an accountant files on top of the month. Fixed dates and names: the same month gives the same bytes.
import { formatNip, taxIdName } from '../../../../shared/domain/taxId';
import { decimalOf, shownDecimal } from '../numbers';
import type { TableRow } from '../rows';
import { type BundleTexts, fill, wordFor } from '../texts';
import type { Total } from '../totals';
import type { BundleInput } from '../types';
import { contentSection, type ContentLine, identitySection } from './contents';
import { checkSection } from './checks';
import { PAGE, Sheet } from '../../pdf/sheet';
import { monthEnd } from '../monthEnd';
import { totalSections } from './totalTable';

type CoverCompany = Pick<BundleInput['company'], 'taxId' | 'country'>;

export interface CoverFacts {
  readonly input: BundleInput;
  readonly rows: readonly TableRow[];
  readonly totals: readonly Total[];
  readonly contents: readonly ContentLine[];
  readonly localTable: string;
  readonly texts: BundleTexts;
}

export async function coverPdf(facts: CoverFacts): Promise<Uint8Array> {
  const sheet = await Sheet.create();
  heading(sheet, facts);
  summaryCards(sheet, facts);
  totalSections(sheet, facts.totals, facts.texts);
  checkSection(sheet, facts);
  contentSection(sheet, facts.contents, facts.texts);
  identitySection(sheet, facts.input.identity, facts.texts);
  footers(sheet, facts);
  describe(sheet, facts);
  return sheet.pdf.save({ useObjectStreams: true });
}

export function monthName(month: string, texts: BundleTexts): string {
  const name = wordFor(texts.words.month, String(Number(month.slice(5))));
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${month.slice(0, 4)}`;
}

export function taxIdLine({ taxId, country }: CoverCompany, texts: BundleTexts): string | null {
  if (taxId === null) return null;
  const label = texts.words.cover.tax_id[taxIdName(country, taxId)];
  return `${label} ${country === 'PL' ? formatNip(taxId) : taxId}`;
}

function heading(sheet: Sheet, facts: CoverFacts): void {
  const { input, texts } = facts;
  sheet.mark(PAGE.left, PAGE.top - 2, 15);
  sheet.text('Kontor', PAGE.left + 20, PAGE.top, { size: 10.5, weight: 'semiBold' });
  const revision = fill(texts.words.cover.revision, { revision: String(input.revision) });
  sheet.text(revision, PAGE.right, PAGE.top, { size: 9.5, ink: 'text2', align: 'right' });
  sheet.text(texts.words.cover.title, PAGE.left, PAGE.top + 42, { size: 9.5, ink: 'text3' });
  sheet.text(monthName(input.month, texts), PAGE.left, PAGE.top + 55, { size: 26, weight: 'semiBold' });
  const width = PAGE.right - PAGE.left;
  sheet.text(input.company.name, PAGE.left, PAGE.top + 95, { size: 12.5, weight: 'semiBold', maxWidth: width });
  const taxId = taxIdLine(input.company, texts);
  if (taxId !== null) sheet.text(taxId, PAGE.left, PAGE.top + 112, { size: 9.5, ink: 'text2' });
  sheet.y = PAGE.top + 140;
}

/** Sales and purchases side by side: the two numbers that one looks for. */
function summaryCards(sheet: Sheet, { totals, texts }: CoverFacts): void {
  const { cover } = texts.words;
  const gap = 14;
  const width = (PAGE.right - PAGE.left - gap) / 2;
  const sides = (['sale', 'purchase'] as const).map((direction) => totals.filter((one) => one.direction === direction));
  const lines = Math.max(1, ...sides.map((side) => Math.min(side.length, MAX_CURRENCIES)));
  const height = 46 + lines * 22;
  sides.forEach((side, index) => {
    const left = PAGE.left + index * (width + gap);
    sheet.card(left, sheet.y, width, height);
    const title = index === 0 ? cover.sales : cover.purchases;
    sheet.text(title, left + 14, sheet.y + 14, { size: 9.5, weight: 'semiBold', ink: 'text2' });
    const count = String(side.reduce((sum, one) => sum + one.count, 0));
    const counted = fill(cover.invoices_count, { count: shownDecimal(count, texts.language) });
    sheet.text(counted, left + width - 14, sheet.y + 14, { size: 9.5, ink: 'text3', align: 'right' });
    if (side.length === 0) sheet.text(cover.none, left + 14, sheet.y + 35, { size: 12, ink: 'text3' });
    side.slice(0, MAX_CURRENCIES).forEach((one, line) => {
      const top = sheet.y + 34 + line * 22;
      const amount = shownDecimal(decimalOf(one.gross, one.currency), texts.language);
      const currencyLeft = left + width - 14 - sheet.width(one.currency, { size: 9.5 });
      sheet.text(amount, currencyLeft - 5, top, { size: line === 0 ? 17 : 12.5, weight: 'semiBold', align: 'right' });
      const drop = line === 0 ? 6.6 : 2.6;
      sheet.text(one.currency, currencyLeft, top + drop, { size: 9.5, ink: 'text3' });
    });
  });
  sheet.y += height + 26;
}

const MAX_CURRENCIES = 4;

function footers(sheet: Sheet, facts: CoverFacts): void {
  const { input, texts } = facts;
  const pages = sheet.pageCount;
  const revision = fill(texts.words.cover.revision, { revision: String(input.revision) });
  for (let page = 0; page < pages; page += 1) {
    sheet.turnTo(page);
    const top = PAGE.height - 44;
    sheet.rule(top);
    const number = fill(texts.words.cover.page, { page: String(page + 1), pages: String(pages) });
    sheet.text(number, PAGE.right, top + 8, { size: 8, ink: 'text3', align: 'right' });
    const left = `${input.company.name} · ${monthName(input.month, texts)} · ${revision}`;
    sheet.text(left, PAGE.left, top + 8, { size: 8, ink: 'text3', maxWidth: 380 });
  }
}

/** Properties of the file. The date is the month's last day: when it was made is in the receipt, not in the bytes. */
function describe(sheet: Sheet, { input, texts }: CoverFacts): void {
  const { pdf } = sheet;
  const date = monthEnd(input.month);
  pdf.setTitle(`${texts.words.cover.title}: ${monthName(input.month, texts)}`, { showInWindowTitleBar: true });
  pdf.setAuthor(input.company.name);
  pdf.setProducer('Kontor');
  pdf.setCreator('Kontor');
  pdf.setLanguage(texts.language);
  pdf.setCreationDate(date);
  pdf.setModificationDate(date);
}
