// Reference numbers that a payment carries so that it finds its invoice by itself.
import { ibanRemainder } from './iban';

/** Estonian reference number: 2 to 20 digits, weights 7, 3, 1 from the right, the last one fills the sum up to the next ten. */
export function isReference731(text: string): boolean {
  return /^\d{2,20}$/.test(text) && checkDigit731(text.slice(0, -1)) === text.slice(-1);
}

/** The digit that makes a reference number of these digits (1 to 19). */
export function checkDigit731(digits: string): string {
  const weights = [7, 3, 1];
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    sum += Number(digits[digits.length - 1 - place]) * (weights[place % 3] ?? 0);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Creditor reference of ISO 11649: `RF`, two check digits, up to 21 letters and digits. */
export function isCreditorReference(text: string): boolean {
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(text) && ibanRemainder(text) === 1;
}

/** `unknown`: free text, which has nothing to check. */
export function checkPaymentReference(text: string): 'valid' | 'wrong' | 'unknown' {
  const compact = text.replace(/\s/g, '').toUpperCase();
  if (/^\d+$/.test(compact)) return isReference731(compact) ? 'valid' : 'wrong';
  if (/^RF\d{2}/.test(compact)) return isCreditorReference(compact) ? 'valid' : 'wrong';
  return 'unknown';
}
