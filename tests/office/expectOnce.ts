// What an office's story has to come to, however it went.
import { expect } from 'vitest';
import type { OfficeStory } from './office';

export function expectOnce({ expected, puts, files, receipts, claims, shownDone }: OfficeStory): void {
  expect(puts).toEqual(expected);
  expect(files).toEqual(expected);
  expect(receipts).toEqual(expected.map((path) => ({ path, revision: 1 })));
  expect(claims.map(({ state }) => state)).toEqual(expected.map(() => 'done'));
  // Everybody sees what one of them has done.
  expect(new Set(shownDone).size).toBe(1);
  expect(shownDone[0]).toBeGreaterThan(0);
}
