import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { referencePath } from '../support/reference';
import { isCollectiveId } from '../../shared/domain/collectiveId';
import { crc8Hex } from '../../shared/domain/crc8';
import { checkAccount, parseIban } from '../../shared/domain/iban';
import { parseInternalId } from '../../shared/domain/internalId';
import { isKsefNumber, isReferencedKsefNumber } from '../../shared/domain/ksefNumber';
import { isNip } from '../../shared/domain/taxId';

const vectors = referencePath('ksef', 'vectors', 'ksef-numbers.json');
const hex12 = fc.stringMatching(/^[0-9A-F]{12}$/);
const digitsOf = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

const anyNip = fc
  .stringMatching(/^[1-9](\d[1-9]|[1-9]\d)\d{6}$/)
  .map((nine) => nine + String([6, 5, 7, 2, 3, 4, 5, 6, 7].reduce((sum, w, i) => sum + w * Number(nine[i]), 0) % 11))
  .filter((nip) => nip.length === 10);

/** Any other character of the same sort at one place. */
/** Another hex digit at one place. */
const changed = (text: string, at: number, by: number): string =>
  text.slice(0, at) +
  ((Number.parseInt(text[at] ?? '0', 16) + by) % 16).toString(16).toUpperCase() +
  text.slice(at + 1);

describe('NIP', () => {
  it('one wrong digit is always found', () => {
    fc.assert(
      fc.property(anyNip, fc.nat({ max: 9 }), fc.integer({ min: 1, max: 9 }), (nip, at, by) => {
        expect(isNip(nip)).toBe(true);
        expect(isNip(nip.slice(0, at) + String((Number(nip[at]) + by) % 10) + nip.slice(at + 1))).toBe(false);
      }),
    );
  });
});

describe('KSeF number inside an invoice', () => {
  it('knows the holders that have no NIP', () => {
    fc.assert(
      fc.property(fc.constantFrom('M123456789', 'ABC1234567', '5265877635'), hex12, (holder, technical) => {
        const first = `${holder}-20260211-${technical}`;
        const number = `${first}-${crc8Hex(first)}`;
        expect(isReferencedKsefNumber(number)).toBe(true);
        expect(isKsefNumber(number)).toBe(/^\d/.test(holder));
        expect(isReferencedKsefNumber(`${first}-${changed(crc8Hex(first), 1, 1)}`)).toBe(false);
      }),
    );
  });
});

describe('InternalId', () => {
  it('is a NIP and a unit', () => {
    fc.assert(
      fc.property(anyNip, digitsOf(5), (nip, unit) => {
        expect(parseInternalId(` ${nip}-${unit} `)).toEqual({ nip, unit });
        expect(parseInternalId(`${nip.slice(0, 9)}${String((Number(nip[9]) + 1) % 10)}-${unit}`)).toBeNull();
      }),
    );
  });
  it.each(['5265877635', '5265877635-1234', '5265877635-123456', '5265877635-12a45', ''])('%s is none', (text) => {
    expect(parseInternalId(text)).toBeNull();
  });
});

describe('collective identifier', () => {
  it('ends with the checksum of all before it', () => {
    fc.assert(
      fc.property(anyNip, fc.integer({ min: 1, max: 12 }), hex12, (nip, month, technical) => {
        const first = `${nip}-IZ2026${String(month).padStart(2, '0')}-${technical}`;
        expect(isCollectiveId(`${first}-${crc8Hex(first)}`)).toBe(true);
        expect(isCollectiveId(`${first}-${changed(crc8Hex(first), 0, 1)}`)).toBe(false);
      }),
    );
  });

  it.skipIf(vectors === null)('accepts the published ones', () => {
    const Vectors = z.object({ collectiveIdentifier: z.object({ valid: z.array(z.string()) }) });
    const { collectiveIdentifier } = Vectors.parse(JSON.parse(readFileSync(vectors ?? '', 'utf8')));
    expect(collectiveIdentifier.valid.length).toBeGreaterThan(0);
    for (const text of collectiveIdentifier.valid) expect(isCollectiveId(text), text).toBe(true);
  });
});

describe('bank account', () => {
  /** The check digits that make a remainder of 1. */
  const withCheck = (country: string, rest: string): string => {
    const digits = Array.from(`${rest}${country}00`)
      .map((char) => String(Number.parseInt(char, 36)))
      .join('');
    return String(98n - (BigInt(digits) % 97n)).padStart(2, '0') + rest;
  };

  it('one wrong digit is always found, with or without its country', () => {
    fc.assert(
      fc.property(digitsOf(24), fc.nat({ max: 25 }), fc.integer({ min: 1, max: 9 }), (rest, at, by) => {
        const account = withCheck('PL', rest);
        expect(checkAccount(account)).toBe('valid');
        expect(checkAccount(`PL${account}`)).toBe('valid');
        expect(checkAccount(`${account.slice(0, 2)} ${account.slice(2).replace(/(.{4})/g, '$1 ')}`)).toBe('valid');
        const wrong = account.slice(0, at) + String((Number(account[at]) + by) % 10) + account.slice(at + 1);
        expect(checkAccount(wrong)).toBe('wrong');
      }),
    );
  });

  it.each([
    ['DE89370400440532013000', 'valid'],
    ['EE382200221020145685', 'valid'],
    ['GB82WEST12345698765432', 'valid'],
    ['DE8937040044053201300', 'wrong'],
    ['DE89370400440532013001', 'wrong'],
    ['123456789', 'unknown'],
    ['', 'unknown'],
  ] as const)('%s is %s', (text, expected) => {
    expect(checkAccount(text)).toBe(expected);
  });

  it('has one spelling', () => {
    expect(parseIban('61 1090 1014 0000 0712 1981 2874')).toBe('PL61109010140000071219812874');
    expect(parseIban('de89 3704 0044 0532 0130 00')).toBe('DE89370400440532013000');
    expect(parseIban('konto 7')).toBeNull();
  });
});
