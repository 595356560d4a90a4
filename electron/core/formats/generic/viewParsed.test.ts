// A record of an accounting program as a page: what was read of it stands there.
import { describe, expect, it } from 'vitest';
import type { ParsedInvoice } from '../../../../shared/domain/invoice';
import { viewParsed } from './viewParsed';

const invoice: ParsedInvoice = {
  format: 'made_up',
  number: 'FV 1/2026',
  kind: 'correction',
  issueDate: '2026-10-01',
  saleDate: '2026-09-30',
  currency: 'EUR',
  seller: { name: 'Papiernia', taxId: '5265877635', address: ['ul. Cicha 1', '00-001 Warszawa'] },
  buyer: { name: 'Muster GmbH', taxId: 'DE123456789', address: [] },
  otherParties: [],
  lines: [
    {
      no: '1',
      name: 'Papier',
      quantity: '2',
      unit: 'ryza',
      price: '12.5',
      priceIsGross: false,
      net: '25',
      rate: '23',
      isBefore: true,
    },
    {
      no: '1',
      name: 'Papier',
      quantity: '1',
      unit: 'ryza',
      price: '12.5',
      priceIsGross: false,
      net: '12.5',
      rate: '23',
      isBefore: false,
    },
  ],
  rates: [{ rate: '23', net: '-12.5', vat: '-2.88' }],
  net: '-12.5',
  vat: '-2.88',
  gross: '-15.38',
  correctedNumbers: [],
  payment: { paid: false, dueOn: ['2026-10-15'], accounts: [{ number: 'PL61109010140000071219812874' }] },
  notes: [],
  hasAttachment: false,
  findings: [],
};

describe('a page made from the common model', () => {
  const view = viewParsed(invoice);

  it('says everything that was read', () => {
    const said = JSON.stringify(view);
    for (const text of [
      'FV 1/2026',
      '2026-10-01',
      '2026-09-30',
      'Papiernia',
      '5265877635',
      'ul. Cicha 1',
      'DE123456789',
    ])
      expect(said).toContain(text);
    for (const text of ['Papier', 'ryza', '12.5', '25', '23 %', '-2.88', '-15.38', '2026-10-15', 'PL6110901'])
      expect(said).toContain(text);
    expect(view.title).toEqual({ key: 'fa.code.kind.KOR' });
  });

  it('has columns only for what some line says, and marks what was before', () => {
    const [lines] = view.blocks;
    if (lines?.type !== 'table') throw new Error('no lines');
    expect(lines.columns.map(({ label }) => ('key' in label ? label.key : label.text))).toEqual(
      ['NrWierszaFa', 'P_7', 'P_8B', 'P_8A', 'P_9A', 'P_12', 'P_11'].map((name) => `fa.field.${name}`),
    );
    expect(lines.rows.map(({ state }) => state)).toEqual(['before', 'plain']);
  });
});
