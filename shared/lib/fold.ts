// One folding for the search index and for what people type: what looks alike finds alike.

/** Letters that Unicode does not decompose into a base letter and a mark. */
const SPELLED: Readonly<Record<string, string>> = {
  ł: 'l',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ĸ: 'k',
  ŋ: 'n',
  ς: 'σ',
};
const SPELLED_LETTERS = new RegExp(`[${Object.keys(SPELLED).join('')}]`, 'g');
const BEYOND_ASCII = /[\u0080-\uffff]/;
const EACH_BEYOND_ASCII = /[\u0080-\u{10ffff}]/gu;

/** Letters are folded one by one, so each needs to be worked out only once: ten times faster on Polish text. */
const known = new Map<string, string>();
const MAX_KNOWN = 5000;

function foldLetter(letter: string): string {
  const folded = known.get(letter);
  if (folded !== undefined) return folded;
  const fresh = workOut(letter);
  if (known.size < MAX_KNOWN) known.set(letter, fresh);
  return fresh;
}

function workOut(letter: string): string {
  return letter
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(SPELLED_LETTERS, (spelled) => SPELLED[spelled] ?? spelled)
    .replace(/\s/gu, ' ');
}

/** Lower case, without diacritics, ligatures spelled out, every kind of space a plain one. Folding twice changes nothing. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return BEYOND_ASCII.test(lower) ? lower.replace(EACH_BEYOND_ASCII, foldLetter) : lower;
}

/** Folded words: runs of letters and digits, everything else separates. */
export function foldedWords(text: string): readonly string[] {
  const folded = fold(text);
  return (BEYOND_ASCII.test(folded) ? folded.match(/[\p{L}\p{N}]+/gu) : folded.match(/[a-z0-9]+/g)) ?? [];
}

/** The same as one text for an index that splits at spaces. */
export function foldedText(text: string): string {
  const folded = fold(text);
  return BEYOND_ASCII.test(folded) ? folded.replace(/[^\p{L}\p{N}]+/gu, ' ') : folded.replace(/[^a-z0-9]+/g, ' ');
}

const SPACE = 0x20;
/** Covers the letters of Europe and the usual punctuation. */
const TABLE_END = 0x2200;
const ASCII_LEFT = Uint8Array.from({ length: 0x80 }, (_, code) => foldedText(String.fromCharCode(code)).charCodeAt(0));
/** What a character leaves of itself in `foldedText`; null when that is more than ASCII. Worked out when it is first met. */
const LEFT: (readonly number[] | null | undefined)[] = Array.from({ length: TABLE_END }, () => undefined);

function leftBeyondAscii(code: number): readonly number[] | null {
  if (code >= TABLE_END) return null;
  const known = LEFT[code];
  if (known !== undefined) return known;
  const left = fold(String.fromCharCode(code)).replace(/[^\p{L}\p{N}]/gu, ' ');
  const fresh = BEYOND_ASCII.test(left) ? null : Array.from(left, (letter) => letter.charCodeAt(0));
  LEFT[code] = fresh;
  return fresh;
}

/**
 * Writes `foldedText` as bytes and answers where they end; -1 when there is more than ASCII in it (or a rare character), then only
 * `foldedText` itself will do. Folding is decided character by character, so a table can do it: no string in between, which for the
 * words of ten thousand invoices was a second of building and collecting. `target` must have room for four bytes a character.
 */
export function writeFoldedText(text: string, target: Uint8Array, at: number): number {
  let end = at;
  let isApart = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x80) {
      const byte = ASCII_LEFT[code] as number;
      if (byte === SPACE && isApart) continue;
      isApart = byte === SPACE;
      target[end] = byte;
      end += 1;
      continue;
    }
    const bytes = leftBeyondAscii(code);
    if (bytes === null) return -1;
    for (const byte of bytes) {
      if (byte === SPACE && isApart) continue;
      isApart = byte === SPACE;
      target[end] = byte;
      end += 1;
    }
  }
  return end;
}
