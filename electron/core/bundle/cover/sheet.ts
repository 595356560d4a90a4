// A4 pages with the product's type and colours: what the cover draws with. Knows nothing of invoices.
import fontkit from '@pdf-lib/fontkit';
import { type Color, PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import { coverFonts } from './fonts';

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
  private readonly widths = new Map<string, number>();
  private page: PDFPage;
  /** Distance of the next line's top from the page's top. */
  y: number = PAGE.top;

  private constructor(pdf: PDFDocument, fonts: Readonly<Record<Face, PDFFont>>) {
    this.pdf = pdf;
    this.fonts = fonts;
    this.page = pdf.addPage([PAGE.width, PAGE.height]);
  }

  static async create(): Promise<Sheet> {
    const pdf = await PDFDocument.create({ updateMetadata: false });
    pdf.registerFontkit(fontkit);
    const { regular, semiBold } = coverFonts();
    // Fixed names, because the library would add a suffix of its own.
    const face = (font: Uint8Array, name: string, features: Readonly<Record<string, boolean>>): Promise<PDFFont> =>
      pdf.embedFont(font, { subset: true, features: { ...PLAIN_FEATURES, ...features }, customName: `KNTR${name}` });
    return new Sheet(pdf, {
      regular: await face(regular, 'AA+Inter-Regular', {}),
      regularColumn: await face(regular, 'AB+Inter-Regular', { tnum: true }),
      semiBold: await face(semiBold, 'AC+Inter-SemiBold', {}),
      semiBoldColumn: await face(semiBold, 'AD+Inter-SemiBold', { tnum: true }),
      code: await face(regular, 'AE+Inter-Regular', { tnum: true, zero: true }),
    });
  }

  get pageCount(): number {
    return this.pdf.getPageCount();
  }

  /** Starts a page when less than this is left; answers whether it did. */
  ensure(height: number): boolean {
    if (this.y + height <= PAGE.height - PAGE.bottom) return false;
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
    const key = `${face} ${text}`;
    // Laying out a string is slow and its width grows with the size, so each is measured once.
    const width = this.widths.get(key) ?? this.fonts[face].widthOfTextAtSize(clean(text), 1000);
    this.widths.set(key, width);
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

  /** Lines of at most `maxWidth`, broken at spaces. */
  wrapped(text: string, style: TextStyle & { readonly maxWidth: number }): readonly string[] {
    const lines: string[] = [];
    for (const word of clean(text).split(' ')) {
      const last = lines.at(-1);
      const joined = last === undefined ? word : `${last} ${word}`;
      if (last !== undefined && this.width(joined, style) <= style.maxWidth) lines[lines.length - 1] = joined;
      else lines.push(word);
    }
    return lines;
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
