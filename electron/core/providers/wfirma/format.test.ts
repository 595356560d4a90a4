// A record of wFirma, read into the common model.
import { describe, expect, it } from 'vitest';
import { formatFor as coreFormat } from '../../formats/registry';
import { wfirmaFormat } from './format';
import { makeExpense, makeInvoice, type Row } from './simulator/index';

const NOW = Date.parse('2026-10-06T08:00:00Z');
const read = (row: Row) => wfirmaFormat.parse(Buffer.from(JSON.stringify(row)));

describe('a record', () => {
  it('is read to the grosz, by rate', () => {
    for (let at = 0; at < 40; at += 1) {
      const made = { id: String(at), at, ms: NOW };
      for (const row of [makeExpense(made), makeInvoice(made, {})]) {
        const bytes = Buffer.from(JSON.stringify(row));
        expect([wfirmaFormat.detect(bytes), coreFormat(bytes)]).toEqual([true, null]);
        const invoice = wfirmaFormat.parse(bytes);
        expect(invoice).toMatchObject({ gross: row['total'] ?? row['brutto'], net: row['netto'], findings: [] });
        expect(invoice.rates).toMatchObject([{ net: row['netto'] }]);
      }
    }
  });

  it('has dates only where there are any', () => {
    const expense = read({ ...makeExpense({ id: '1', at: 1, ms: NOW }), payment_date: '0000-00-00' });
    expect(expense.payment.dueOn).toEqual([]);
    const sale = makeInvoice({ id: '1', at: 1, ms: NOW }, {});
    expect(read({ ...sale, disposaldate_format: 'month' }).saleDate).toBeUndefined();
    expect(read({ ...sale, disposaldate_format: 'day' }).saleDate).toBe('2026-10-06');
    expect(read({ ...sale, disposaldate: '0000-00-00 00:00:00' }).saleDate).toBeUndefined();
  });

  it('is read in whichever notation numbers come, and names as they are', () => {
    const row = makeExpense({ id: '1', at: 1, ms: NOW });
    const odd = read({
      ...row,
      netto: '1 000,00',
      brutto: '1\u00a0230,00',
      contractor_detail: { name: 'Kropka <b>i</b> Syn', nip: 'PL 701-041-63-84' },
    });
    expect(odd).toMatchObject({
      net: '1000.00',
      vat: '230.00',
      gross: '1230.00',
      seller: { name: 'Kropka <b>i</b> Syn', taxId: '7010416384' },
    });
  });

  it('has its kind, its payment and its KSeF number', () => {
    const sale = makeInvoice({ id: '1', at: 3, ms: NOW }, { name: 'Zielona Kuźnia', nip: '5265877635' });
    const invoice = read(sale);
    expect(invoice).toMatchObject({
      kind: 'invoice',
      seller: { taxId: '5265877635' },
      payment: { paid: false, dueOn: ['2026-10-13'], method: 'transfer' },
      notes: [{ label: 'format.note.ksef_number' }],
    });
    expect(read({ ...sale, type: 'correction' }).kind).toBe('correction');
    expect(read({ ...sale, paymentstate: 'paid' }).payment.paid).toBe(true);
    // wFirma's own word for what it does not know.
    expect(read({ ...sale, paymentstate: 'undefined' }).payment.state).toBeUndefined();
    expect(read({ ...sale, paymentstate: 'undefined', alreadypaid: '10.00' }).payment.state).toBe('partly');
    const part = read({ ...sale, ksef_reference_number: '', alreadypaid: '10.00' });
    expect(part.notes).toMatchObject([{ label: 'format.note.paid_so_far' }]);
    expect(read({ ...makeExpense({ id: '1', at: 1, ms: NOW }), correction: '1' }).kind).toBe('correction');
  });
});
