// Values of an accounting program's JSON record: numbers as text in any notation, dates that are none, empty words.
import { PlainDate } from '../../../../shared/domain/ids';
import { Currency, type DecimalText } from '../../../../shared/domain/money';
import { unreadable } from '../failures';
import { parseExact } from './exactJson';

/** As nearly every amount is written. */
const PLAIN = /^-?\d+(?:\.\d+)?$/;
/** As programs in Java write what is large or small: `1.23E7`. Two digits are more than money needs, and less than a trap. */
const SCIENTIFIC = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,2})$/;
const SPACES = /[\s  ]/g;

/** `1 230,00`, `1.230,00`, `1230.0`, `+5`: `1.23E7`: plain decimal text. Null when it is no number. */
export function decimalOf(value: unknown): DecimalText | null {
  if (typeof value !== 'string') return null;
  if (PLAIN.test(value)) return value;
  const scientific = SCIENTIFIC.exec(value);
  if (scientific !== null) return shifted(scientific);
  const bare = value.replace(SPACES, '');
  const decimalMark = bare.lastIndexOf(',') > bare.lastIndexOf('.') ? ',' : '.';
  const plain = bare.replaceAll(decimalMark === ',' ? '.' : ',', '').replace(decimalMark, '.');
  const match = /^([+-]?)(\d+)(\.\d+)?$/.exec(plain);
  if (match === null) return null;
  return `${match[1] === '-' ? '-' : ''}${match[2] ?? ''}${match[3] ?? ''}`;
}

function shifted([, sign = '', whole = '', fraction = '', power = '0']: readonly string[]): DecimalText {
  const places = Number(power);
  const digits = places < 0 ? whole.padStart(1 - places, '0') : whole + fraction.padEnd(places, '0');
  const mark = places < 0 ? digits.length + places : whole.length + places;
  const rest = digits.slice(mark) + (places < 0 ? fraction : '');
  return `${sign}${digits.slice(0, mark)}${rest === '' ? '' : `.${rest}`}`;
}

/** The date of a timestamp or of a date; `0000-00-00` and other noise is none. */
export function dateOf(value: unknown): PlainDate | null {
  if (typeof value !== 'string') return null;
  return PlainDate.safeParse(value.trim().slice(0, 10)).data ?? null;
}

/** NIP as digits; a foreign tax id keeps its country; anything else as it is written. */
export function taxIdOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const bare = value.replace(/[\s-]/g, '');
  return bare.replace(/^PL(?=\d{10}$)/i, '') || undefined;
}

/** One JSON object; absent, null and blank are the same. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  raw(key: string): unknown {
    return Object.hasOwn(this.#values, key) ? this.#values[key] : undefined;
  }
  text(...keys: readonly string[]): string | undefined {
    for (const key of keys) {
      const value = this.raw(key);
      const text = typeof value === 'string' ? value.trim() : '';
      if (text !== '') return text;
    }
    return undefined;
  }
  flag(key: string): boolean {
    const value = this.raw(key);
    return value === true || value === '1' || value === 'true';
  }
  date(...keys: readonly string[]): PlainDate | undefined {
    for (const key of keys) {
      const date = dateOf(this.raw(key));
      if (date !== null) return date;
    }
    return undefined;
  }
  decimal(...keys: readonly string[]): DecimalText | undefined {
    for (const key of keys) {
      const decimal = decimalOf(this.raw(key));
      if (decimal !== null) return decimal;
    }
    return undefined;
  }
  taxId(key: string): string | undefined {
    return taxIdOf(this.text(key));
  }
  currency(key: string): Currency {
    return Currency.safeParse(this.text(key)?.toUpperCase()).data ?? 'PLN';
  }
  object(key: string): Fields {
    return new Fields(recordOf(this.raw(key)) ?? {});
  }
  /** Objects of an array, or of an object whose keys are numbers. */
  list(key: string): readonly Fields[] {
    const value = this.raw(key);
    const entries = Array.isArray(value)
      ? (value as unknown[])
      : Object.entries(recordOf(value) ?? {}).flatMap(([name, one]) => (/^\d+$/.test(name) ? [one] : []));
    return entries.flatMap((one) => {
      const record = recordOf(one);
      return record === null ? [] : [new Fields(record)];
    });
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

export function fieldsOfBytes(bytes: Uint8Array): Fields {
  let value: unknown;
  try {
    value = parseExact(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw unreadable('unknown', 'not JSON');
  }
  const record = recordOf(value);
  if (record === null) throw unreadable('unknown', 'not an object');
  return new Fields(record);
}
