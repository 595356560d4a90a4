import { describe, expect, it } from 'vitest';
import { keptThrough } from './keeping';

describe('how long an invoice is kept', () => {
  it.each([
    ['PL', '2026-12', 2031],
    ['DE', '2026-01', 2034],
    ['EE', '2025-06', 2032],
  ] as const)('in %s one of %s at least through %i', (country, month, year) => {
    expect(keptThrough(country, month)).toBe(year);
  });
});
