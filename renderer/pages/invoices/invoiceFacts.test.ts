import { describe, expect, it } from 'vitest';
import { makeInvoices } from '../../bridge/fake/invoices';
import { connectionsAt } from '../../bridge/fake/world';
import { detailOf } from '../../bridge/fake/detail';
import { daysUntil } from './daysUntil';
import { displayLines } from './displayLines';
import { originalForm } from './originalForm';
import { paymentText } from './paymentText';

describe('paymentText', () => {
  const now = new Date('2026-11-12T12:00:00.000Z');
  const sources = connectionsAt(now).map((each) => each.id);
  const [row] = makeInvoices(1, now, sources);
  if (!row) throw new Error('no invoice');
  const { invoice } = detailOf(row, now);
  if (!invoice) throw new Error('not parsed');
  it('has name, raw account, exact amount and a title with both numbers', () => {
    const lines = paymentText(invoice, '5265877635-20261001-0100001AF629-AF')?.split('\n');
    expect(lines).toEqual([
      invoice.seller.name,
      '61109024020000000144712086',
      `${invoice.gross} ${invoice.currency}`,
      `${invoice.number}, 5265877635-20261001-0100001AF629-AF`,
    ]);
  });
  it('has the reference number, and nothing that only a service knows', () => {
    const payment = { ...invoice.payment, reference: '202600017' };
    const lines = paymentText({ ...invoice, payment }, 'LZ9uHIm')?.split('\n');
    expect(lines?.slice(3)).toEqual(['202600017', invoice.number]);
  });
  it('prefers what must be paid in the end', () => {
    expect(paymentText({ ...invoice, payable: '1.00' }, undefined)).toContain('1.00 ');
  });
  it('is nothing when it is paid or has no account', () => {
    expect(paymentText({ ...invoice, payment: { ...invoice.payment, paid: true } }, undefined)).toBeUndefined();
    expect(paymentText({ ...invoice, payment: { ...invoice.payment, accounts: [] } }, undefined)).toBeUndefined();
  });
});

describe('daysUntil', () => {
  it.each([
    ['2026-11-25', 13],
    ['2026-11-12', 0],
    ['2026-11-10', -2],
    ['2027-03-29', 137],
  ])('%s', (date, days) => expect(daysUntil(date, new Date(2026, 10, 12, 23, 59))).toBe(days));
});

describe('displayLines', () => {
  it('breaks a file without line ends between elements, and nothing else', () => {
    const long = `<a>${'<b>x</b>'.repeat(100)}</a>`;
    const lines = displayLines(long);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.join('')).toBe(long);
    expect(displayLines('<a>\r\n<b/></a>')).toEqual(['<a>', '<b/></a>']);
  });
  it('breaks a record without line ends between its members', () => {
    const long = JSON.stringify({ id: 1, rows: Array.from({ length: 60 }, (_, no) => ({ no, name: 'Papier' })) });
    const lines = displayLines(long);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.join('')).toBe(long);
    expect(lines[0]).toBe('{');
    expect(lines[1]).toBe('"id":1,');
    expect(displayLines('{"id":1,"no":"a"}')).toHaveLength(1);
  });
});

describe('the form of an original', () => {
  it.each([
    ['application/xml', 'XML'],
    ['text/xml; charset=utf-8', 'XML'],
    ['application/json', 'JSON'],
    ['application/vnd.made-up+json', 'JSON'],
    ['text/plain', 'TXT'],
    ['application/pdf', undefined],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', undefined],
  ])('%s is %s', (mediaType, form) => expect(originalForm(mediaType)).toBe(form));
});
