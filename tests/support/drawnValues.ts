// Single values of drawn invoices, each from one number: an arbitrary per letter would take longer than all that is tested.
import fc from 'fast-check';
import { crc8Hex } from '../../shared/domain/crc8';

/** Letters that must be escaped, that are not ASCII, that are not in the first plane, and spaces in a row. */
const LETTERS = Array.from('abcXYZ019 łóżęß€–&<>"\'/.,() \u{1f4e6}');

/** One number instead of an arbitrary per letter: an invoice has hundreds of them. */
export const seed = fc.nat({ max: 0x7fff_ffff });

function* numbersFrom(start: number): Generator<number> {
  for (let state = start; ;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    yield state >>> 8;
  }
}

export function drawn(start: number, length: number, from: readonly string[]): string {
  const numbers = numbersFrom(start);
  return Array.from({ length }, () => from[(numbers.next().value ?? 0) % from.length] ?? '').join('');
}

export const DIGITS = Array.from('0123456789');
export const HEX = Array.from('0123456789ABCDEF');

export const text = (max: number): fc.Arbitrary<string> =>
  seed.map((start) => `a${drawn(start, start % Math.min(max, 40), LETTERS)}`);

/** Sometimes as long as it may be. */
export const longText = (max: number): fc.Arbitrary<string> =>
  fc.oneof({ weight: 9, arbitrary: text(max) }, { weight: 1, arbitrary: fc.constant('ż'.repeat(max)) });

/** Each member is there or not. */
export const some = <T extends object>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(members, { requiredKeys: [] });

export const nip = seed.map((start) => {
  for (let at = start; ; at += 1) {
    const nine = `${(at % 9) + 1}${(at % 8) + 1}${drawn(at, 7, DIGITS)}`;
    const check = [6, 5, 7, 2, 3, 4, 5, 6, 7].reduce((sum, w, i) => sum + w * Number(nine[i]), 0) % 11;
    if (check < 10) return `${nine}${check}`;
  }
});

const two = (n: number): string => String(n).padStart(2, '0');
export const day = (from: number, to: number): fc.Arbitrary<string> =>
  seed.map((n) => `${from + (n % (to - from + 1))}-${two((n % 12) + 1)}-${two((n % 28) + 1)}`);

export const ksefNumber = fc.tuple(nip, day(2026, 2026), seed).map(([holder, on, start]) => {
  const first = `${holder}-${on.replaceAll('-', '')}-${drawn(start, 12, HEX)}`;
  return `${first}-${crc8Hex(first)}`;
});

/** Up to so many digits before and after the point, sometimes with zeros in front. */
export const decimal = (whole: number, decimals: number): fc.Arbitrary<string> =>
  seed.map((start) => {
    const [before, after] = [1 + (start % whole), start % (decimals + 1)];
    return drawn(start, before, DIGITS) + (after === 0 ? '' : `.${drawn(start + 1, after, DIGITS)}`);
  });
export const above = (whole: number, decimals: number): fc.Arbitrary<string> =>
  decimal(whole, decimals).map((number) => (/[1-9]/.test(number) ? number : '1'));

export const withSign = (number: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.boolean(), number).map(([isNegative, digits]) => (isNegative ? `-${digits}` : digits));
