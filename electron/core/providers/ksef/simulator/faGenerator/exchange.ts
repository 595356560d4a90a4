// Exchange rates near the real ones, one per currency and day, in ten-thousandths of a zloty.
import { Rng } from '../random';

const AROUND: Readonly<Record<string, number>> = { EUR: 42_600, CHF: 45_400, NOK: 3_640, CZK: 1_735 };

export const exchangeRate = (currency: string, date: string): number => {
  const middle = AROUND[currency] ?? 40_000;
  const swing = new Rng('rate', currency, date).next() - 0.5;
  return Math.round(middle * (1 + swing * 0.03));
};
