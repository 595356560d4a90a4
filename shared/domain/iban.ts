// Bank accounts: IBAN (ISO 13616) and the Polish NRB, which is an IBAN without its country.

/** Lengths of the countries whose invoices come here, and their neighbours; others are checked by the remainder alone. */
const LENGTHS: Readonly<Record<string, number>> = {
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  HU: 28,
  IE: 22,
  IT: 27,
  LT: 20,
  LU: 20,
  LV: 21,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  UA: 29,
};

/** Without spaces and hyphens, upper case, with its country; null when the text has neither form. */
export function parseIban(text: string): string | null {
  const plain = text.replace(/[\s-]/g, '').toUpperCase();
  if (/^\d{26}$/.test(plain)) return `PL${plain}`;
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain) ? plain : null;
}

/** `valid` and `wrong` are certain; `unknown` is an account without a checksum that anybody could check. */
export function checkAccount(text: string): 'valid' | 'wrong' | 'unknown' {
  const iban = parseIban(text);
  if (iban === null) return 'unknown';
  const length = LENGTHS[iban.slice(0, 2)];
  if (length !== undefined && iban.length !== length) return 'wrong';
  return ibanRemainder(iban) === 1 ? 'valid' : 'wrong';
}

/** ISO 7064 mod 97-10 over the rearranged account, digit by digit: the whole number has no place in a float. */
export function ibanRemainder(iban: string): number {
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
