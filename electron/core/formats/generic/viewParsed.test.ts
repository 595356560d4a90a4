// A record of an accounting program as a page: what was read of it stands there, every value.
import { describe, expect, it } from 'vitest';
import { viewTexts } from '../../../../tests/support/viewTexts';
import { ParsedInvoice } from '../../../../shared/domain/invoice';
import { paperTexts } from '../../paper/paperTexts';
import { viewParsed } from './viewParsed';

const line = {
  no: '1',
  name: 'Papier',
  code: 'PAP-80',
  quantity: '2',
  unit: 'ryza',
  price: '12.6',
  priceIsGross: false,
  discount: '0.2',
  net: '25.01',
  gross: '30.77',
  vat: '5.76',
  rate: '23',
  isBefore: true,
} as const;

/** Every member of the model, each with a value of its own. */
const full: Required<ParsedInvoice> = {
  format: 'made_up',
  number: 'FV 1/2026',
  kind: 'correction',
  issueDate: '2026-10-01',
  saleDate: '2026-09-30',
  periodFrom: '2026-09-02',
  periodTo: '2026-09-29',
  currency: 'EUR',
  seller: {
    name: 'Papiernia',
    taxId: '5265877635',
    country: 'PL',
    address: ['ul. Cicha 1', '00-001 Warszawa'],
    email: 'biuro@papiernia.example',
    phone: '221234567',
    registryCode: '10256137',
  },
  buyer: { name: 'Muster GmbH', taxId: 'DE123456789', country: 'DE', address: ['Weg 3'], email: 'm@muster.example' },
  otherParties: [
    { role: 'payer', party: { name: 'Zahler AG', taxId: 'CHE-115.345', country: 'CH', address: ['Gasse 9'] } },
  ],
  lines: [
    line,
    { ...line, no: '1a', quantity: '3', isBefore: false },
    { ...line, no: '2', price: '99.9', priceIsGross: true },
  ],
  rates: [{ rate: '8', net: '-12.5', vat: '-2.88' }],
  net: '-12.51',
  vat: '-2.87',
  gross: '-15.38',
  payable: '-15.4',
  correctedNumbers: [{ number: 'FV 9/2025', remoteNumber: '5265877635-20250826-0100001AF629-AF' }],
  correctionReason: 'zwrot towaru',
  payment: {
    paid: true,
    paidOn: '2026-10-03',
    dueOn: ['2026-10-15', '2026-10-16'],
    method: 'transfer',
    reference: '202600017',
    accounts: [{ number: 'PL61109010140000071219812874', bank: 'Bank Cichy', swift: 'CICHPLPW' }],
  },
  notes: [
    { label: 'format.note.order', text: 'ZAM/7' },
    { label: 'Kolor', text: 'biały' },
    { label: 'format.note.self_billing', text: '' },
  ],
  hasAttachment: true,
  attachments: [
    { name: 'umowa.pdf', mediaType: 'application/pdf', bytes: 20_000 },
    { name: 'lista.csv', mediaType: 'text/csv' },
  ],
  findings: [],
};

/** Said by a word, by a column or beside the page; each has an expectation of its own below. */
const SAID_OTHERWISE = new Set([
  'kind',
  'hasAttachment',
  'mediaType',
  'bytes',
  'findings',
  'priceIsGross',
  'isBefore',
  'paid',
  'role',
  'method',
]);

function leaves(value: unknown, path: readonly string[] = []): readonly (readonly [path: string, text: string])[] {
  if (path.some((name) => SAID_OTHERWISE.has(name))) return [];
  if (typeof value !== 'object' || value === null) return [[path.join('.'), String(value)]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

const fieldsOf = (view: ReturnType<typeof viewParsed>, id: string) =>
  view.blocks
    .flatMap((block) => (block.type === 'fields' && block.id === id ? block.groups : []))
    .flatMap(({ fields }) => fields)
    .map(({ label, value }) => ['key' in label ? label.key : label.text, value.word ?? value.text]);

describe('a page made from the common model', () => {
  const view = viewParsed(full);

  it('is tried with a model that leaves nothing out', () => {
    expect(ParsedInvoice.parse(full)).toEqual(full);
  });

  it.each(leaves(full).filter(([, text]) => text !== ''))('says %s: %s', (path, text) => {
    const said = viewTexts(view).map((one) => one.replace(/ · 20 kB$/, ''));
    expect(path === 'rates.0.rate' ? said.includes(`${text} %`) : said.includes(text)).toBe(true);
  });

  it('says the rest in words', () => {
    expect(view.title).toEqual({ key: 'fa.code.kind.KOR' });
    expect(view.parties.map(({ role }) => role)).toEqual([
      { key: 'fa.section.seller' },
      { key: 'fa.section.buyer' },
      { key: 'format.role.payer' },
    ]);
    expect(fieldsOf(view, 'payment')).toEqual(
      expect.arrayContaining([
        ['fa.field.Zaplacono', 'fa.code.yes_no.1'],
        ['fa.field.FormaPlatnosci', 'format.method.transfer'],
      ]),
    );
    expect(fieldsOf(view, 'remarks')).toEqual([
      ['format.note.order', 'ZAM/7'],
      ['Kolor', 'biały'],
      ['format.note.self_billing', 'fa.code.yes_no.1'],
    ]);
  });

  it('calls a tax id what it is', () => {
    const names = view.parties.map(({ fields }) => fields[0]?.label);
    expect(names).toEqual(['NIP', 'NrVatUE', 'NrID'].map((name) => ({ key: `fa.field.${name}` })));
  });

  it('has a text for every word, on paper in four languages', () => {
    const keys = viewTexts(view).filter((text) => /^(fa|format)\.\w/.test(text));
    expect(keys.length).toBeGreaterThan(30);
    for (const language of ['en', 'pl', 'de', 'et'] as const)
      for (const key of keys) expect(paperTexts(language).line({ key }), `${language} ${key}`).not.toBe(key);
  });

  it('says nothing about what is unpaid, unnamed or not corrected', () => {
    const { title: _title, ...bare } = viewParsed({
      ...full,
      payment: { paid: false, dueOn: [], accounts: [] },
      notes: [],
      correctedNumbers: [],
      otherParties: [],
      lines: [],
      rates: [],
      correctionReason: '',
      attachments: [],
    });
    expect(bare.blocks).toEqual([]);
    expect(bare.parties).toHaveLength(2);
  });

  it('has columns only for what some line says, and marks what was before', () => {
    const { code: _code, discount: _discount, gross: _gross, vat: _vat, ...short } = line;
    const [lines] = viewParsed({ ...full, lines: [short, { ...short, isBefore: false }] }).blocks.filter(
      ({ id }) => id === 'lines',
    );
    if (lines?.type !== 'table') throw new Error('no lines');
    expect(lines.columns.map(({ label }) => ('key' in label ? label.key : label.text))).toEqual(
      ['NrWierszaFa', 'P_7', 'P_8B', 'P_8A', 'P_9A', 'P_12', 'P_11'].map((name) => `fa.field.${name}`),
    );
    expect(lines.rows.map(({ state }) => state)).toEqual(['before', 'plain']);
  });
});
