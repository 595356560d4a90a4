import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldedText, foldedWords, writeFoldedText } from './fold';

describe('folding', () => {
  it.each([
    ['Łódź', 'lodz'],
    ['ZAŻÓŁĆ GĘŚLĄ JAŹŃ', 'zazolc gesla jazn'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['Müßiggang ẞ', 'mussiggang ss'],
    ['Ørsted Đorđe Æsir œuvre', 'orsted dorde aesir oeuvre'],
    ['İstanbul ısı', 'istanbul isi'],
    ['Õunapuu Šašlõkk', 'ounapuu saslokk'],
    ['12\u00a0345,60\u202f€', '12 345,60 €'],
    ['ﬁliale №5 ℌ', 'filiale no5 h'],
    ['ΟΔΟΣ', 'οδοσ'],
  ])('%s becomes %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  const unicode = fc
    .array(fc.oneof(fc.integer({ min: 1, max: 0x2fff }), fc.integer({ min: 0xa000, max: 0x1ffff })), { maxLength: 30 })
    .map((codes) => String.fromCodePoint(...codes));

  const same = (a: string, b: string): void => {
    expect(fold(a)).toBe(fold(b));
  };

  it('twice changes nothing more', () => {
    fc.assert(
      fc.property(unicode, (text) => {
        same(fold(text), text);
      }),
      { numRuns: 5000 },
    );
  });

  it('does not care about case, nor about how a letter is composed', () => {
    const letters = fc.stringMatching(/^[A-Za-zĄąĆćĘęŁłŃńÓóŚśŹźŻżÄäÖöÜüßÕõŠšŽžØøÆæŒœĐđ ]*$/);
    fc.assert(
      fc.property(letters, (text) => {
        same(text.toUpperCase(), text.toLowerCase());
      }),
    );
    fc.assert(
      fc.property(unicode, (text) => {
        same(text.normalize('NFD'), text.normalize('NFC'));
      }),
    );
  });

  it('of a beginning is the beginning of the folding', () => {
    const letters = fc.stringMatching(/^[A-Za-zĄąĆćĘęŁłŃńÓóŚśŹźŻżÄäÖöÜüßÕõØøÆæŒœĐđΣσ0-9 ]*$/);
    fc.assert(
      fc.property(letters, fc.nat(40), (text, length) => {
        expect(fold(text).startsWith(fold(text.slice(0, length)))).toBe(true);
      }),
    );
  });

  it('leaves words of letters and digits only', () => {
    expect(foldedWords('„Kawa” – FV/2026/10 №7')).toEqual(['kawa', 'fv', '2026', '10', 'no7']);
    fc.assert(
      fc.property(unicode, (text) => {
        const words = foldedWords(text);
        expect(foldedText(text).trim().split(' ').filter(Boolean)).toEqual(words);
        expect(words.every((word) => /^[\p{L}\p{N}]+$/u.test(word))).toBe(true);
      }),
    );
  });

  const written = (text: string): string | null => {
    const target = new Uint8Array(4 * text.length + 1);
    const end = writeFoldedText(text, target, 0);
    return end < 0 ? null : String.fromCharCode(...target.subarray(0, end));
  };

  it('written as bytes is the same text, or says that it cannot be', () => {
    for (let code = 1; code < 0x2300; code += 1) {
      const text = `a${String.fromCharCode(code)}B`;
      const bytes = written(text);
      if (bytes !== null) expect(bytes).toBe(foldedText(text));
      else expect(code >= 0x2200 || /[^ -~]/.test(foldedText(text))).toBe(true);
    }
    fc.assert(
      fc.property(unicode, (text) => {
        const bytes = written(text);
        if (bytes !== null) expect(bytes).toBe(foldedText(text));
      }),
    );
    expect(written('„Zażółć” – Straße… №7 ½')).toBe(foldedText('„Zażółć” – Straße… №7 ½'));
  });
});
