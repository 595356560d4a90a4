// What people type into the search field, as an expression over the folded index: every word must match, as a prefix.
import { fold, foldedWords } from './fold';

const MAX_WORDS = 16;
const COUNTRY_NUMBER = /^[a-z]{2}(\d{6,})$/;
const NUMBER_WORD = /^[\d][\d.,/-]*$/;
/** `12 345,60`, `1.234,56`, `1,234.5`: digits in groups, then a mark and at most two decimals. */
const AMOUNT = /^(\d[\d .,]*)[.,](\d{1,2})$/;
/** Only an amount is written like this. */
const PLAIN_AMOUNT = /^(\d{1,3}( \d{3})+[.,]\d{1,2}|\d+,\d{1,2})$/;

/** How an amount stands in the index: `12345.60` becomes `12345d60`, so that `12345` and `12345,6` find it, `2345` does not. */
export function amountWord(decimalText: string): string {
  return decimalText.replace('-', '').replace('.', 'd');
}

/** Words under which an identifier is found, with or without its separators and its country prefix. */
export function identifierWords(text: string): readonly string[] {
  const words = foldedWords(text);
  const joined = words.join('');
  const digits = COUNTRY_NUMBER.exec(joined)?.[1];
  return [...new Set([...words, joined, ...(digits === undefined ? [] : [digits])])].filter((word) => word !== '');
}

/** FTS5 expression for a query, or null when there is nothing to look for. */
export function searchExpression(query: string): string | null {
  const words = fold(query).trim().split(/ +/).slice(0, MAX_WORDS);
  const terms: string[] = [];
  for (let at = 0; at < words.length;) {
    let end = at + 1;
    while (end < words.length && isNumber(words[end - 1]) && isNumber(words[end])) end += 1;
    const term = end - at > 1 ? numberRun(words.slice(at, end)) : singleWord(words[at] ?? '');
    if (term !== null) terms.push(term);
    at = end;
  }
  return terms.length === 0 ? null : terms.join(' AND ');
}

function isNumber(word: string | undefined): boolean {
  return word !== undefined && NUMBER_WORD.test(word);
}

/** Several numbers in a row may be one that was written in groups: `526 587 76 35`, `12 345,60`. */
function numberRun(words: readonly string[]): string | null {
  const whole = words.join(' ');
  const each = all(words.map(singleWord));
  const joined = prefix(foldedWords(whole).join(''));
  return any([PLAIN_AMOUNT.test(whole) ? null : each, joined, amountTerm(whole)]);
}

function singleWord(word: string): string | null {
  const pieces = foldedWords(word);
  if (pieces.length === 0) return null;
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return any([prefix(only), withoutCountry(only)]);
  const each = PLAIN_AMOUNT.test(word) ? null : all(pieces.map(prefix));
  return any([each, prefix(pieces.join('')), amountTerm(word)]);
}

/** `pl5265877635` also means the number alone: a Polish one is written without its country in an invoice. */
function withoutCountry(word: string): string | null {
  const digits = COUNTRY_NUMBER.exec(word)?.[1];
  return digits === undefined ? null : prefix(digits);
}

function amountTerm(text: string): string | null {
  const match = AMOUNT.exec(text);
  return match ? prefix(`${(match[1] ?? '').replace(/\D/g, '')}d${match[2] ?? ''}`) : null;
}

function prefix(word: string): string {
  return `"${word}"*`;
}
function all(terms: readonly (string | null)[]): string | null {
  return combined(terms, ' AND ');
}
function any(terms: readonly (string | null)[]): string | null {
  return combined(terms, ' OR ');
}
function combined(terms: readonly (string | null)[], word: string): string | null {
  const real = [...new Set(terms.filter((term) => term !== null))];
  return real.length < 2 ? (real[0] ?? null) : `(${real.join(word)})`;
}
