// In which encoding a table was written, by a count of its bytes: exports do not say it. Counted over the whole file, in one pass.
import type { ImportEncoding } from '../../../../shared/domain/importTable';

/** In this order where two fit as well: what programs of the three countries write most. */
const SINGLE_BYTE: readonly ImportEncoding[] = [
  'windows-1250',
  'iso-8859-2',
  'windows-1257',
  'iso-8859-13',
  'iso-8859-4',
  'windows-1252',
];
/** Letters of the three languages, and what stands beside amounts. */
const EXPECTED = new Set('ąćęłńóśźżĄĆĘŁŃÓŚŹŻäöüßÄÖÜõÕšžŠŽ€§°„”–\u00a0');
/** Letters that other encodings make of those: seldom meant. */
const LETTER = /\p{L}/u;

export class ByteCensus {
  readonly #counts = new Uint32Array(256);
  readonly #head: number[] = [];
  #left = 0;
  #good = 0;
  #bad = 0;

  add(chunk: Uint8Array): void {
    for (const byte of chunk.subarray(0, Math.max(0, 4 - this.#head.length))) this.#head.push(byte);
    for (const byte of chunk) {
      this.#counts[byte] = (this.#counts[byte] ?? 0) + 1;
      if (byte < 0x80 && this.#left === 0) continue;
      this.#step(byte);
    }
  }

  /** UTF-8 as far as this needs it: how many bytes follow a first one. */
  #step(byte: number): void {
    const isNext = byte >= 0x80 && byte < 0xc0;
    if (this.#left > 0 && isNext) {
      this.#left -= 1;
      if (this.#left === 0) this.#good += 1;
      return;
    }
    if (this.#left > 0) this.#bad += 1;
    this.#left =
      byte >= 0xc2 && byte < 0xe0 ? 1 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : 0;
    if (this.#left === 0 && byte >= 0x80) this.#bad += 1;
  }

  encoding(): ImportEncoding {
    const [a, b] = this.#head;
    if (a === 0xff && b === 0xfe) return 'utf-16le';
    if (a === 0xfe && b === 0xff) return 'utf-16be';
    // A few foreign bytes among many good letters: two files that were put together. The rows with them are named later.
    if (this.#bad === 0 || this.#good > this.#bad * 4) return 'utf-8';
    const scored = SINGLE_BYTE.map((name) => ({ name, score: this.#score(name) }));
    return scored.toSorted((x, y) => y.score - x.score)[0]?.name ?? 'windows-1250';
  }

  #score(name: ImportEncoding): number {
    const decoder = new TextDecoder(name);
    let score = 0;
    for (let byte = 0x80; byte < 256; byte += 1) {
      const count = this.#counts[byte] ?? 0;
      if (count === 0) continue;
      const letter = decoder.decode(Uint8Array.of(byte));
      score += count * (EXPECTED.has(letter) ? 2 : LETTER.test(letter) ? -1 : -3);
    }
    return score;
  }
}
