// What the service reads out of a document that was sent, and what it refuses it for. No XSD here: the checks that people run into.
import { DOMParser } from '@xmldom/xmldom';
import { XMLParser } from 'fast-xml-parser';
import { invoiceType, type InvoiceFacts, type MetaParty } from '../faGenerator/facts';
import type { FormCode, Status } from './model';
import { invoiceStatus } from './statuses';

const NAMESPACES: Readonly<Record<string, string>> = {
  'FA (2)': 'http://crd.gov.pl/wzor/2023/06/29/12648/',
  'FA (3)': 'http://crd.gov.pl/wzor/2025/06/25/13775/',
};

export interface ReadInvoice {
  readonly facts: InvoiceFacts;
  readonly buyerNip: string | null;
}

type Node = { readonly [name: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
});

const file = (detail: string): Status => invoiceStatus(430, detail);
const semantics = (...details: readonly string[]): Status => invoiceStatus(450, ...details);

/** Noncharacters and the control characters that the W3C discourages. */
const DISCOURAGED = /[\u007f-\u0084\u0086-\u009f\ufdd0-\ufdef]/;

/** The document, or why it is none. */
export function readInvoice(bytes: Buffer, formCode: FormCode): ReadInvoice | Status {
  const text = decode(bytes);
  if (typeof text !== 'string') return text;
  if (/<\?(?!xml\s)/.test(text)) return file('Dokument zawiera instrukcję przetwarzania.');
  if (/<!DOCTYPE/i.test(text)) return file('Dokument zawiera deklarację typu.');
  if (DISCOURAGED.test(text)) return file('Dokument zawiera niedozwolone znaki.');
  const document = parse(text);
  if (document === null) return file('Dokument nie jest poprawnym dokumentem XML.');
  const root = document['Faktura'];
  const namespace = NAMESPACES[formCode.systemCode];
  if (!isNode(root) || namespace === undefined || !text.includes(`"${namespace}"`))
    return semantics('Dokument nie jest zgodny ze schematem zadeklarowanym przy otwarciu sesji.');
  const missing = REQUIRED.filter((path) => at(root, path) === undefined);
  if (missing.length > 0) return semantics(...missing.map((path) => `Brak wymaganego elementu ${path}.`));
  if (at(root, 'Naglowek.KodFormularza.@kodSystemowy') !== formCode.systemCode)
    return semantics('KodFormularza nie odpowiada formCode sesji.');
  return read(root, formCode);
}

function parse(text: string): Node | null {
  // The one library is easy to read from, the other tells what is well formed.
  const problems: string[] = [];
  const collect = (problem: string) => void problems.push(problem);
  const errorHandler = { error: collect, fatalError: collect, warning: collect };
  try {
    new DOMParser({ errorHandler }).parseFromString(text, 'text/xml');
    return problems.length > 0 || !text.startsWith('<') ? null : (parser.parse(text) as Node);
  } catch {
    return null;
  }
}

function decode(bytes: Buffer): string | Status {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return file('Dokument zawiera znacznik BOM.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return file('Dokument nie jest zapisany w kodowaniu UTF-8.');
  }
  const encoding = /^<\?xml[^>]*encoding=["']([^"']+)/.exec(text)?.[1];
  return encoding === undefined || encoding.toUpperCase() === 'UTF-8' ? text : file('Prolog wskazuje inne kodowanie.');
}

const REQUIRED = [
  'Naglowek.KodFormularza',
  'Naglowek.WariantFormularza',
  'Naglowek.DataWytworzeniaFa',
  'Podmiot1.DaneIdentyfikacyjne.NIP',
  'Podmiot1.Adres',
  'Podmiot2.DaneIdentyfikacyjne',
  'Fa.KodWaluty',
  'Fa.P_1',
  'Fa.P_2',
  'Fa.P_15',
  'Fa.Adnotacje',
  'Fa.RodzajFaktury',
] as const;

function at(node: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, name) => {
    const one: unknown = Array.isArray(found) ? found[0] : found;
    return isNode(one) ? one[name] : undefined;
  }, node);
}

function text(node: unknown, path: string): string {
  const found = at(node, path);
  const value: unknown = isNode(found) ? found['#text'] : found;
  return typeof value === 'string' ? value.trim() : '';
}

const hundredths = (value: string): number => Math.round(Number(value === '' ? '0' : value) * 100);

function sum(root: Node, pattern: RegExp): number {
  const fa = at(root, 'Fa');
  if (!isNode(fa)) return 0;
  return Object.keys(fa).reduce((total, name) => total + (pattern.test(name) ? hundredths(text(fa, name)) : 0), 0);
}

function read(root: Node, formCode: FormCode): ReadInvoice {
  const buyerNip = text(root, 'Podmiot2.DaneIdentyfikacyjne.NIP');
  const zloty = sum(root, /^P_14_\d+W$/);
  const facts: InvoiceFacts = {
    invoiceNumber: text(root, 'Fa.P_2'),
    issueDate: text(root, 'Fa.P_1'),
    seller: {
      nip: text(root, 'Podmiot1.DaneIdentyfikacyjne.NIP'),
      name: text(root, 'Podmiot1.DaneIdentyfikacyjne.Nazwa'),
    },
    buyer: buyer(root),
    net: sum(root, /^P_13_/),
    gross: hundredths(text(root, 'Fa.P_15')),
    vat: zloty === 0 ? sum(root, /^P_14_\d+$/) : zloty,
    currency: text(root, 'Fa.KodWaluty'),
    invoiceType: invoiceType(text(root, 'Fa.RodzajFaktury')),
    formCode,
    isSelfInvoicing: text(root, 'Fa.Adnotacje.P_17') === '1',
    hasAttachment: at(root, 'Zalacznik') !== undefined,
    thirds: [],
  };
  return { facts, buyerNip: buyerNip === '' ? null : buyerNip };
}

function buyer(root: Node): MetaParty {
  const of = (name: string) => text(root, `Podmiot2.DaneIdentyfikacyjne.${name}`);
  const name = of('Nazwa') === '' ? {} : { name: of('Nazwa') };
  if (of('NIP') !== '') return { identifier: { type: 'Nip', value: of('NIP') }, ...name };
  if (of('NrVatUE') !== '') return { identifier: { type: 'VatUe', value: `${of('KodUE')}${of('NrVatUE')}` }, ...name };
  if (of('NrID') !== '') return { identifier: { type: 'Other', value: of('NrID') }, ...name };
  return { identifier: { type: 'None' }, ...name };
}
