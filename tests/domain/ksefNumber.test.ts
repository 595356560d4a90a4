import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { referencePath } from '../support/reference';
import { crc8 } from '../../shared/domain/crc8';
import { isKsefNumber, normaliseKsefNumber } from '../../shared/domain/ksefNumber';

const Vectors = z.object({
  valid: z.array(z.string()),
  invalid: z.array(z.object({ value: z.string(), why: z.string() })),
  legacy36: z.object({ value: z.string(), normalised: z.string() }),
  collectiveIdentifier: z.object({ valid: z.array(z.string()) }),
  referenceNumbers: z.object({ values: z.array(z.string()) }),
});
const file = referencePath('ksef', 'vectors', 'ksef-numbers.json');
const hex = (value: number) => value.toString(16).toUpperCase().padStart(2, '0');

const anyNumber = fc
  .tuple(
    fc.stringMatching(/^[1-9](\d[1-9]|[1-9]\d)\d{7}$/),
    fc.integer({ min: 2020, max: 2099 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.stringMatching(/^[0-9A-F]{12}$/),
  )
  .map(([nip, year, month, day, technical]) => {
    const first = `${nip}-${String(year)}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}-${technical}`;
    return `${first}-${hex(crc8(first))}`;
  });

describe('KSeF number', () => {
  it('has the check value of its CRC-8', () => {
    expect(hex(crc8('123456789'))).toBe('F4');
  });

  it('is valid with the checksum of its first 32 characters and with no other', () => {
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: 1, max: 255 }), (number, off) => {
        expect(isKsefNumber(number)).toBe(true);
        const wrong = hex(Number.parseInt(number.slice(33), 16) ^ off);
        expect(isKsefNumber(`${number.slice(0, 33)}${wrong}`)).toBe(false);
      }),
    );
  });

  it('has one spelling as a key', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        expect(normaliseKsefNumber(` ${number.toLowerCase()}\n`)).toBe(number);
        expect(normaliseKsefNumber(`${number.slice(0, 26)}-${number.slice(26)}`)).toBe(number);
      }),
    );
  });

  describe.skipIf(file === null)('published examples', () => {
    const vectors = file === null ? null : Vectors.parse(JSON.parse(readFileSync(file, 'utf8')));
    it('accepts the valid ones', () => {
      for (const number of vectors?.valid ?? []) expect(isKsefNumber(number), number).toBe(true);
    });
    it('refuses the invalid ones', () => {
      for (const { value, why } of vectors?.invalid ?? []) expect(isKsefNumber(value), why).toBe(false);
    });
    it('reads the layout of KSeF 1.0', () => {
      const legacy = vectors?.legacy36;
      expect(normaliseKsefNumber(legacy?.value ?? '')).toBe(legacy?.normalised);
      expect(isKsefNumber(legacy?.value ?? '')).toBe(true);
    });
    it('computes the checksum of collective identifiers and reference numbers too', () => {
      const texts = [...(vectors?.collectiveIdentifier.valid ?? []), ...(vectors?.referenceNumbers.values ?? [])];
      for (const text of texts) expect(hex(crc8(text.slice(0, -3))), text).toBe(text.slice(-2));
    });
  });
});
