import { expect, it } from 'vitest';
import { quietUntil } from './quietHours';

const at = (text: string): number => Date.parse(text);
const WARSAW = 'Europe/Warsaw';

it.each([
  ['2026-11-22T18:59:59.000Z', null],
  ['2026-11-22T19:00:00.000Z', '2026-11-23T06:00:00.000Z'],
  ['2026-11-23T03:00:00.000Z', '2026-11-23T06:00:00.000Z'],
  ['2026-11-23T06:00:00.000Z', null],
  // The night in which the clock goes back is an hour longer.
  ['2026-10-24T20:00:00.000Z', '2026-10-25T06:00:00.000Z'],
])('a night from 20:00 to 07:00: at %s', (now, until) => {
  expect(quietUntil({ from: '20:00', to: '07:00' }, at(now), WARSAW)).toBe(until === null ? null : at(until));
});

it('within one day, and none at all', () => {
  const noon = at('2026-11-22T11:30:00.000Z');
  expect(quietUntil({ from: '12:00', to: '13:00' }, noon, WARSAW)).toBe(at('2026-11-22T12:00:00.000Z'));
  expect(quietUntil({ from: '13:00', to: '14:00' }, noon, WARSAW)).toBeNull();
  expect(quietUntil({ from: '13:00', to: '13:00' }, noon, WARSAW)).toBeNull();
  expect(quietUntil(undefined, noon, WARSAW)).toBeNull();
});
