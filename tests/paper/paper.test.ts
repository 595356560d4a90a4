// The PDF of an invoice: says everything that the document says, is the same every time, and carries a code that can be read.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { viewOf } from '../../electron/core/formats/registry';
import type { PaperFacts } from '../../electron/core/paper/paperFacts';
import { paperPdf } from '../../electron/core/paper/paperPdf';
import { paperTexts } from '../../electron/core/paper/paperTexts';
import { qrPath } from '../../electron/core/paper/qrPath';
import { shownValue } from '../../electron/core/paper/shownValue';
import { PAGE, Sheet } from '../../electron/core/pdf/sheet';
import type { InvoiceView, ViewField, ViewValue } from '../../shared/domain/invoiceView';
import { readQr } from '../support/readQr';
import { referencePath } from '../support/reference';

const samples = referencePath('ksef', 'samples', 'invoices');
const NUMBER = '5265877635-20250826-0100001AF629-AF';
const LINK = 'https://qr-test.ksef.mf.gov.pl/invoice/1111111111/01-02-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE';

const factsOf = (bytes: Uint8Array, rest: Partial<PaperFacts> = {}): PaperFacts => ({
  view: viewOf(bytes),
  language: 'pl-en',
  sha256: createHash('sha256').update(bytes).digest('hex'),
  remoteNumber: NUMBER,
  links: { invoice: LINK },
  ...rest,
});

interface Drawn {
  readonly text: string;
  readonly page: number;
  readonly top: number;
  readonly right: number;
}
let drawn: Drawn[] = [];
let paths: string[] = [];
beforeEach(() => {
  drawn = [];
  paths = [];
  const text = Sheet.prototype.text;
  vi.spyOn(Sheet.prototype, 'text').mockImplementation(function (this: Sheet, shown, x, top, style) {
    const right = style.align === 'right' ? x : x + this.width(shown, style);
    drawn.push({ text: shown, page: this.pageCount, top, right });
    text.call(this, shown, x, top, style);
  });
  const shape = Sheet.prototype.shape;
  vi.spyOn(Sheet.prototype, 'shape').mockImplementation(function (this: Sheet, path, left, top, scale) {
    paths.push(path);
    shape.call(this, path, left, top, scale);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Wrapping cuts texts at spaces and in long words: compared without spaces. */
const squeezed = (text: string): string => text.replace(/\s+/gu, '');

function valuesOf(view: InvoiceView): readonly ViewValue[] {
  const fields: ViewField[] = [...view.head, ...view.totals, ...view.quiet, ...view.rest];
  const found: ViewValue[] = [];
  for (const party of view.parties) fields.push(...party.fields);
  for (const block of view.blocks) {
    if (block.type === 'fields') for (const group of block.groups) fields.push(...group.fields);
    if (block.type === 'table') {
      for (const row of block.rows) {
        fields.push(...row.details);
        for (const cell of row.cells) if (cell !== null) found.push(cell);
      }
    }
  }
  return [...found, ...fields.map(({ value }) => value)];
}

describe.skipIf(samples === null)('official samples', () => {
  const files = globSync(`${samples ?? ''}/*.xml`).map((file) => [path.basename(file), file] as const);
  it.each(files)('%s: every value is drawn, within the page', async (_, file) => {
    const facts = factsOf(readFileSync(file));
    await paperPdf(facts);
    const texts = paperTexts('pl-en');
    const whole = squeezed(drawn.map(({ text }) => text).join(''));
    // A cell's lines stand between those of its neighbours, so its words are looked for one by one.
    const missing = valuesOf(facts.view)
      .map((value) => shownValue(value, texts, { isCurrencyKnown: true }))
      .filter((text) => !text.split(/\s+/u).every((word) => whole.includes(word)));
    expect(missing).toEqual([]);
    for (const party of facts.view.parties) expect(whole).toContain(squeezed(party.name ?? ''));
    expect(drawn.filter(({ right }) => right > PAGE.width - 40)).toEqual([]);
    expect(drawn.filter(({ top }) => top < 30 || top > PAGE.height - 30)).toEqual([]);
  });

  it('gives the same bytes again, and others in another language', async () => {
    const bytes = readFileSync(path.join(samples ?? '', 'FA3_02_KOR_StanPrzed.xml'));
    const [first, second, german] = [
      await paperPdf(factsOf(bytes)),
      await paperPdf(factsOf(bytes)),
      await paperPdf(factsOf(bytes, { language: 'de' })),
    ];
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.compare(first, german)).not.toBe(0);
    const pdf = await PDFDocument.load(first, { updateMetadata: false });
    expect(pdf.getTitle()).toBe('Faktura korygująca FK2026/03/200');
    expect(pdf.getCreationDate()?.toISOString()).toBe('2026-03-15T00:00:00.000Z');
  });
});

const line = (no: number, name: string): string =>
  `<FaWiersz><NrWierszaFa>${no}</NrWierszaFa><P_7>${name}</P_7><P_8A>szt.</P_8A><P_8B>1</P_8B><P_9A>1.23456789</P_9A><P_11>1.23</P_11><P_12>23</P_12></FaWiersz>`;
const invoice = (lines: string): Buffer =>
  Buffer.from(
    `<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Fa><KodWaluty>PLN</KodWaluty><P_1>2026-02-01</P_1><P_2>F/1</P_2>${lines}<P_15>1230</P_15></Fa></Faktura>`,
  );

describe('long invoices', () => {
  it('repeat the head of the table on every page and number the pages', async () => {
    const lines = Array.from({ length: 1000 }, (_, place) => line(place + 1, `Towar numer ${place + 1}`)).join('');
    await paperPdf(factsOf(invoice(lines)));
    const pages = Math.max(...drawn.map(({ page }) => page));
    expect(pages).toBeGreaterThan(15);
    expect(drawn.filter(({ text }) => text === 'Nazwa towaru lub usługi')).toHaveLength(pages - 1);
    expect(drawn.filter(({ text }) => /^Towar numer \d+$/.test(text))).toHaveLength(1000);
    expect(drawn.filter(({ text }) => text === '1,23456789')).toHaveLength(1000);
    expect(drawn.map(({ text }) => text)).toContain(`strona ${pages} z ${pages} / page ${pages} of ${pages}`);
  });

  it('break words that fit no line, and rows that fit no page', async () => {
    const word = 'Ź'.repeat(9000);
    await paperPdf(factsOf(invoice(line(1, word))));
    expect(
      drawn
        .filter(({ text }) => /^Ź+$/.test(text))
        .map(({ text }) => text)
        .join(''),
    ).toHaveLength(9000);
    expect(drawn.filter(({ right, top }) => right > PAGE.width - 40 || top > PAGE.height - 30)).toEqual([]);
    expect(Math.max(...drawn.map(({ page }) => page))).toBeGreaterThan(1);
  });

  it('draws a document of an unknown schema as its tree', async () => {
    await paperPdf(
      factsOf(Buffer.from('<Order xmlns="urn:x"><OrderLine><Name>Śruba</Name></OrderLine></Order>'), { links: {} }),
    );
    expect(drawn.map(({ text }) => text)).toContain('Name: Śruba');
    expect(paths).toEqual([]);
  });

  it('draws any text without falling over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async (name) => {
        const safe = name.replace(/[<&\u0000-\u001f\ufffe\uffff]|[\ud800-\udfff]/g, '?');
        const pdf = await paperPdf(factsOf(invoice(line(1, `x${safe}`))));
        expect(pdf.length).toBeGreaterThan(1000);
      }),
      { numRuns: 15 },
    );
  });
});

