import { describe, expect, it } from 'vitest';
import { endOf, planImport } from './importPlan';

const NOW = Date.parse('2026-10-06T08:00:00.000Z');
const HOUR = 3_600_000;
const none = { limit: 20, windowMs: HOUR, takenAtMs: [] };
const plan = (since: string, checkpoints: Readonly<Record<string, string>> = {}, taken: readonly number[] = []) =>
  planImport({
    settings: { since },
    checkpoints: new Map(Object.entries(checkpoints)),
    nowMs: NOW,
    allowances: new Map([
      ['invoiceExport', { ...none, takenAtMs: taken }],
      ['invoiceMetadata', none],
    ]),
  });

describe('the plan of a first import', () => {
  it('counts windows and packages', () => {
    expect(plan('2026-09-01')).toMatchObject({ from: '2026-09-01', windows: 1, roles: 4, packages: 2 });
    expect(plan('2025-10-01')).toMatchObject({ windows: 5, packages: 10 });
    expect(plan('2021-01-01')).toMatchObject({ packages: 48 });
  });

  it('needs minutes for a year, hours for five', () => {
    expect((plan('2025-10-01').endsAtMs - NOW) / 60_000).toBeLessThan(15);
    const hours = (plan('2021-01-01').endsAtMs - NOW) / HOUR;
    // 46 packages at 20 an hour, then 46 questions at 20 an hour.
    expect(hours).toBeGreaterThan(4);
    expect(hours).toBeLessThan(5);
  });

  it('takes into account what other programs have used up', () => {
    const used = Array.from({ length: 20 }, () => NOW - 60_000);
    expect(plan('2026-09-01', {}, used).endsAtMs - NOW).toBeGreaterThan(59 * 60_000);
  });

  it('begins where the last run ended', () => {
    const at = (text: string) => JSON.stringify({ v: 1, at: text, reached: 'open' });
    const read = plan('2021-01-01', {
      Subject1: at('2026-09-01T00:00:00Z'),
      Subject2: at('2026-08-01T00:00:00Z'),
      Subject3: at('2026-09-01T00:00:00Z'),
      SubjectAuthorized: at('2026-09-01T00:00:00Z'),
    });
    expect(read).toMatchObject({ from: '2026-08-01', windows: 1, packages: 2 });
  });

  it('waits for a free place call by call', () => {
    const two = { limit: 2, windowMs: HOUR, takenAtMs: [] };
    expect(endOf(2, NOW, two, 1000)).toBe(NOW + 2000);
    expect(endOf(3, NOW, two, 1000)).toBe(NOW + HOUR + 1000);
    expect(endOf(5, NOW, two, 1000)).toBe(NOW + 2 * HOUR + 1000);
    expect(endOf(1, NOW, { ...two, takenAtMs: [NOW - HOUR / 2, NOW - HOUR / 4] }, 1000)).toBe(NOW + HOUR / 2 + 1000);
  });
});
