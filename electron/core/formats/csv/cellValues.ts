// What stands in the cells of accounting exports: amounts and dates as people of three countries write them.
import { dayNumber } from '../../../../shared/domain/dateRange';
import type { PlainDate } from '../../../../shared/domain/ids';
import type { ImportMapping } from '../../../../shared/domain/importTable';
import { Currency, type DecimalText } from '../../../../shared/domain/money';

type DecimalMark = ImportMapping['decimalMark'];
type DateOrder = ImportMapping['dateOrder'];

/** Spaces of every kind and the apostrophe of Swiss exports; the currency beside an amount. */
const BETWEEN = /[\s'’]/gu;
const CURRENCY = /^(?:[A-Z]{3}|zł|€|\$|£)|(?:[A-Z]{3}|zł|€|\$|£)$/giu;

/** The digits with their marks and a sign; null where there is anything else. */
function bareAmount(text: string): { readonly sign: '' | '-'; readonly digits: string } | null {
  const bare = text.replace(BETWEEN, '').replace(CURRENCY, '');
  const bracketed = /^\((.+)\)$/.exec(bare)?.[1];
  const match = /^([+\-−]?)([\d.,]*\d[\d.,]*)([-−]?)$/u.exec(bracketed ?? bare);
  if (match === null) return null;
  const [, before = '', digits = '', after = ''] = match;
  if (before !== '' && after !== '') return null;
  const isNegative = bracketed !== undefined || (before !== '' && before !== '+') || after !== '';
  return { sign: isNegative ? '-' : '', digits };
}

/** `1 230,00 zł`, `1.230,00`, `(12.5)`, `12,50-`: plain decimal text; null when it is no amount with this decimal mark. */
export function amountOf(text: string, mark: DecimalMark): DecimalText | null {
  const bare = bareAmount(text);
  if (bare === null) return null;
  const group = mark === ',' ? '.' : ',';
  const [whole = '', fraction, ...more] = bare.digits.split(mark);
  if (more.length > 0 || fraction === '' || fraction?.includes(group) === true) return null;
  const groups = whole.split(group);
  // Groups have three digits each, but for the first: anything else is another mark than was thought.
  if (groups.length > 1 && (groups.slice(1).some((part) => part.length !== 3) || !/^\d{1,3}$/.test(groups[0] ?? '')))
    return null;
  const plain = groups.join('').replace(/^0+(?=\d)/, '');
  return `${bare.sign}${plain === '' ? '0' : plain}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** As people write them instead of the code. */
const NAMES: ReadonlyMap<string, Currency> = new Map([
  ['zł', 'PLN'],
  ['zl', 'PLN'],
  ['złoty', 'PLN'],
  ['€', 'EUR'],
  ['euro', 'EUR'],
  ['£', 'GBP'],
  ['$', 'USD'],
]);
const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** `EUR`, `€`, `zł`; null when it names no currency. */
export function currencyOf(text: string): Currency | null {
  const bare = text.trim();
  return NAMES.get(bare.toLowerCase()) ?? Currency.safeParse(bare.toUpperCase()).data ?? null;
}

/** The currency beside an amount; null when there is none. Three letters may be any word (`szt`). */
export function currencyBeside(text: string): Currency | null {
  const found = (text.replace(BETWEEN, '').match(CURRENCY) ?? []).flatMap((word) => currencyOf(word) ?? []);
  return found.find((code) => CODES.has(code)) ?? null;
}

/** The decimal mark of a column, by cells that can mean one thing only; null when none does. */
export function decimalMarkOf(cells: Iterable<string>): DecimalMark | null {
  const votes = { ',': 0, '.': 0 };
  for (const cell of cells) {
    const digits = bareAmount(cell)?.digits ?? '';
    const last = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'));
    if (last < 0) continue;
    const mark = digits[last] === ',' ? ',' : '.';
    const isRepeated = digits.indexOf(mark) !== last;
    const hasBoth = digits.includes(',') && digits.includes('.');
    if (isRepeated) votes[mark === ',' ? '.' : ','] += 1;
    else if (hasBoth || digits.length - last - 1 !== 3) votes[mark] += 1;
  }
  if (votes[','] === votes['.']) return null;
  return votes[','] > votes['.'] ? ',' : '.';
}

const YEAR_FIRST = /^(\d{4})([-./]?)(\d{1,2})\2(\d{1,2})(?:[T ].*)?$/;
const YEAR_LAST = /^(\d{1,2})([-./])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?:[ ,T].*|r\.?|\s*r\.?)?$/;

/** `2026-11-03`, `20261103`, `03.11.2026`, `3.11.26`, `03/11/2026 14:05`; null when the calendar has no such day. */
export function dateOf(text: string, order: DateOrder): PlainDate | null {
  const bare = text.trim();
  const first = YEAR_FIRST.exec(bare);
  // Eight digits in a row must be eight.
  if (first !== null && (first[2] !== '' || /^\d{8}(?:\D|$)/.test(bare))) return dated(first[1], first[3], first[4]);
  const last = YEAR_LAST.exec(bare);
  if (last === null) return null;
  const year = last[4]?.length === 2 ? `20${last[4]}` : last[4];
  return order === 'day' ? dated(year, last[3], last[1]) : dated(year, last[1], last[3]);
}

function dated(year = '', month = '', day = ''): PlainDate | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return dayNumber(date) === null ? null : date;
}

/** Day first, unless a cell can only be read the other way and none only this way. */
export function dateOrderOf(cells: Iterable<string>): DateOrder {
  const all = [...cells];
  const only = (order: DateOrder, other: DateOrder): boolean =>
    all.some((cell) => dateOf(cell, order) !== null && dateOf(cell, other) === null);
  return only('month', 'day') && !only('day', 'month') ? 'month' : 'day';
}
