// Reading single values of a Ministry document: text as xsd:token, decimals as they were written, dates without their zone.
import { badField, missingField } from '../failures';
import type { DecimalText } from '../../../../shared/domain/money';
import type { XmlElement } from '../xml/xmlElement';

/** Soft findings are collected while reading: a weird value never costs the rest of the invoice. */
export interface Finding {
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface Reading {
  readonly findings: Finding[];
}

export function addFinding(reading: Reading, name: string, params: Readonly<Record<string, string>>): void {
  reading.findings.push({ key: `format.finding.${name}`, params });
}

/** Text of a child, or undefined when it is absent or blank. */
export function textOf(parent: XmlElement | undefined, name: string): string | undefined {
  const token = parent?.child(name)?.token;
  return token === '' ? undefined : token;
}

export function requiredText(parent: XmlElement | undefined, name: string): string {
  const text = textOf(parent, name);
  if (text === undefined) throw missingField(name);
  return text;
}

/** Ministry flags are written `1`; `2` means no. */
export function isSet(parent: XmlElement | undefined, name: string): boolean {
  return textOf(parent, name) === '1';
}

/** A decimal in plain notation; `+5`, `.5` and `5.` (allowed by XML Schema) are rewritten, everything else is null. */
export function plainDecimal(text: string): DecimalText | null {
  if (isPlainDecimal(text)) return text;
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (parts === null) return null;
  const [, sign = '', whole = '', fraction = ''] = parts;
  if (whole === '' && fraction === '') return null;
  return `${sign === '-' ? '-' : ''}${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** `-?\d+(\.\d+)?` by hand: this runs for every number of every line. */
function isPlainDecimal(text: string): boolean {
  let i = text.charCodeAt(0) === 0x2d ? 1 : 0;
  let digits = 0;
  let isFraction = false;
  for (; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) digits += 1;
    else if (code === 0x2e && !isFraction && digits > 0) {
      isFraction = true;
      digits = 0;
    } else return false;
  }
  return digits > 0;
}

/** The decimal, or undefined with a finding. */
export function decimalIn(reading: Reading, field: string, text: string): DecimalText | undefined {
  const decimal = plainDecimal(text);
  if (decimal !== null) return decimal;
  addFinding(reading, 'bad_number', { field, text: text.slice(0, 80) });
  return undefined;
}

const DATE = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:Z|[+-]\d\d:\d\d)?$/;

export function dateOf(reading: Reading, parent: XmlElement | undefined, name: string): string | undefined {
  const text = textOf(parent, name);
  if (text === undefined) return undefined;
  const date = DATE.exec(text)?.[1];
  if (date === undefined) addFinding(reading, 'bad_date', { field: name, text: text.slice(0, 80) });
  return date;
}

export function requiredDate(parent: XmlElement | undefined, name: string): string {
  const date = DATE.exec(requiredText(parent, name))?.[1];
  if (date === undefined) throw badField(name);
  return date;
}

/** Leaves absent values out, as exactOptionalPropertyTypes wants it. */
export function present<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
