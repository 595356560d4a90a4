import { describe, expect, it } from 'vitest';
import { present } from './present';

describe('what is told', () => {
  it('has every member but those that are undefined, in their order', () => {
    const told = present({ number: 'FV/1', net: undefined, vat: '', paid: false, due: null, gross: 0 });
    expect(told).toStrictEqual({ number: 'FV/1', vat: '', paid: false, due: null, gross: 0 });
    expect(Object.keys(told)).toEqual(['number', 'vat', 'paid', 'due', 'gross']);
  });

  it('is a copy', () => {
    const members = { number: 'FV/1' };
    expect(present(members)).not.toBe(members);
  });
});
