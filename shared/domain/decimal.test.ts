import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, decimalText, minus, parseDecimal, plus, quotient, rounded, times, trimmed, ZERO } from './decimal';
import { toMinor } from './money';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.nat({ max: 9 }))
  .map(([units, scale]) => ({ units, scale }));
const read = (text: string) => parseDecimal(text) ?? ZERO;

describe('decimals', () => {
  it('are written as they are read', () => {
    for (const text of ['0', '-1', '12.50', '0.00000001', '-0.5', '123456789012345678.12'])
      expect(decimalText(read(text))).toBe(text);
    expect(decimalText(read('-0.00'))).toBe('0.00');
    expect(decimalText(read('007.5'))).toBe('7.5');
    for (const text of ['', '.5', '5.', '1e3', '1,5', '+1', ' 1', '0x1']) expect(parseDecimal(text)).toBeNull();
  });

  it('round the half away from zero', () => {
    const at2 = (text: string) => decimalText(rounded(read(text), 2));
    expect(['1.005', '1.0049999', '-1.005', '-1.0049', '0.995', '2'].map(at2)).toEqual([
      '1.01',
      '1.00',
      '-1.01',
      '-1.00',
      '1.00',
      '2.00',
    ]);
  });

  it('round as the sums of documents that are read do', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const minor = toMinor(decimalText(value), 'PLN');
        if (minor !== null) expect(rounded(value, 2).units).toBe(BigInt(minor));
      }),
    );
  });

  it('follow the rules of arithmetic', () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        expect(compare(plus(a, b), plus(b, a))).toBe(0);
        expect(compare(minus(plus(a, b), b), a)).toBe(0);
        expect(compare(times(a, plus(b, c)), plus(times(a, b), times(a, c)))).toBe(0);
        expect(compare(trimmed(a), a)).toBe(0);
        expect(decimalText(read(decimalText(a)))).toBe(decimalText(a));
        if (b.units !== 0n) expect(compare(quotient(times(a, b), b, a.scale), a)).toBe(0);
      }),
    );
  });

  it('divide to the nearest', () => {
    expect(decimalText(quotient(read('20000'), read('1.23'), 2))).toBe('16260.16');
    expect(decimalText(quotient(read('-1'), read('3'), 4))).toBe('-0.3333');
    expect(decimalText(quotient(read('2'), read('-3'), 0))).toBe('-1');
  });
});
