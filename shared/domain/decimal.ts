// Exact decimal arithmetic for sums that are computed here: whole numbers with a scale, never a float.
import type { DecimalText } from './money';

export interface Decimal {
  readonly units: bigint;
  /** Digits after the point: `units` counts in 10^-scale. */
  readonly scale: number;
}

export const ZERO: Decimal = { units: 0n, scale: 0 };

const power = (digits: number): bigint => 10n ** BigInt(digits);
const magnitude = (units: bigint): bigint => (units < 0n ? -units : units);

/** `-?digits[.digits]`; null for everything else. */
export function parseDecimal(text: string): Decimal | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const units = BigInt(whole + fraction);
  return { units: sign === '-' ? -units : units, scale: fraction.length };
}

const unitsAt = (value: Decimal, scale: number): bigint => value.units * power(scale - value.scale);

export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

export const negated = (value: Decimal): Decimal => ({ units: -value.units, scale: value.scale });

export const minus = (a: Decimal, b: Decimal): Decimal => plus(a, negated(b));

export const times = (a: Decimal, b: Decimal): Decimal => ({ units: a.units * b.units, scale: a.scale + b.scale });

export const sumOf = (values: readonly Decimal[]): Decimal => values.reduce(plus, ZERO);

/** Below zero, zero or above it, as `a` is less than, equal to or more than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const { units } = minus(a, b);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

/** `a / b` with so many decimals, half away from zero. `b` is not zero. */
export function quotient(a: Decimal, b: Decimal, scale: number): Decimal {
  const shift = scale + b.scale - a.scale;
  const above = magnitude(a.units) * power(Math.max(shift, 0));
  const below = magnitude(b.units) * power(Math.max(-shift, 0));
  const units = (above * 2n + below) / (below * 2n);
  return { units: a.units < 0n === b.units < 0n ? units : -units, scale };
}

/** With so many decimals: the half goes away from zero, as tax law rounds (art. 106e(11) of the Polish VAT act). */
export function rounded(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return { units: unitsAt(value, scale), scale };
  return quotient(value, { units: 1n, scale: 0 }, scale);
}

/** Without zeros at the end of its fraction. */
export function trimmed(value: Decimal): Decimal {
  let { units, scale } = value;
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale -= 1;
  }
  return { units, scale };
}

/** As many decimals as the scale says, no leading zeros, no `-0`. */
export function decimalText(value: Decimal): DecimalText {
  const digits = String(magnitude(value.units)).padStart(value.scale + 1, '0');
  const sign = value.units < 0n ? '-' : '';
  if (value.scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -value.scale)}.${digits.slice(-value.scale)}`;
}
