// VAT numbers of the countries whose firms Kontor serves; those of others are not judged.
import { weightedSum } from './checkDigits';
import { isNip } from './taxId';

/** `EE` and nine digits: weights 3, 7, 1 over all of them, a sum that ten divides. */
export function isEstonianVatNumber(text: string): boolean {
  const digits = /^EE(\d{9})$/.exec(text)?.[1];
  if (digits === undefined || /^0+$/.test(digits)) return false;
  return weightedSum(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0;
}

/** `DE` and nine digits: ISO 7064 mod 11,10. */
export function isGermanVatNumber(text: string): boolean {
  const digits = /^DE([1-9]\d{8})$/.exec(text)?.[1];
  if (digits === undefined) return false;
  let product = 10;
  for (const digit of digits.slice(0, 8)) {
    const sum = (Number(digit) + product) % 10;
    product = (2 * (sum === 0 ? 10 : sum)) % 11;
  }
  return (11 - product) % 10 === Number(digits[8]);
}

/** `EE 100 247 019` as it is compared. */
export const compactVatNumber = (text: string): string => text.toUpperCase().replace(/[\s.-]/g, '');

/** `unknown`: a number of a country that is not judged, or none with a country in front. */
export function checkVatNumber(text: string): 'valid' | 'wrong' | 'unknown' {
  const number = compactVatNumber(text);
  const country = number.slice(0, 2);
  if (country === 'EE') return isEstonianVatNumber(number) ? 'valid' : 'wrong';
  if (country === 'DE') return isGermanVatNumber(number) ? 'valid' : 'wrong';
  if (country === 'PL') return isNip(number.slice(2)) ? 'valid' : 'wrong';
  return 'unknown';
}
