// A4 pages with the product's type and colours: what the month's cover and the invoices are drawn with. Knows nothing of either.
import fontkit from '@pdf-lib/fontkit';
import { type Color, PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import { fontFiles } from './fonts';

/** `code` has a slashed zero, for what is compared character by character. */
export type Weight = 'regular' | 'semiBold' | 'code';
/** Digits of one width stand in columns; in running text they would tear words like `2026-10` apart. */
type Face = Weight | 'regularColumn' | 'semiBoldColumn';
export type Ink = 'text' | 'text2' | 'text3' | 'accent' | 'warn';

/** The light theme's tokens. */
const INKS: Readonly<Record<Ink, Color>> = {
  text: hex(0x12181a),
  text2: hex(0x4a5559),
  text3: hex(0x626d71),
  accent: hex(0x00687a),
  warn: hex(0x8a5700),
};
const BLACK = hex(0);
const LINE = hex(0xe3e8e9);
const STRONG_LINE = hex(0xd3dadc);
const SUNKEN = hex(0xf7f9f9);

/** Nothing of what Inter does by context: it takes milliseconds per string and would turn `3x4` into `3×4`. Kerning
 * is as slow, and the library does not use it. */
const PLAIN_FEATURES = {
  calt: false,
  ccmp: false,
  clig: false,
  dnom: false,
  frac: false,
  kern: false,
  liga: false,
  locl: false,
  mark: false,
  mkmk: false,
  numr: false,
  rlig: false,
};

/** Widths of letters by face, at size 1000. They are the font's own and outlive a document. */
const WIDTHS: Readonly<Record<Face, Map<string, number>>> = {
  regular: new Map(),
  regularColumn: new Map(),
  semiBold: new Map(),
  semiBoldColumn: new Map(),
  code: new Map(),
};

export const PAGE = { width: 595.28, height: 841.89, left: 56, right: 539.28, top: 56, bottom: 72 };

export interface TextStyle {
  readonly size: number;
  readonly weight?: Weight;
  readonly ink?: Ink;
  readonly align?: 'left' | 'right';
  /** Longer text is cut with an ellipsis. */
  readonly maxWidth?: number;
}

export class Sheet {
  readonly pdf: PDFDocument;
  private readonly fonts: Readonly<Record<Face, PDFFont>>;
  private page: PDFPage;
  /** Distance of the next line's top from the page's top. */
  y: number = PAGE.top;

  private readonly bottom: number;

  private constructor(pdf: PDFDocument, fonts: Readonly<Record<Face, PDFFont>>, bottom: number) {
    this.bottom = bottom;
    this.pdf = pdf;
    this.fonts = fonts;
    this.page = pdf.addPage([PAGE.width, PAGE.height]);
  }

  /** `bottom`: the margin below which nothing but a footer is drawn. */
  static async create(bottom = PAGE.bottom): Promise<Sheet> {
    const pdf = await PDFDocument.create({ updateMetadata: false });
    pdf.registerFontkit({ create: parsedFont });
    const { regular, semiBold } = fontFiles();
    // Fixed names, because the library would add a suffix of its own.
    const face = (font: Uint8Array, name: string, features: Readonly<Record<string, boolean>>): Promise<PDFFont> =>
      pdf.embedFont(font, { subset: true, features: { ...PLAIN_FEATURES, ...features }, customName: `KNTR${name}` });
    return new Sheet(
      pdf,
      {
        regular: await face(regular, 'AA+Inter-Regular', {}),
        regularColumn: await face(regular, 'AB+Inter-Regular', { tnum: true }),
        semiBold: await face(semiBold, 'AC+Inter-SemiBold', {}),
        semiBoldColumn: await face(semiBold, 'AD+Inter-SemiBold', { tnum: true }),
        code: await face(regular, 'AE+Inter-Regular', { tnum: true, zero: true }),
      },
      bottom,
    );
  }

  get pageCount(): number {
    return this.pdf.getPageCount();
  }

  /** Starts a page when less than this is left; answers whether it did. */
  ensure(height: number): boolean {
    if (this.y + height <= PAGE.height - this.bottom) return false;
    this.page = this.pdf.addPage([PAGE.width, PAGE.height]);
    this.y = PAGE.top;
    return true;
  }

  /** Draws on a page that is already there (footers, once the number of pages is known). */
  turnTo(index: number): void {
    this.page = this.pdf.getPage(index);
  }

  width(text: string, style: TextStyle): number {
    const face = faceOf(style);
    const font = this.fonts[face];
    // No feature of the font looks at neighbours, so a text is as wide as its letters. Laying it out would cost milliseconds.
    let width = 0;
    for (const letter of clean(text)) {
      let own = WIDTHS[face].get(letter);
      if (own === undefined) {
        own = font.widthOfTextAtSize(letter, 1000);
        WIDTHS[face].set(letter, own);
      }
      width += own;
    }
    return (width * style.size) / 1000;
  }

  /** `top` is where the line's box begins; the baseline lies where Inter's capitals end. */
  text(text: string, x: number, top: number, style: TextStyle): void {
    const shown = this.fitted(clean(text), style);
    if (shown === '') return;
    const left = style.align === 'right' ? x - this.width(shown, style) : x;
    const y = PAGE.height - top - style.size * 0.93;
    const font = this.fonts[faceOf(style)];
    this.page.drawText(shown, { x: left, y, size: style.size, font, color: INKS[style.ink ?? 'text'] });
  }

  /** Lines of at most `maxWidth`, broken at spaces; a word that fits no line is broken between its letters. */
  wrapped(text: string, style: TextStyle & { readonly maxWidth: number }): readonly string[] {
    const lines: string[] = [];
    for (const word of clean(text).split(' ')) {
      const last = lines.at(-1);
      const joined = last === undefined ? word : `${last} ${word}`;
      if (last !== undefined && this.width(joined, style) <= style.maxWidth) lines[lines.length - 1] = joined;
      else lines.push(...this.pieces(word, style));
    }
    return lines;
  }

  private pieces(word: string, style: TextStyle & { readonly maxWidth: number }): readonly string[] {
    if (this.width(word, style) <= style.maxWidth) return [word];
    const pieces: string[] = [];
    let piece = '';
    for (const letter of word) {
      if (piece !== '' && this.width(piece + letter, style) > style.maxWidth) {
        pieces.push(piece);
        piece = '';
      }
      piece += letter;
    }
    return [...pieces, piece];
  }

  rule(top: number, kind: 'hairline' | 'strong' = 'hairline', left = PAGE.left, right = PAGE.right): void {
    const y = PAGE.height - top;
    const color = kind === 'strong' ? STRONG_LINE : LINE;
    this.page.drawLine({
      start: { x: left, y },
      end: { x: right, y },
      thickness: kind === 'strong' ? 0.9 : 0.6,
      color,
    });
  }

  /** A path on a grid of its own, black: the squares of a QR code. */
  shape(path: string, left: number, top: number, scale: number): void {
    this.page.drawSvgPath(path, { x: left, y: PAGE.height - top, scale, color: BLACK });
  }

  card(left: number, top: number, width: number, height: number): void {
    const y = PAGE.height - top - height;
    this.page.drawRectangle({ x: left, y, width, height, color: SUNKEN, borderColor: LINE, borderWidth: 0.6 });
  }

  /** The sign of the app: a bar and a chevron that points back to it, on a grid of 16. */
  mark(left: number, top: number, size: number): void {
    const scale = size / 16;
    const y = PAGE.height - top;
    const options = { x: left, y, scale, color: INKS.accent };
    this.page.drawSvgPath('M1.5 2h3v12h-3z', options);
    this.page.drawSvgPath('M12.6 1.36L5.7 8l6.9 6.64L14.6 12.55L9.9 8L14.6 3.45z', options);
  }

  private fitted(text: string, style: TextStyle): string {
    if (style.maxWidth === undefined || this.width(text, style) <= style.maxWidth) return text;
    const letters = Array.from(text);
    let [low, high] = [0, letters.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.width(`${letters.slice(0, middle).join('')}…`, style) <= style.maxWidth) low = middle;
      else high = middle - 1;
    }
    return `${letters.slice(0, low).join('').trimEnd()}…`;
  }
}

const parsed = new Map<Uint8Array, ReturnType<typeof fontkit.create>>();

/** Reading a font's tables takes longer than drawing a page; the cut-out of each document is its own all the same. */
function parsedFont(data: Uint8Array): ReturnType<typeof fontkit.create> {
  const known = parsed.get(data) ?? fontkit.create(data);
  parsed.set(data, known);
  return known;
}

function faceOf({ weight = 'regular', align }: TextStyle): Face {
  return align === 'right' && weight !== 'code' ? `${weight}Column` : weight;
}

/** Control characters have no shape, and a line break would start a new line over the next row. */
function clean(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function hex(value: number): Color {
  return rgb(((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255);
}
