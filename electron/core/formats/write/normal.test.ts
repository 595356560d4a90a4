import { describe, expect, it } from 'vitest';
import { nipDigits, unionVatNumber } from './normal';

describe('numbers as people write them', () => {
  it('has the country once, in its own field', () => {
    expect(unionVatNumber('DE', 'de 123.456-789')).toBe('123456789');
    expect(unionVatNumber('EE', 'EE0CC8260')).toBe('0CC8260');
    expect(unionVatNumber('', '123')).toBe('123');
  });

  it('has only the digits of a NIP', () => {
    expect(nipDigits('PL 526-587-76-35')).toBe('5265877635');
  });
});
