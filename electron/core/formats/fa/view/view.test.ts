// Nothing that a document says may be missing from its page.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvoiceView } from '../../../../../shared/domain/invoiceView';
import texts from '../../../../../shared/locales/en/fa.json';
import { referencePath } from '../../../../../tests/support/reference';
import { viewKeys, viewTexts } from '../../../../../tests/support/viewTexts';
import { xsdDocument } from '../../../../../tests/support/xsdDocument';
import { viewOf } from '../../registry';
import { readXml } from '../../xml/readXml';
import type { XmlElement } from '../../xml/xmlElement';
import { CODES, codeKey } from './dictionary';

const samples = referencePath('ksef', 'samples', 'invoices');
const schemas = referencePath('ksef', 'schemas');

function leaves(element: XmlElement): string[] {
  if (element.first === null) return element.token === '' ? [] : [element.token];
  const found: string[] = [];
  for (let child: XmlElement | null = element.first; child !== null; child = child.next) found.push(...leaves(child));
  return found;
}

function missing(bytes: Uint8Array): readonly string[] {
  const shown = viewTexts(viewOf(bytes));
  return leaves(readXml(bytes)).filter((text) => !shown.some((one) => one.includes(text)));
}

const hasText = (key: string): boolean =>
  key
    .split('.')
    .slice(1)
    .reduce<unknown>(
      (group, part) => (typeof group === 'object' && group !== null ? Reflect.get(group, part) : undefined),
      texts,
    ) !== undefined;

describe.skipIf(samples === null)('official samples', () => {
  const files = globSync(`${samples ?? ''}/*.xml`).map((file) => [path.basename(file), file] as const);
  it.each(files)('%s: every value is on the page, and nothing is unknown', (_, file) => {
    const bytes = readFileSync(file);
    const view = viewOf(bytes);
    expect(() => InvoiceView.parse(view)).not.toThrow();
    expect(missing(bytes)).toEqual([]);
    expect(view.rest).toEqual([]);
    expect(viewKeys(view).filter((key) => !hasText(key))).toEqual([]);
  });
});

describe.skipIf(schemas === null)('documents with every element of a schema', () => {
  const all = [
    ['FA (3)', 'schemat_FA(3)_v1-0E.xsd'],
    ['FA (2)', 'schemat_FA(2)_v1-0E.xsd'],
    ['FA_RR (1)', 'schemat_FA_RR(1)_v1-1E.xsd'],
  ] as const;
  it.each(all)('%s: every leaf is on the page exactly where one looks for it', (code, file) => {
    const document = xsdDocument(path.join(schemas ?? '', file), {
      marks: (name) => (name === 'KodFormularza' ? ` kodSystemowy="${code}"` : ''),
    });
    expect(document.names.size).toBeGreaterThan(90);
    const view = viewOf(document.bytes);
    const shown = viewTexts(view);
    expect(document.texts.filter((text) => !shown.some((one) => one.split(/[ ,·]+/).includes(text)))).toEqual([]);
    // Marks whose value is not 1 mean nothing that we know, so they alone stay in the list of the unknown.
    const rest = view.rest.map((field) => /(\w+)(?:\[\d+\])?$/.exec(field.path ?? '')?.[1]);
    const marks = ['RolaInna', 'StanPrzed', 'StanPrzedZ', 'PlatnoscInna', 'NrKSeF', 'NrKSeFN', 'NrKSeFZN', 'OpisRoli'];
    expect(rest.filter((name) => name === undefined || !marks.includes(name))).toEqual([]);
    expect(viewKeys(view).filter((key) => !hasText(key))).toEqual([]);
  });
});

describe('what nobody knows', () => {
  const known = '<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Fa><P_2>1</P_2>';
  it('is listed with its place', () => {
    const xml = `${known}<Nowe mark="7"><Inne>a</Inne><Inne>b</Inne></Nowe></Fa><x:y xmlns:x="urn:x">c</x:y></Faktura>`;
    expect(viewOf(Buffer.from(xml)).rest).toEqual([
      { label: { text: 'Nowe mark' }, value: { kind: 'text', text: '7' }, path: 'Faktura/Fa/Nowe/@mark' },
      { label: { text: 'Inne' }, value: { kind: 'text', text: 'a' }, path: 'Faktura/Fa/Nowe/Inne' },
      { label: { text: 'Inne' }, value: { kind: 'text', text: 'b' }, path: 'Faktura/Fa/Nowe/Inne[2]' },
      { label: { text: 'y' }, value: { kind: 'text', text: 'c' }, path: 'Faktura/y' },
    ]);
  });

  it('costs a broken document nothing: no element is required', () => {
    const view = viewOf(Buffer.from(`${known}</Fa></Faktura>`));
    expect(view).toMatchObject({ format: 'fa3', number: '1', parties: [], totals: [] });
  });

  it('a code outside its list is shown as it is', () => {
    const view = viewOf(
      Buffer.from(
        `${known}<RodzajFaktury>XYZ</RodzajFaktury><Platnosc><FormaPlatnosci>9</FormaPlatnosci></Platnosc></Fa></Faktura>`,
      ),
    );
    expect(view.title).toEqual({ text: 'XYZ' });
    expect(view.blocks).toEqual([
      {
        type: 'fields',
        id: 'payment',
        title: { key: 'fa.section.payment' },
        groups: [{ fields: [{ label: { key: 'fa.field.FormaPlatnosci' }, value: { kind: 'code', text: '9' } }] }],
      },
    ]);
  });

  it('a schema that no reader knows becomes a tree with all its texts', () => {
    const other = `<Invoice xmlns="urn:nobody:Invoice-9" xmlns:cbc="urn:cbc">
      <cbc:ID>F/1</cbc:ID><cbc:IssueDate>2026-02-01</cbc:IssueDate>
      <cbc:LineExtensionAmount currencyID="PLN">12.30</cbc:LineExtensionAmount></Invoice>`;
    const view = viewOf(Buffer.from(other));
    expect(view).toMatchObject({ format: 'generic', number: 'F/1', issueDate: '2026-02-01' });
    expect(missing(Buffer.from(other))).toEqual([]);
    expect(viewTexts(view)).toContain('12.30 · currencyID: PLN');
    expect(viewTexts(view)).toContain('Line extension amount');
  });
});

describe('words', () => {
  it('cover every official code', () => {
    const keys = Object.entries(CODES).flatMap(([list, codes]) =>
      codes.map((code) => `fa.code.${list}.${codeKey(code)}`),
    );
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter((key) => !hasText(key))).toEqual([]);
  });
});
