// Values as each language writes them, by hand: the same invoice must give the same bytes for years.
import { exponentOf } from '../../../shared/domain/money';
import type { ViewValue } from '../../../shared/domain/invoiceView';
import { groupAccount, groupTaxId } from '../../../shared/domain/grouping';
import { shownDecimal } from '../bundle/numbers';
import type { PaperTexts } from './paperTexts';

export interface ShowOptions {
  /** In a column whose head names the currency. */
  readonly isCurrencyKnown?: boolean;
}

export function shownValue(value: ViewValue, texts: PaperTexts, options: ShowOptions = {}): string {
  const { kind, text, word } = value;
  if (word !== undefined) return texts.line({ key: word });
  if (kind === 'money') return shownMoney(value, texts.language, options);
  if (kind === 'number') return shownNumber(text, texts.language, 0);
  if (kind === 'percent') return isDecimal(text) ? `${shownDecimal(text, texts.language)}%` : text;
  if (kind === 'date') return shownDate(text, texts.language);
  if (kind === 'instant') return shownInstant(text, texts.language);
  if (kind === 'account') return groupAccount(text);
  if (kind === 'taxId') return groupTaxId(text);
  // A rate outside the list of words is a percentage.
  if (kind === 'code' && /^\d+(?:\.\d+)?$/.test(text)) return `${shownDecimal(text, texts.language)}%`;
  return text;
}

function shownMoney({ text, currency = '' }: ViewValue, language: string, options: ShowOptions): string {
  const amount = shownNumber(text, language, exponentOf(currency));
  return options.isCurrencyKnown === true || currency === '' ? amount : `${amount}\u00a0${currency}`;
}

/** Never rounded: a price has up to eight decimals. Zeros are only added, up to what the currency has. */
function shownNumber(text: string, language: string, minimum: number): string {
  if (!isDecimal(text)) return text;
  const [whole = '', fraction = ''] = text.split('.');
  const padded = fraction.padEnd(minimum, '0');
  return shownDecimal(padded === '' ? whole : `${whole}.${padded}`, language);
}

function isDecimal(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text);
}

function shownDate(text: string, language: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return text;
  return [match[3], match[2], match[1]].join(language === 'en' ? '/' : '.');
}

/** Date and time as they stand there, with their own zone: nobody's clock is asked. */
function shownInstant(text: string, language: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (match === null) return text;
  const zone = match[3] === 'Z' ? ' UTC' : (match[3] ?? '');
  return `${shownDate(match[1] ?? '', language)} ${match[2]}${zone}`;
}
