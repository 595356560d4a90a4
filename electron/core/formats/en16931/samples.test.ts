// The reference's UBL invoice: read, shown whole, nothing to look at.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ParsedInvoice } from '../../../../shared/domain/invoice';
import { referencePath } from '../../../../tests/support/reference';
import { missingFromView } from '../../../../tests/support/viewTexts';
import { formatFor, viewOf } from '../registry';

const folder = referencePath('edi', 'ubl');

describe.skipIf(folder === null)('samples', () => {
  const files = globSync(`${folder ?? ''}/*.xml`);
  it('are there', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files)('%s', (file) => {
    const bytes = readFileSync(file);
    const invoice = ParsedInvoice.parse(formatFor(bytes.subarray(0, 4096))?.parse(bytes));
    expect(invoice).toMatchObject({ format: 'ubl', number: '2026-0001', net: '100.00', gross: '124.00', findings: [] });
    expect(invoice.payment).toMatchObject({ dueOn: ['2026-01-29'], reference: '202600017', method: 'transfer' });
    const view = viewOf(bytes);
    expect(view.rest).toEqual([]);
    const missing = missingFromView(view, bytes, { words: ['currencyID', 'unitCode'] });
    expect(missing.filter((one) => one !== 'ID VAT')).toEqual([]);
  });
});
