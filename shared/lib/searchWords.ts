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
  if (words.length === 0) return words;
  const joined = words.join('');
  const digits = COUNTRY_NUMBER.exec(joined)?.[1];
  // Most are one word, and then it is all there is.
  if (words.length === 1) return digits === undefined ? words : [joined, digits];
  return [...new Set([...words, joined, ...(digits === undefined ? [] : [digits])])];
}

/** What a query asks of the words of an invoice: one that begins like this, or a combination of such. */
export type SearchTerm =
  | { readonly kind: 'prefix'; readonly word: string }
  | { readonly kind: 'all' | 'any'; readonly terms: readonly SearchTerm[] };

/** What every invoice that is found must have, or null when there is nothing to look for. */
export function searchTerm(query: string): SearchTerm | null {
  const words = fold(query).trim().split(/ +/).slice(0, MAX_WORDS);
  const terms: (SearchTerm | null)[] = [];
  for (let at = 0; at < words.length;) {
    let end = at + 1;
    while (end < words.length && isNumber(words[end - 1]) && isNumber(words[end])) end += 1;
    terms.push(end - at > 1 ? numberRun(words.slice(at, end)) : singleWord(words[at] ?? ''));
    at = end;
  }
  return combined('all', terms);
}

/** The same as an FTS5 expression. */
export function searchExpression(query: string): string | null {
  const term = searchTerm(query);
  if (term?.kind !== 'all') return term === null ? null : expressionOf(term);
  return term.terms.map(expressionOf).join(' AND ');
}

export function expressionOf(term: SearchTerm): string {
  if (term.kind === 'prefix') return `"${term.word}"*`;
  return `(${term.terms.map(expressionOf).join(term.kind === 'all' ? ' AND ' : ' OR ')})`;
}

function isNumber(word: string | undefined): boolean {
  return word !== undefined && NUMBER_WORD.test(word);
}

/** Several numbers in a row may be one that was written in groups: `526 587 76 35`, `12 345,60`. */
function numberRun(words: readonly string[]): SearchTerm | null {
  const whole = words.join(' ');
  const each = combined('all', words.map(singleWord));
  const joined = prefix(foldedWords(whole).join(''));
  return combined('any', [PLAIN_AMOUNT.test(whole) ? null : each, joined, amountTerm(whole)]);
}

function singleWord(word: string): SearchTerm | null {
  const pieces = foldedWords(word);
  if (pieces.length === 0) return null;
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return combined('any', [prefix(only), withoutCountry(only)]);
  const each = PLAIN_AMOUNT.test(word) ? null : combined('all', pieces.map(prefix));
  return combined('any', [each, prefix(pieces.join('')), amountTerm(word)]);
}

/** `pl5265877635` also means the number alone: a Polish one is written without its country in an invoice. */
function withoutCountry(word: string): SearchTerm | null {
  const digits = COUNTRY_NUMBER.exec(word)?.[1];
  return digits === undefined ? null : prefix(digits);
}

function amountTerm(text: string): SearchTerm | null {
  const match = AMOUNT.exec(text);
  return match ? prefix(`${(match[1] ?? '').replace(/\D/g, '')}d${match[2] ?? ''}`) : null;
}

function prefix(word: string): SearchTerm {
  return { kind: 'prefix', word };
}

/** Without what is absent or said twice. */
function combined(kind: 'all' | 'any', terms: readonly (SearchTerm | null)[]): SearchTerm | null {
  const real = new Map(terms.filter((term) => term !== null).map((term) => [expressionOf(term), term]));
  const [only] = real.values();
  return real.size < 2 ? (only ?? null) : { kind, terms: [...real.values()] };
}
