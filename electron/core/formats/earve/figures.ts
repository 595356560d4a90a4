// Numbers of an E-arve: decimals as they are written, sums in minor units. Some programs write a comma.
import type { DecimalText } from '../../../../shared/domain/money';
import { minorOf } from '../read/amounts';
import { addFinding, plainDecimal, type Reading, textOf } from '../read/values';
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
    const text = textOf(parent, name);
    return text === undefined ? undefined : this.read(name, text);
  }

  minor(parent: XmlElement | undefined, name: string): number | undefined {
    const text = this.decimal(parent, name);
    const minor = text === undefined ? null : minorOf(text, this.currency);
    if (text !== undefined && minor === null) this.bad(name, text);
    return minor ?? undefined;
  }

  private read(field: string, text: string): DecimalText | undefined {
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

/** The same amount with the other sign. */
export function negatedText(text: DecimalText): DecimalText {
  if (text.startsWith('-')) return text.slice(1);
  return /[1-9]/.test(text) ? `-${text}` : text;
}

/** `24.00` as `24`. */
export function shortRate(text: DecimalText): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
