// Identifiers with check digits: the dossier's values where they are there, and always these.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { referencePath } from '../support/reference';
import { checkAccount } from '../../shared/domain/iban';
import {
  checkDigit731,
  checkPaymentReference,
  isCreditorReference,
  isReference731,
} from '../../shared/domain/paymentReference';
import { isEstonianRegistryCode, isRegon } from '../../shared/domain/registryCode';
import { isNip } from '../../shared/domain/taxId';
import { checkVatNumber, isEstonianVatNumber, isGermanVatNumber } from '../../shared/domain/vatNumber';

const CHECKS: Readonly<Record<string, (text: string) => boolean>> = {
  ee_registry_code: isEstonianRegistryCode,
  ee_vat: isEstonianVatNumber,
  ee_reference_731: isReference731,
  iban: (text) => checkAccount(text) === 'valid',
  pl_nip: isNip,
  pl_regon: isRegon,
  de_vat: isGermanVatNumber,
};

const file = referencePath('edi', 'identifier-test-values.json');
const Values = z.record(z.string(), z.object({ valid: z.array(z.string()), invalid: z.array(z.string()) }));

describe.skipIf(file === null)('values of the dossier', () => {
  const values = file === null ? {} : Values.parse(JSON.parse(readFileSync(file, 'utf8')));
  it.each(Object.keys(CHECKS))('%s', (name) => {
    const { valid, invalid } = values[name] ?? { valid: [], invalid: [] };
    expect(valid.length + invalid.length).toBeGreaterThan(8);
    expect(valid.filter((text) => CHECKS[name]?.(text) !== true)).toEqual([]);
    expect(invalid.filter((text) => CHECKS[name]?.(text) !== false)).toEqual([]);
  });
});

describe('every single digit counts', () => {
  const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
  const changed = (text: string, at: number, by: number): string => {
    const place = at % text.length;
    const digit = text[place] ?? '';
    return /\d/.test(digit) ? text.slice(0, place) + String((Number(digit) + by) % 10) + text.slice(place + 1) : text;
  };
  it('in an Estonian reference number', () => {
    fc.assert(
      fc.property(digits(9), fc.nat(9), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const whole = body + checkDigit731(body);
        expect(isReference731(whole)).toBe(true);
        // The weights share no factor with ten, so one changed digit always shows.
        expect(isReference731(changed(whole, at, by))).toBe(false);
      }),
    );
  });

  it('in Estonian and German VAT numbers', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('EE100247019', 'DE136695976'),
        fc.nat(8),
        fc.integer({ min: 1, max: 9 }),
        (text, at, by) => {
          expect(checkVatNumber(text)).toBe('valid');
          expect(checkVatNumber(changed(text, at + 2, by))).toBe('wrong');
        },
      ),
    );
  });
});

describe('what is judged', () => {
  it('VAT numbers of three countries, however they are spaced', () => {
    expect(['EE 100 247 019', 'de136695976', 'PL 526-025-09-95'].map(checkVatNumber)).toEqual([
      'valid',
      'valid',
      'valid',
    ]);
    expect(['FR12345678901', '100247019', ''].map(checkVatNumber)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('references of two kinds', () => {
    expect(['202600017', 'RF18 5390 0754 7034', 'Arve 17'].map(checkPaymentReference)).toEqual([
      'valid',
      'valid',
      'unknown',
    ]);
    expect(['1234567', 'RF19539007547034'].map(checkPaymentReference)).toEqual(['wrong', 'wrong']);
    expect(isCreditorReference('RF18539007547034')).toBe(true);
  });
});
