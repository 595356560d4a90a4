// How values that people write are brought into the one spelling that goes into the document.
import { decimalText, parseDecimal } from '../../../../shared/domain/decimal';
import { collapse } from '../xml/text';

/** Text that says something, as it will stand in the document; undefined for nothing. */
export function filled(text: string | undefined): string | undefined {
  const token = text === undefined ? '' : collapse(text);
  return token === '' ? undefined : token;
}

/** A number without leading zeros and `-0`, its decimals as they were written. What is no number stays as it is. */
export function plainNumber(text: string | undefined): string | undefined {
  const token = filled(text);
  const decimal = token === undefined ? null : parseDecimal(token);
  return decimal === null ? token : decimalText(decimal);
}

/** `526-587-76-35`, `PL5265877635`. */
export const nipDigits = (text: string): string => text.trim().replace(/^PL/i, '').replace(/[\s-]/g, '');

/** Without spaces and its country in front, upper case. */
export function unionVatNumber(country: string, number: string): string {
  const compact = number.toUpperCase().replace(/[\s.-]/g, '');
  const code = country.trim().toUpperCase();
  return code !== '' && compact.startsWith(code) ? compact.slice(code.length) : compact;
}

export const upperCode = (text: string | undefined): string | undefined => filled(text)?.toUpperCase();

/** Accounts and phone numbers are kept apart by people, not by the schema. */
export const accountNumber = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase();
