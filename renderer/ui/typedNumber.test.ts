import { describe, expect, it } from 'vitest';
import { createFormats } from './format';
import { typedNumber } from './typedNumber';

const decimalOf = {
  pl: createFormats('pl', ['pl-PL']).decimal,
  de: createFormats('de', ['de-DE']).decimal,
  en: createFormats('en', ['en-GB']).decimal,
};

describe('a typed number', () => {
  it.each([
    ['pl', '4 250,00', '4250.00'],
    ['pl', '4250.5', '4250.5'],
    ['pl', '−12,5', '-12.5'],
    ['pl', '4.250', '4.250'],
    ['de', '4.250', '4250'],
    ['de', '1.234.567,89', '1234567.89'],
    ['de', '4.25', '4.25'],
    ['en', '4,250.00', '4250.00'],
    ['en', '4,25', '4.25'],
    ['en', 'ten', 'ten'],
    ['pl', '', ''],
  ] as const)('in %s %s is %s', (language, text, number) => {
    expect(typedNumber(text, decimalOf[language])).toBe(number);
  });

  it('is read as it is shown', () => {
    for (const decimal of Object.values(decimalOf))
      for (const number of ['1234567.89', '-4250', '0.125', '4250.00'])
        expect(typedNumber(decimal(number), decimal)).toBe(number);
  });
});
