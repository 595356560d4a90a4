// Numbers of an e-invoice: decimals as they are written, sums in minor units. Some programs write a comma.
import type { DecimalText } from '../../../../shared/domain/money';
import { minorOf } from './amounts';
import { addFinding, plainDecimal, type Reading, textOf } from './values';
import type { XmlElement } from '../xml/xmlElement';

export class Figures {
  readonly reading: Reading;
  readonly currency: string;
  private hasComma = false;

  constructor(reading: Reading, currency: string) {
    this.reading = reading;
    this.currency = currency;
  }

  decimal(parent: XmlElement | undefined, name: string): DecimalText | undefined {
    return this.decimalOf(name, textOf(parent, name));
  }

  minor(parent: XmlElement | undefined, name: string): number | undefined {
    return this.minorOf(name, textOf(parent, name));
  }

  minorOf(field: string, text: string | undefined): number | undefined {
    const decimal = this.decimalOf(field, text);
    const minor = decimal === undefined ? null : minorOf(decimal, this.currency);
    if (decimal !== undefined && minor === null) this.bad(field, decimal);
    return minor ?? undefined;
  }

  decimalOf(field: string, text: string | undefined): DecimalText | undefined {
    if (text === undefined) return undefined;
    const plain = plainDecimal(text);
    if (plain !== null) return plain;
    const withDot = /^[+-]?\d*,\d+$/.test(text) ? plainDecimal(text.replace(',', '.')) : null;
    if (withDot === null) {
      this.bad(field, text);
      return undefined;
    }
    const { reading } = this;
    if (!this.hasComma) addFinding(reading, 'decimal_comma', { field, text: text.slice(0, 80) });
    this.hasComma = true;
    return withDot;
  }

  private bad(field: string, text: string): void {
    addFinding(this.reading, 'bad_number', { field, text: text.slice(0, 80) });
  }
}

/** `24.00` as `24`. */
export function shortRate(text: DecimalText): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
