import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountWord, identifierWords, searchExpression } from './searchWords';

const anything = fc
  .array(fc.integer({ min: 1, max: 0x2fff }), { maxLength: 30 })
  .map((codes) => String.fromCodePoint(...codes));

describe('words of the index', () => {
  it('find an identifier with and without its separators and its country', () => {
    expect(identifierWords('FV/2026/10/0045')).toEqual(['fv', '2026', '10', '0045', 'fv2026100045', '2026100045']);
    expect(identifierWords('PL 526-587-76-35')).toContain('5265877635');
    expect(identifierWords('')).toEqual([]);
  });

  it('keep the decimal mark of an amount', () => {
    expect(amountWord('12345.60')).toBe('12345d60');
    expect(amountWord('-861.00')).toBe('861d00');
    expect(amountWord('500')).toBe('500');
  });
});

describe('an expression', () => {
  it.each([
    ['', null],
    ['  -- // ', null],
    ['Łódź', '"lodz"*'],
    ['kawa zia', '"kawa"* AND "zia"*'],
    ['FV/10', '(("fv"* AND "10"*) OR "fv10"*)'],
    ['526 587 76 35', '(("526"* AND "587"* AND "76"* AND "35"*) OR "5265877635"*)'],
    ['12 345,60', '("1234560"* OR "12345d60"*)'],
    ['12\u00a0345,60', '("1234560"* OR "12345d60"*)'],
    ['345,6', '("3456"* OR "345d6"*)'],
    ['PL5265877635', '("pl5265877635"* OR "5265877635"*)'],
    ['"; DROP', '"drop"*'],
    ['NEAR(a b)', '(("near"* AND "a"*) OR "neara"*) AND "b"*'],
  ])('of %s is %s', (query, expression) => {
    expect(searchExpression(query)).toBe(expression);
  });

  it('never holds anything but quoted words and its own operators', () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.string()), (query) => {
        const expression = searchExpression(query) ?? '"a"*';
        expect(expression.replace(/"[\p{L}\p{N}]+"\*/gu, 'X')).toMatch(/^[X() ]*((AND|OR)[X() ]*)*$/);
      }),
      { numRuns: 1000 },
    );
  });
});
