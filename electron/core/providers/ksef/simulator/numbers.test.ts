import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { referencePath } from '../../../../../tests/support/reference';
import { crc8, ksefNumber, referenceNumber } from './numbers';

describe('numbers', () => {
  it('has the check value of CRC-8', () => {
    expect(crc8('123456789')).toBe('F4');
    expect(ksefNumber('5265877635', '2025-08-26', '0100001AF629')).toBe('5265877635-20250826-0100001AF629-AF');
  });

  it('makes reference numbers of 36 characters that end with their own checksum', () => {
    const reference = referenceNumber('EH', Date.parse('2026-10-06T08:00:00Z') * 1000);
    expect(reference).toMatch(/^20261006-EH-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}$/);
    expect(reference.slice(-2)).toBe(crc8(reference.slice(0, 33)));
  });
});

const vectors = referencePath('ksef', 'vectors', 'ksef-numbers.json');

describe.skipIf(vectors === null)('published numbers', () => {
  const known = JSON.parse(vectors === null ? '{}' : readFileSync(vectors, 'utf8')) as {
    valid: string[];
    referenceNumbers: { values: string[] };
  };

  it('have the checksum that is computed here', () => {
    for (const number of known.valid) expect(crc8(number.slice(0, 32)), number).toBe(number.slice(-2));
    for (const number of known.referenceNumbers.values)
      expect(crc8(number.slice(0, 33)), number).toBe(number.slice(-2));
  });
});
