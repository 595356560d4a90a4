// The language of searches (Drive API, "Search query terms"), as far as files and folders need it: anything else is refused.
import type { Item } from '../../sdk/cloud/simulator/items';
import { FOLDER } from './answers';

type Test = (item: Item) => boolean;

const TOKEN = /\s*(?:'((?:[^'\\]|\\['\\])*)'|(\(|\)|!=|=)|([A-Za-z]+))/y;

class Words {
  readonly #words: { readonly text: string; readonly isQuoted: boolean }[] = [];
  #at = 0;
  constructor(query: string) {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < query.trimEnd().length) {
      const found = TOKEN.exec(query);
      if (!found) throw new SyntaxError(query);
      const [, quoted, sign, word] = found;
      this.#words.push(
        quoted === undefined
          ? { text: sign ?? word ?? '', isQuoted: false }
          : { text: quoted.replace(/\\(['\\])/g, '$1'), isQuoted: true },
      );
    }
  }
  next(): string {
    const word = this.#words[this.#at];
    this.#at += 1;
    if (!word) throw new SyntaxError('ends too early');
    return word.text;
  }
  isNext(text: string): boolean {
    const word = this.#words[this.#at];
    if (word?.isQuoted !== false || word.text !== text) return false;
    this.#at += 1;
    return true;
  }
  get isValue(): boolean {
    return this.#words[this.#at]?.isQuoted === true;
  }
  get isEnd(): boolean {
    return this.#at >= this.#words.length;
  }
}

export function testOf(query: string): Test {
  const words = new Words(query);
  const test = either(words);
  if (!words.isEnd) throw new SyntaxError('more than a query');
  return test;
}

function either(words: Words): Test {
  const tests = [both(words)];
  while (words.isNext('or')) tests.push(both(words));
  return (item) => tests.some((test) => test(item));
}

function both(words: Words): Test {
  const tests = [one(words)];
  while (words.isNext('and')) tests.push(one(words));
  return (item) => tests.every((test) => test(item));
}

function one(words: Words): Test {
  if (words.isNext('not')) {
    const test = one(words);
    return (item) => !test(item);
  }
  if (words.isNext('(')) {
    const test = either(words);
    if (!words.isNext(')')) throw new SyntaxError('a bracket is open');
    return test;
  }
  if (words.isValue) {
    const value = words.next();
    if (!words.isNext('in') || !words.isNext('parents')) throw new SyntaxError('in parents');
    return (item) => item.parent === value;
  }
  return compared(words.next(), words.isNext('!=') ? 'other' : equal(words), words.next());
}

function equal(words: Words): 'same' {
  if (!words.isNext('=')) throw new SyntaxError('=');
  return 'same';
}

function compared(field: string, how: 'same' | 'other', value: string): Test {
  const is = (found: string) => (found === value) === (how === 'same');
  switch (field) {
    case 'name':
      return (item) => is(item.name);
    case 'mimeType':
      return (item) => is(item.bytes === null ? FOLDER : item.mediaType);
    case 'trashed':
      return (item) => is(String(item.isTrashed === true));
    default:
      throw new SyntaxError(field);
  }
}
