// Arithmetic in whole grosze (cents), prices in ten-thousandths, quantities in thousandths: exact up to 2^53.

/** Half away from zero. */
export const roundDiv = (value: number, by: number): number =>
  value < 0 ? -Math.floor((-value * 2 + by) / (2 * by)) : Math.floor((value * 2 + by) / (2 * by));

/** Thousandths × ten-thousandths = 1e-7; a grosz is 1e-2. */
export const lineValue = (quantity: number, price: number): number => roundDiv(quantity * price, 100_000);

function decimal(value: number, digits: number, least: number): string {
  const sign = value < 0 ? '-' : '';
  const text = String(Math.abs(value)).padStart(digits + 1, '0');
  const whole = text.slice(0, -digits);
  let fraction = text.slice(-digits);
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** `1234.50`, or without needless zeros (`2051`) as some programs write it. */
export const money = (grosze: number, isTrimmed = false): string => decimal(grosze, 2, isTrimmed ? 0 : 2);
export const price = (value: number): string => decimal(value, 4, 2);
export const quantity = (value: number): string => decimal(value, 3, 0);

/** The number that JSON metadata carry. */
export const asNumber = (grosze: number): number => Number(money(grosze));

const RATES: Readonly<Record<string, number>> = { '23': 23, '8': 8, '5': 5 };

export const vatOfNet = (net: number, rate: string): number => roundDiv(net * (RATES[rate] ?? 0), 100);

export function netOfGross(gross: number, rate: string): number {
  const percent = RATES[rate] ?? 0;
  return gross - roundDiv(gross * percent, 100 + percent);
}
