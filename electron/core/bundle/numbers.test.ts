import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromMinor } from '../../../shared/domain/money';
import { canonicalJson } from './canonicalJson';
import { decimalOf, shownBytes, shownDecimal } from './numbers';

describe('numbers as each language writes them', () => {
  it.each([
    ['en', '1,234,567.50'],
    ['pl', '1\u00a0234\u00a0567,50'],
    ['de', '1.234.567,50'],
    ['et', '1\u00a0234\u00a0567,50'],
  ])('%s', (language, expected) => {
    expect(shownDecimal('1234567.50', language)).toBe(expected);
    expect(shownDecimal('-1234567.50', language)).toBe(`\u2212${expected}`);
    expect(shownDecimal('999', language)).toBe('999');
  });

  it('sizes', () => {
    expect([0, 999, 1000, 1250, 41_300, 999_499, 999_500, 3_140_000].map((bytes) => shownBytes(bytes, 'de'))).toEqual([
      '0\u00a0B',
      '999\u00a0B',
      '1,0\u00a0kB',
      '1,3\u00a0kB',
      '41\u00a0kB',
      '999\u00a0kB',
      '1,0\u00a0MB',
      '3,1\u00a0MB',
    ]);
  });

  it('sums agree with the domain, and go beyond it', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('PLN', 'JPY', 'KWD'), (minor, currency) => {
        expect(decimalOf(BigInt(minor), currency)).toBe(fromMinor(minor, currency));
      }),
    );
    expect(decimalOf(-90_071_992_547_409_930n, 'EUR')).toBe('-900719925474099.30');
  });
});

describe('canonical JSON', () => {
  it('has one spelling and the same meaning', () => {
    expect(canonicalJson({ b: [1, null, { d: 'ł', c: true }], a: '"' })).toBe(
      '{"a":"\\"","b":[1,null,{"c":true,"d":"ł"}]}',
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))),
        (value) => {
          const shuffled = Object.fromEntries(Object.entries(value).toReversed());
          expect(canonicalJson(value)).toBe(canonicalJson(shuffled));
          expect(JSON.parse(canonicalJson(value))).toEqual({ ...value });
        },
      ),
    );
  });
});
