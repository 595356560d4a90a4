// Numbers as each language writes them. By hand and not through Intl: its output changes with the runtime's version, and the
// same month must give the same bytes for years.
import { exponentOf } from '../../../shared/domain/money';

const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';

interface NumberStyle {
  readonly group: string;
  readonly decimal: string;
}

const ENGLISH: NumberStyle = { group: ',', decimal: '.' };
const STYLES: Readonly<Record<string, NumberStyle>> = {
  en: ENGLISH,
  pl: { group: NO_BREAK_SPACE, decimal: ',' },
  de: { group: '.', decimal: ',' },
  et: { group: NO_BREAK_SPACE, decimal: ',' },
};

/** `1234.5` as `1 234,50`: thousands always grouped, so that digits stand under digits; a real minus sign. */
export function shownDecimal(decimal: string, language: string): string {
  const { group, decimal: comma } = STYLES[language] ?? ENGLISH;
  const [whole = '', fraction] = decimal.replace(/^-/, '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${decimal.startsWith('-') ? MINUS : ''}${grouped}${fraction === undefined ? '' : comma + fraction}`;
}

/** Exact sums can leave the range of safe integers: a month's total is a BigInt. */
export function decimalOf(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(minor < 0n ? -minor : minor).padStart(exponent + 1, '0');
  const text = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  return minor < 0n ? `-${text}` : text;
}

/** 41 kB, 3,1 MB: powers of 1000, as the system's file manager counts. */
export function shownBytes(bytes: number, language: string): string {
  if (bytes < 1000) return `${bytes}${NO_BREAK_SPACE}B`;
  const size = bytes < 999_500 ? 1000 : 1_000_000;
  const tenths = Math.round((bytes * 10) / size);
  const text = tenths < 100 ? `${Math.floor(tenths / 10)}.${tenths % 10}` : String(Math.round(bytes / size));
  return `${shownDecimal(text, language)}${NO_BREAK_SPACE}${size === 1000 ? 'kB' : 'MB'}`;
}
