// Sums of an invoice in integer minor units. The Ministry's amounts have at most two decimals; the slow path takes the rest.
import { badField, missingField } from '../failures';
import { exponentOf, fromMinor, toMinor, type DecimalText } from '../../../../shared/domain/money';
import type { XmlElement } from '../xml/xmlElement';
import { addFinding, plainDecimal, type Reading, textOf } from './values';

/** Minor units of a decimal in plain notation; null when it does not fit a safe integer. Equals `toMinor`, but for the usual
 * case (two decimals, short) without a regular expression: it runs for every line. */
export function minorOf(decimal: DecimalText, currency: string): number | null {
  if (decimal.length > 14 || exponentOf(currency) !== 2) return toMinor(decimal, currency);
  const isNegative = decimal.charCodeAt(0) === 0x2d;
  let minor = 0;
  let decimals = -1;
  for (let i = isNegative ? 1 : 0; i < decimal.length; i += 1) {
    const code = decimal.charCodeAt(i);
    if (code === 0x2e) {
      decimals = 0;
      continue;
    }
    minor = minor * 10 + (code - 0x30);
    if (decimals >= 0) decimals += 1;
  }
  if (decimals > 2) return toMinor(decimal, currency);
  minor *= decimals <= 0 ? 100 : decimals === 1 ? 10 : 1;
  return isNegative && minor !== 0 ? -minor : minor;
}

/** An amount that is part of the invoice's sums: null with a finding when it cannot be read. */
export function amountIn(reading: Reading, node: XmlElement, currency: string): number | null {
  const text = node.token;
  if (text === '') return null;
  const decimal = plainDecimal(text);
  const minor = decimal === null ? null : minorOf(decimal, currency);
  if (minor === null) addFinding(reading, 'bad_number', { field: node.name, text: text.slice(0, 80) });
  return minor;
}

export function requiredAmount(parent: XmlElement, name: string, currency: string): number {
  const text = textOf(parent, name);
  if (text === undefined) throw missingField(name);
  const decimal = plainDecimal(text);
  const minor = decimal === null ? null : minorOf(decimal, currency);
  if (minor === null) throw badField(name);
  return minor;
}

export function moneyText(minor: number, currency: string): DecimalText {
  return fromMinor(minor, currency);
}

/** For notes: `12.50 EUR`. */
export function moneyNote(decimal: DecimalText, currency: string): string {
  const minor = minorOf(decimal, currency);
  return `${minor === null || exponentOf(currency) === 0 ? decimal : moneyText(minor, currency)} ${currency}`;
}
