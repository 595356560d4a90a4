import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMinor } from '../../../../shared/domain/money';
import { minorOf } from './amounts';
import { plainDecimal } from './values';

const decimals = fc.stringMatching(/^-?\d{1,18}(\.\d{1,8})?$/);

describe('numbers', () => {
  it('agree with the domain in every currency', () => {
    fc.assert(
      fc.property(decimals, fc.constantFrom('PLN', 'JPY', 'KWD', 'CLF'), (text, currency) => {
        expect(minorOf(text, currency)).toBe(toMinor(text, currency));
      }),
    );
  });

  it.each([
    ['1', '1'],
    ['-0.10', '-0.10'],
    ['+5', '5'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['5.', '5'],
    ['', null],
    ['.', null],
    ['-', null],
    ['1,5', null],
    ['1.5.0', null],
    ['1e3', null],
    ['0x10', null],
    ['NaN', null],
    [' 1', null],
  ])('%s becomes %s', (text, expected) => {
    expect(plainDecimal(text)).toBe(expected);
  });

  it('takes exactly the plain notation as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('0', '7', '.', '-', '+', ' '), maxLength: 6 }), (text) => {
        const isPlain = /^-?\d+(\.\d+)?$/.test(text);
        expect(plainDecimal(text) === text).toBe(isPlain);
        const found = plainDecimal(text);
        if (found !== null) expect(found).toMatch(/^-?\d+(\.\d+)?$/);
      }),
    );
  });
});
