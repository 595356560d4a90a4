import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import connections from '../../../shared/locales/pl/connections.json';
import { createFormats } from '../../ui/format';
import { timeLeft } from './expiryText';

const i18n = i18next.createInstance();
beforeAll(async () => {
  await i18n.init({ lng: 'pl', resources: { pl: { connections } } });
});

it('days are counted up to two years, then years, in the words of the number', () => {
  const left = (days: number): string => timeLeft(i18n.t, createFormats('pl', [], 'Europe/Warsaw'), days);
  expect([1, 6, 729].map(left)).toEqual(['został 1 dzień', 'zostało 6 dni', 'zostało 729 dni']);
  expect([730, 8999].map(left)).toEqual(['zostały 2 lata', 'zostały 24 lata']);
});
