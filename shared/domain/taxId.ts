// Tax identifiers: checksums and display grouping.

const NIP_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7] as const;

/** Digits of a NIP as people write it (`526-587-76-35`, `PL5265877635`), or null when it is none. */
export function parseNip(text: string): string | null {
  const digits = text.trim().replace(/^PL/i, '').replace(/[\s-]/g, '');
  return isNip(digits) ? digits : null;
}

/** Ten digits with a right checksum: weights 6,5,7,2,3,4,5,6,7, sum mod 11 equals the tenth digit. */
export function isNip(digits: string): boolean {
  if (!/^[1-9]\d{9}$/.test(digits)) return false;
  const sum = NIP_WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return sum % 11 === Number(digits[9]);
}

export function formatNip(digits: string): string {
  return /^\d{10}$/.test(digits)
    ? `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 8)}-${digits.slice(8)}`
    : digits;
}

/** What a company's number is called: in Estonia a firm without VAT goes by its eight digits in the register. */
export type TaxIdName = 'PL' | 'DE' | 'EE' | 'EE_register' | 'other';
export function taxIdName(country: string, taxId: string): TaxIdName {
  if (country === 'EE') return /^\d{8}$/.test(taxId) ? 'EE_register' : 'EE';
  return country === 'PL' || country === 'DE' ? country : 'other';
}
