// Numbers, money, dates and ids as the user writes them. Amounts stay decimal text: Intl formats the text itself, exactly.
import { groupTaxId } from '../../shared/domain/grouping';
import { exponentOf } from '../../shared/domain/money';
import type { Language } from '../../shared/domain/ids';

export interface MoneyParts {
  readonly amount: string;
  readonly symbol: string;
}
export interface Formats {
  readonly language: Language;
  /** `28 417,43` and `zł`: the sign of the currency always stands after the number, in its own style. */
  readonly money: (amount: string, currency: string) => MoneyParts;
  readonly count: (value: number) => string;
  readonly decimal: (text: string, digits?: number) => string;
  readonly compact: (value: number) => string;
  readonly bytes: (value: number) => string;
  readonly percent: (ratio: number) => string;
  readonly date: (plain: string) => string;
  readonly dateShort: (plain: string) => string;
  readonly dateLong: (plain: string) => string;
  /** Soon enough that its year is clear: `25 Nov`. */
  readonly dateSoon: (plain: string) => string;
  readonly dateWithDay: (plain: string) => string;
  /** Capital at the start: for titles and cells. */
  readonly monthYear: (month: string) => string;
  readonly monthName: (month: string) => string;
  /** As inside a sentence: `listopad 2026`, `November 2026`. */
  readonly monthYearInside: (month: string) => string;
  readonly monthNameInside: (month: string) => string;
  readonly monthShort: (month: string) => string;
  /** 1 Monday to 7 Sunday, short. */
  readonly weekday: (day: number) => string;
  readonly time: (instant: string) => string;
  readonly day: (instant: string) => string;
  readonly dateTime: (instant: string) => string;
  readonly dateTimeThisYear: (instant: string) => string;
  readonly list: (items: readonly string[]) => string;
  readonly compare: (a: string, b: string) => number;
  /** A word that begins a line: its first letter becomes a capital. */
  readonly sentence: (text: string) => string;
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', pl: 'pl-PL', de: 'de-DE', et: 'et-EE' };

/** English texts keep the number signs of the system, so that a Polish firm reads `12 345,60` as everywhere else. */
export function localesFor(language: Language, system: readonly string[]): { words: string; numbers: string } {
  const own = system.find((tag) => tag.toLowerCase().startsWith(language));
  if (language !== 'en') return { words: own ?? LOCALES[language], numbers: own ?? LOCALES[language] };
  const first = system[0] ?? LOCALES.en;
  return { words: LOCALES.en, numbers: first.toLowerCase().startsWith('en') ? LOCALES.en : first };
}

const MINUS = '\u2212';
const withMinus = (text: string): string => text.replace(/^-/, MINUS);
const utc = (plain: string): number => {
  const [year = 1970, month = 1, day = 1] = plain.split('-').map(Number);
  return Date.UTC(year, month - 1, day);
};
/** The number as Intl takes it without loss; the contract's schema guarantees the form. */
const exact = (text: string): Intl.StringNumericLiteral => text as Intl.StringNumericLiteral;

export function createFormats(language: Language, system: readonly string[], timeZone?: string): Formats {
  const { words, numbers } = localesFor(language, system);
  const zone = timeZone === undefined ? {} : { timeZone };
  const calendar = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(words, { timeZone: 'UTC', ...options });
  const clock = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(words, { ...zone, ...options });
  const integer = new Intl.NumberFormat(numbers, { maximumFractionDigits: 0, useGrouping: 'always' });
  const oneDigit = new Intl.NumberFormat(numbers, { maximumFractionDigits: 1, useGrouping: 'always' });
  const amounts = new Map<number, Intl.NumberFormat>();
  const symbols = new Map<string, string>();
  const digits = { day: '2-digit', month: '2-digit', timeZone: 'UTC' } as const;
  const dateFormat = new Intl.DateTimeFormat(numbers, { ...digits, year: 'numeric' });
  const shortFormat = new Intl.DateTimeFormat(numbers, digits);
  const longFormat = calendar({ day: 'numeric', month: 'long', year: 'numeric' });
  const soonFormat = calendar({ day: 'numeric', month: 'short' });
  const weekdayFormat = calendar({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const monthYearFormat = calendar({ month: 'long', year: 'numeric' });
  const monthNameFormat = calendar({ month: 'long' });
  // Estonian alone writes a month out when it stands by itself; beside a day it is as short as elsewhere.
  const monthShortFormat = calendar({ month: 'short', ...(language === 'et' ? { day: 'numeric' } : {}) });
  const monthShort = (month: string): string =>
    monthShortFormat.formatToParts(utc(`${month}-01`)).find(({ type }) => type === 'month')?.value ?? '';
  const shortWeekday = calendar({ weekday: 'short' });
  const timeFormat = clock({ hour: '2-digit', minute: '2-digit' });
  const dayFormat = clock({ day: 'numeric', month: 'short', year: 'numeric' });
  const moment = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const dateTimeFormat = clock({ ...moment, year: 'numeric' });
  const thisYearFormat = clock(moment);
  const listFormat = new Intl.ListFormat(words, { type: 'conjunction' });
  const collator = new Intl.Collator(words, { numeric: true });
  const amountFormat = (digits: number): Intl.NumberFormat => {
    const known = amounts.get(digits);
    if (known) return known;
    const made = new Intl.NumberFormat(numbers, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: 'always',
    });
    amounts.set(digits, made);
    return made;
  };
  const symbolOf = (currency: string): string => {
    const known = symbols.get(currency);
    if (known !== undefined) return known;
    // The language of the currency's country knows its short sign: zł, €, Kč, kr.
    const parts = new Intl.NumberFormat(currency === 'PLN' ? 'pl-PL' : words, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    }).formatToParts(0);
    const symbol = parts.find((part) => part.type === 'currency')?.value ?? currency;
    symbols.set(currency, symbol);
    return symbol;
  };
  const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(words) + text.slice(1);
  return {
    language,
    money: (amount, currency) => ({
      amount: withMinus(amountFormat(exponentOf(currency)).format(exact(amount))),
      symbol: symbolOf(currency),
    }),
    count: (value) => withMinus(integer.format(value)),
    decimal: (text, digits) => {
      const fraction = digits ?? text.split('.')[1]?.length ?? 0;
      return withMinus(amountFormat(Math.min(fraction, 8)).format(exact(text)));
    },
    compact: (value) =>
      Math.abs(value) >= 1_000_000
        ? `${oneDigit.format(value / 1_000_000)}\u00a0M`
        : Math.abs(value) >= 1000
          ? `${oneDigit.format(value / 1000)}\u00a0k`
          : integer.format(value),
    bytes: (value) => {
      if (value < 1000) return `${integer.format(value)}\u00a0B`;
      if (value < 1_000_000) return `${oneDigit.format(value / 1000)}\u00a0kB`;
      if (value < 1_000_000_000) return `${oneDigit.format(value / 1_000_000)}\u00a0MB`;
      return `${oneDigit.format(value / 1_000_000_000)}\u00a0GB`;
    },
    percent: (ratio) => `${integer.format(Math.floor(ratio * 100))}\u00a0%`,
    date: (plain) => dateFormat.format(utc(plain)),
    dateShort: (plain) => shortFormat.format(utc(plain)),
    dateLong: (plain) => longFormat.format(utc(plain)),
    dateSoon: (plain) => soonFormat.format(utc(plain)),
    dateWithDay: (plain) => capital(weekdayFormat.format(utc(plain))),
    monthYear: (month) => capital(monthYearFormat.format(utc(`${month}-01`))),
    monthYearInside: (month) => monthYearFormat.format(utc(`${month}-01`)),
    monthNameInside: (month) => monthNameFormat.format(utc(`${month}-01`)),
    monthName: (month) => capital(monthNameFormat.format(utc(`${month}-01`))),
    monthShort: (month) =>
      capital(monthShort(month))
        .replace(/\.$/, '')
        .slice(0, language === 'en' ? 3 : 9),
    // The first of January 2024 was a Monday.
    weekday: (day) => shortWeekday.format(Date.UTC(2024, 0, day)),
    time: (instant) => timeFormat.format(new Date(instant)),
    day: (instant) => dayFormat.format(new Date(instant)),
    dateTime: (instant) => dateTimeFormat.format(new Date(instant)),
    dateTimeThisYear: (instant) => thisYearFormat.format(new Date(instant)),
    list: (items) => listFormat.format(items),
    compare: (a, b) => collator.compare(a, b),
    sentence: capital,
  };
}

/** `5265877635@prod` as `526-587-76-35 · prod`, `anna@cloud.example` as it is: only a tax id is easier to read in groups. */
export function accountText(identity: string): string {
  const at = identity.lastIndexOf('@');
  const owner = identity.slice(0, Math.max(at, 0));
  const grouped = groupTaxId(owner);
  return at < 1 || grouped === owner ? identity : `${grouped} · ${identity.slice(at + 1)}`;
}

/** Calendar date on this computer's clock: for *today* and *yesterday*. */
export function plainDateOf(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
