// An invoice as a PDF: A4, made on this computer, the same bytes for the same document, language and links.
import type { ViewBlock, ViewField } from '../../../shared/domain/invoiceView';
import { toldRemoteNumber } from '../../../shared/domain/remoteNumber';
import { PAGE, Sheet } from '../pdf/sheet';
import { drawFields, drawParagraphs } from './fieldGrid';
import { drawHeading } from './heading';
import { BOTTOM, LEFT, RIGHT } from './layout';
import type { PaperFacts } from './paperFacts';
import { paperTexts, type PaperTexts } from './paperTexts';
import { drawParties } from './parties';
import { drawProof } from './proof';
import { shownValue } from './shownValue';
import { drawTable } from './tableBlock';

export async function paperPdf(facts: PaperFacts): Promise<Uint8Array> {
  const { view } = facts;
  const texts = paperTexts(facts.language);
  const sheet = await Sheet.create(BOTTOM);
  sheet.y = 44;
  drawHeading(sheet, view, facts.remoteNumber, texts);
  drawParties(sheet, view.parties, texts);
  const [body, after] = split(view.blocks);
  for (const block of body) drawBlock(sheet, block, texts);
  drawTotals(sheet, view.totals, texts);
  for (const block of after) drawBlock(sheet, block, texts);
  drawQuiet(sheet, view.quiet, texts);
  drawRest(sheet, view.rest, texts);
  drawProof(sheet, facts, texts);
  drawFooters(sheet, facts, texts);
  describe(sheet, facts, texts);
  return sheet.pdf.save({ useObjectStreams: true });
}

/** The totals stand right below what they sum up. */
export function split(blocks: readonly ViewBlock[]): readonly [readonly ViewBlock[], readonly ViewBlock[]] {
  const SUMMED = new Set([
    'correction',
    'corrected_invoices',
    'lines',
    'order_lines',
    'order_value',
    'rates',
    'settlement',
  ]);
  const end = blocks.findLastIndex((block) => SUMMED.has(block.id)) + 1;
  return [blocks.slice(0, end), blocks.slice(end)];
}

function drawBlock(sheet: Sheet, block: ViewBlock, texts: PaperTexts): void {
  if (block.title !== undefined) {
    // A heading never stands alone at the foot of a page.
    sheet.ensure(block.type === 'table' ? 84 : 52);
    sheet.text(texts.line(block.title), LEFT, sheet.y, { size: 9.6, weight: 'semiBold', maxWidth: RIGHT - LEFT });
    sheet.y += 15;
  }
  if (block.type === 'table') drawTable(sheet, block, texts);
  else if (block.type === 'text') drawParagraphs(sheet, block.paragraphs, { size: 8, ink: 'text2' });
  else if (block.type === 'fields') {
    block.groups.forEach((group, place) => {
      if (place > 0) sheet.y += 3;
      drawFields(sheet, group.fields, texts);
    });
  } else {
    for (const { depth, label, value } of block.nodes) {
      const text = value === undefined ? texts.line(label) : `${texts.line(label)}: ${shownValue(value, texts)}`;
      const left = LEFT + Math.min(depth, 12) * 12;
      for (const line of sheet.wrapped(text, { size: 8, maxWidth: RIGHT - left })) {
        sheet.ensure(11);
        sheet.text(line, left, sheet.y, { size: 8, weight: value === undefined ? 'semiBold' : 'regular' });
        sheet.y += 11;
      }
    }
  }
  sheet.y += 12;
}

function drawTotals(sheet: Sheet, totals: readonly ViewField[], texts: PaperTexts): void {
  totals.forEach(({ label, value }, place) => {
    const isLast = place === totals.length - 1;
    if (value.kind !== 'money') {
      drawFields(sheet, [{ label, value }], texts);
      return;
    }
    sheet.ensure(26);
    const size = isLast ? 15 : 10;
    const amount = shownValue(value, texts);
    sheet.text(amount, RIGHT, sheet.y, { size, weight: isLast ? 'semiBold' : 'regular', align: 'right' });
    const left = RIGHT - sheet.width(amount, { size, weight: isLast ? 'semiBold' : 'regular', align: 'right' }) - 14;
    sheet.text(texts.line(label), left, sheet.y + (size - 8.6) * 0.9, { size: 8.6, ink: 'text2', align: 'right' });
    sheet.y += size * 1.35 + 2;
  });
  if (totals.length > 0) sheet.y += 12;
}

/** Small print: what the document says by "no", and what it says about itself. */
function drawQuiet(sheet: Sheet, quiet: readonly ViewField[], texts: PaperTexts): void {
  if (quiet.length === 0) return;
  sheet.ensure(30);
  const text = quiet.map(({ label, value }) => `${texts.line(label)}: ${shownValue(value, texts)}`).join(' · ');
  drawParagraphs(sheet, [text], { size: 6.8, ink: 'text3' });
  sheet.y += 6;
}

function drawRest(sheet: Sheet, rest: readonly ViewField[], texts: PaperTexts): void {
  if (rest.length === 0) return;
  const fields = rest.map(({ path, label, value }) => ({ label: path === undefined ? label : { text: path }, value }));
  drawBlock(sheet, { type: 'fields', id: 'rest', title: { key: 'fa.section.rest' }, groups: [{ fields }] }, texts);
}

function drawFooters(sheet: Sheet, { view, remoteNumber }: PaperFacts, texts: PaperTexts): void {
  const pages = sheet.pageCount;
  const left = [view.number, toldRemoteNumber(remoteNumber, view.number)]
    .filter((text) => text !== undefined)
    .join('   ');
  for (let page = 0; page < pages; page += 1) {
    sheet.turnTo(page);
    const top = PAGE.height - 42;
    sheet.rule(top, 'hairline', LEFT, RIGHT);
    const number = texts.line({ key: 'fa.column.page' }, { page: String(page + 1), pages: String(pages) });
    sheet.text(number, RIGHT, top + 7, { size: 7, ink: 'text3', align: 'right' });
    sheet.text(left, LEFT, top + 7, { size: 7, ink: 'text3', maxWidth: 350 });
  }
}

/** Properties of the file. The date is the invoice's own: when the file was made is nobody's business. */
function describe(sheet: Sheet, { view }: PaperFacts, texts: PaperTexts): void {
  const { pdf } = sheet;
  const [year = 2000, month = 1, day = 1] = (/^\d{4}-\d\d-\d\d$/.exec(view.issueDate ?? '')?.[0] ?? '2000-01-01')
    .split('-')
    .map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  pdf.setTitle([texts.parts(view.title)[0], view.number].filter((text) => text !== undefined).join(' '), {
    showInWindowTitleBar: true,
  });
  pdf.setAuthor(view.parties[0]?.name ?? '');
  pdf.setProducer('Kontor');
  pdf.setCreator('Kontor');
  pdf.setLanguage(texts.language);
  pdf.setCreationDate(date);
  pdf.setModificationDate(date);
}
