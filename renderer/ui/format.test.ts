import { describe, expect, it } from 'vitest';
import { groupAccount, groupTaxId } from '../../shared/domain/grouping';
import { createFormats, localesFor } from './format';

/** Intl separates with several kinds of spaces; they look the same and may change with its data. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const formats = (language: 'en' | 'pl' | 'de' | 'et', system: string[] = []) =>
  createFormats(language, system, 'Europe/Warsaw');

describe('money', () => {
  it.each([
    ['pl', '28417.43', 'PLN', '28 417,43', 'zł'],
    ['pl', '4920', 'PLN', '4 920,00', 'zł'],
    ['de', '1284.6', 'EUR', '1.284,60', '€'],
    ['et', '1940.8', 'EUR', '1 940,80', '€'],
    ['en', '1940.8', 'EUR', '1,940.80', '€'],
    ['pl', '-861.00', 'PLN', '−861,00', 'zł'],
    ['pl', '12345', 'JPY', '12 345', '¥'],
  ] as const)('%s %s %s', (language, amount, currency, shown, symbol) => {
    const parts = formats(language).money(amount, currency);
    expect(plain(parts.amount)).toBe(shown);
    expect(parts.symbol).toBe(symbol);
  });

  it('keeps every digit of an amount that a float would round', () => {
    expect(plain(formats('pl').money('90071992547409931.07', 'PLN').amount)).toBe('90 071 992 547 409 931,07');
  });

  it('writes English texts with the numbers of the system', () => {
    expect(localesFor('en', ['pl-PL', 'en-US'])).toEqual({ words: 'en-GB', numbers: 'pl-PL' });
    expect(plain(formats('en', ['pl-PL']).money('12345.6', 'PLN').amount)).toBe('12 345,60');
    expect(formats('en', ['pl-PL']).date('2026-11-09')).toBe('09.11.2026');
  });

  it('takes the regional form of the app’s own language', () => {
    expect(localesFor('de', ['de-AT', 'en'])).toEqual({ words: 'de-AT', numbers: 'de-AT' });
  });
});

describe('dates', () => {
  it.each([
    ['pl', '09.11.2026', '9 listopada 2026', 'Listopad 2026'],
    ['de', '09.11.2026', '9. November 2026', 'November 2026'],
    ['et', '09.11.2026', '9. november 2026', 'November 2026'],
    ['en', '09/11/2026', '9 November 2026', 'November 2026'],
  ] as const)('%s', (language, date, long, month) => {
    expect(formats(language).date('2026-11-09')).toBe(date);
    expect(formats(language).dateLong('2026-11-09')).toBe(long);
    expect(formats(language).monthYear('2026-11')).toBe(month);
  });

  it('writes a month as it stands inside a sentence', () => {
    expect(formats('pl').monthNameInside('2026-10')).toBe('październik');
    expect(formats('de').monthNameInside('2026-10')).toBe('Oktober');
  });

  it('shows an instant on the clock of the zone', () => {
    expect(formats('pl').time('2026-11-12T13:05:00.000Z')).toBe('14:05');
    expect(formats('pl').time('2026-07-12T13:05:00.000Z')).toBe('15:05');
  });
});

describe('ids', () => {
  it.each([
    ['5265877635', '526-587-76-35'],
    ['PL5265877635', 'PL 526-587-76-35'],
    ['DE811402773', 'DE 811 402 773'],
    ['EE101203040', 'EE 101 203 040'],
    ['ATU12345678', 'ATU12345678'],
    ['brak', 'brak'],
  ])('tax id %s', (raw, shown) => expect(groupTaxId(raw)).toBe(shown));

  it.each([
    ['61109024020000000144712086', '61 1090 2402 0000 0001 4471 2086'],
    ['PL61109024020000000144712086', 'PL61 1090 2402 0000 0001 4471 2086'],
    ['DE81160500001000447120', 'DE81 1605 0000 1000 4471 20'],
    ['konto 1', 'konto 1'],
  ])('account %s', (raw, shown) => expect(groupAccount(raw)).toBe(shown));
});

describe('sizes and shares', () => {
  it('rounds a share down: 100 % means all', () => {
    expect(plain(formats('en').percent(0.999))).toBe('99 %');
    expect(plain(formats('en').percent(1))).toBe('100 %');
  });
  it('writes bytes in steps of a thousand', () => {
    expect(plain(formats('pl').bytes(3_800_000))).toBe('3,8 MB');
    expect(plain(formats('de').bytes(940))).toBe('940 B');
  });
});