describe('the code on the page', () => {
  it('is read back by another library', async () => {
    await paperPdf(factsOf(invoice(line(1, 'a'))));
    expect(paths).toHaveLength(1);
    expect(readQr(paths[0] ?? '', qrPath(LINK).size)).toBe(LINK);
    expect(drawn.map(({ text }) => text)).toContain(NUMBER);
  });

  it('comes with a second one for what was issued offline, without a number yet', async () => {
    const certificate = `https://qr.ksef.mf.gov.pl/certificate/Nip/5265877635/5265877635/01F20A5D352AE590/${'a'.repeat(43)}/${'b'.repeat(342)}`;
    const { remoteNumber: _, ...facts } = factsOf(invoice(line(1, 'a')), { links: { invoice: LINK, certificate } });
    await paperPdf(facts);
    expect(paths.map((one, place) => readQr(one, qrPath([LINK, certificate][place] ?? '').size))).toEqual([
      LINK,
      certificate,
    ]);
    const texts = drawn.map(({ text }) => text);
    expect(texts).toContain('OFFLINE');
    expect(texts).toContain('CERTYFIKAT');
  });

  it('holds any link', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{43,400}$/), (text) => {
        const { path, size } = qrPath(`https://qr.ksef.mf.gov.pl/${text}`);
        expect(readQr(path, size)).toBe(`https://qr.ksef.mf.gov.pl/${text}`);
      }),
      { numRuns: 20 },
    );
  });
});

describe('values', () => {
  const pl = paperTexts('pl');
  it.each<[ViewValue, string]>([
    [{ kind: 'money', text: '2051', currency: 'PLN' }, '2 051,00 PLN'],
    [{ kind: 'money', text: '-0.12345678', currency: 'PLN' }, '−0,12345678 PLN'],
    [{ kind: 'money', text: '1200', currency: 'JPY' }, '1 200 JPY'],
    [{ kind: 'money', text: 'n/a', currency: 'PLN' }, 'n/a PLN'],
    [{ kind: 'number', text: '1000.5' }, '1 000,5'],
    [{ kind: 'percent', text: '50' }, '50%'],
    [{ kind: 'date', text: '2026-02-15' }, '15.02.2026'],
    [{ kind: 'date', text: 'wczoraj' }, 'wczoraj'],
    [{ kind: 'instant', text: '2026-02-01T10:00:00Z' }, '01.02.2026 10:00:00 UTC'],
    [{ kind: 'account', text: '73111111111111111111111111' }, '73 1111 1111 1111 1111 1111 1111'],
    [{ kind: 'taxId', text: '5265877635' }, '526-587-76-35'],
    [{ kind: 'code', text: '23' }, '23%'],
    [{ kind: 'code', text: '6', word: 'fa.code.payment_form.6' }, 'przelew'],
  ])('%o is written %s', (value, expected) => {
    expect(shownValue(value, pl).replaceAll('\u00a0', ' ')).toBe(expected);
  });
});
