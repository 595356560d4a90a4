// Identifiers with correct check digits, made from a name: the same name always gets the same ones.
import { Rng } from '../random';

const NIP_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7];

export function nipOf(name: string): string {
  const rng = new Rng('nip', name);
  for (;;) {
    const digits = `${String(rng.int(1, 9))}${String(rng.int(1, 9))}${rng.digits(7)}`;
    const check = NIP_WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11;
    if (check < 10) return `${digits}${String(check)}`;
  }
}

/** A Polish account number: two check digits (ISO 7064) and 24 more. */
export function accountOf(name: string): string {
  const rng = new Rng('account', name);
  const body = `${rng.pick(['1020', '1050', '1090', '1140', '1240', '2490'])}${rng.digits(20)}`;
  const check = 98n - (BigInt(`${body}252100`) % 97n);
  return `${String(check).padStart(2, '0')}${body}`;
}

export const vatUeOf = (name: string, length: number): string => `1${new Rng('vat', name).digits(length - 1)}`;

export const phoneOf = (name: string): string => `+48 ${new Rng('phone', name).digits(9).replace(/^0/, '5')}`;

const LETTERS: Readonly<Record<string, string>> = { ł: 'l', ß: 'ss', Ł: 'l' };

/** `biuro@` and the name without diacritics under a domain that is nobody's (RFC 2606). */
export function emailOf(name: string): string {
  const plain = name.replaceAll(/[łŁß]/g, (letter) => LETTERS[letter] ?? '').normalize('NFD');
  const slug = plain.toLowerCase().replaceAll(/[^a-z0-9]+/g, '');
  return `biuro@${slug.slice(0, 24)}.example`;
}
