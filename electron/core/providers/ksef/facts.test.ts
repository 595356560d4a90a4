import { describe, expect, it } from 'vitest';
import { factsOf } from './facts';

const NUMBER = '5265877635-20250826-0100001AF629-AF';

describe('facts of an invoice', () => {
  it('are taken from its metadata, the day of receipt in Poland', () => {
    const metadata = {
      ksefNumber: NUMBER,
      invoiceNumber: 'FV/1',
      issueDate: '2026-10-31',
      acquisitionDate: '2026-10-31T23:30:00.1234567Z',
      currency: 'EUR',
      netAmount: 100.5,
      grossAmount: -123.61,
      vatAmount: 99,
      seller: { nip: '5265877635', name: 'Hurtownia' },
      buyer: { identifier: { type: 'VatUe', value: 'DE811907980' }, name: null },
      later: {},
    };
    expect(factsOf(metadata, NUMBER)).toEqual({
      remoteNumber: NUMBER,
      receivedAt: '2026-10-31T23:30:00.1234567Z',
      receivedOn: '2026-11-01',
      number: 'FV/1',
      issueDate: '2026-10-31',
      currency: 'EUR',
      net: '100.5',
      gross: '-123.61',
      seller: { name: 'Hurtownia', taxId: '5265877635' },
      buyer: { taxId: 'DE811907980' },
    });
  });

  it('are the number alone when nothing else can be read', () => {
    expect(factsOf({ issueDate: 5, seller: 'x', acquisitionDate: 'yesterday' }, NUMBER)).toEqual({
      remoteNumber: NUMBER,
    });
    expect(factsOf(null, NUMBER)).toEqual({ remoteNumber: NUMBER });
  });

  it.each([
    ['2026-07-15T21:59:59.999Z', '2026-07-15'],
    ['2026-07-15T22:00:00Z', '2026-07-16'],
    ['2026-10-24T22:10:00Z', '2026-10-25'],
    ['2026-10-25T22:10:00Z', '2026-10-25'],
    ['2026-10-25T23:00:00Z', '2026-10-26'],
    ['2026-01-01T00:30:00+01:00', '2026-01-01'],
  ])('%s was %s in Poland', (instant, day) => {
    expect(factsOf({ acquisitionDate: instant }, NUMBER).receivedOn).toBe(day);
  });
});
