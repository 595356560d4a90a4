import { describe, expect, it } from 'vitest';
import { Refusal } from './answers';
import { RateLimiter } from './rateLimits';

const START = 1_800_000_000_000;

function limiter() {
  let now = START;
  const limits = new RateLimiter(() => now);
  /** Seconds to wait, or null when the call was let through. */
  const ask = (group: 'invoiceMetadata' | 'other' = 'invoiceMetadata', context = 'a', counter = ''): number | null => {
    try {
      limits.take(group, context, '127.0.0.1', counter);
      return null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return Number(error.respond({ format: 'legacy', path: '/', nowMs: now }).headers.get('retry-after'));
    }
  };
  return {
    ask,
    limits,
    wait: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

describe('the rate limiter', () => {
  it('allows 8 a second, 16 a minute and 20 an hour, all at once, in sliding windows', () => {
    const { ask, wait } = limiter();
    for (let i = 0; i < 8; i += 1) expect(ask()).toBeNull();
    expect(ask()).toBe(1);
    wait(1);
    for (let i = 0; i < 8; i += 1) expect(ask()).toBeNull();
    wait(1);
    expect(ask()).toBe(58);
    wait(58);
    for (let i = 0; i < 4; i += 1) expect(ask()).toBeNull();
    expect(ask()).toBe(3600 - 60);
    wait(3600 - 60);
    expect(ask()).toBeNull();
  });

  it('makes the block longer for every call during it', () => {
    const { ask, wait } = limiter();
    for (let i = 0; i < 8; i += 1) ask();
    const waits = [ask(), ask(), ask(), ask()].map(Number);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(new Set(waits).size).toBe(4);
    wait(waits.at(-1) ?? 0);
    expect(ask()).toBeNull();
  });

  it('counts per context, and per endpoint in the group other', () => {
    const { ask } = limiter();
    for (let i = 0; i < 8; i += 1) ask();
    expect(ask('invoiceMetadata', 'b')).toBeNull();
    for (let i = 0; i < 10; i += 1) expect(ask('other', 'a', 'GET /x')).toBeNull();
    expect(ask('other', 'a', 'GET /x')).not.toBeNull();
    expect(ask('other', 'a', 'GET /y')).toBeNull();
  });

  it('can be set and put back', () => {
    const { ask, limits, wait } = limiter();
    limits.set({ invoiceMetadata: { perSecond: 1, perMinute: 1, perHour: 2 } });
    expect(ask()).toBeNull();
    expect(ask()).toBe(60);
    wait(61);
    expect(ask()).toBeNull();
    expect(Number(ask())).toBeGreaterThan(3000);
    limits.set({});
    expect(limits.allowances.invoiceMetadata.perHour).toBe(20);
  });
});
