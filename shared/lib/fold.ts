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
const ASCII = /^[\u0000-\u007f]*$/;

/** Lower case, without diacritics, ligatures spelled out, every kind of space a plain one. Folding twice changes nothing. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(SPELLED_LETTERS, (letter) => SPELLED[letter] ?? letter)
    .replace(/\s/gu, ' ');
}

/** Folded words: runs of letters and digits, everything else separates. */
export function foldedWords(text: string): readonly string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu);
  return words ?? [];
}

/** The same as one text for an index that splits at spaces. */
export function foldedText(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ');
}
