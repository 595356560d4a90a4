import { describe, expect, it } from 'vitest';
import { parseInternalId, parseKsefContext, parseNipVatUe, parsePeppolId } from './ksefContext';

describe('contexts of KSeF, checked offline', () => {
  it.each([
    ['5265877635-12345', '5265877635-12345'],
    [' pl526-587-76-35 12345', '5265877635-12345'],
    ['5265877636-12345', null],
    ['5265877635-1234', null],
    ['5265877635', null],
  ])('unit of a firm %s', (text, expected) => {
    expect(parseInternalId(text)).toBe(expected);
  });

  it.each([
    ['5265877635-ATU12345678', '5265877635-ATU12345678'],
    ['5265877635 de 123456789', '5265877635-DE123456789'],
    ['5265877635-ESX1234567A', '5265877635-ESX1234567A'],
    ['5265877635-PL5265877635', null],
    ['5265877636-DE123456789', null],
    ['5265877635-DE12345678', null],
  ])('EU firm %s', (text, expected) => {
    expect(parseNipVatUe(text)).toBe(expected);
  });

  it.each([
    ['ppl123456', 'PPL123456'],
    ['PPL12345', null],
    ['XPL123456', null],
  ])('Peppol provider %s', (text, expected) => {
    expect(parsePeppolId(text)).toBe(expected);
  });

  it('each by its name', () => {
    expect(parseKsefContext('Nip', 'PL 526-587-76-35')).toBe('5265877635');
    expect(parseKsefContext('Nip', '5265877635-12345')).toBeNull();
    expect(parseKsefContext('PeppolId', 'PPL123456')).toBe('PPL123456');
  });
});
