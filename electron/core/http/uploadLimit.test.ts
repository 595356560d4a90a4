import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../../tests/support/fakeClock';
import { uploadLimit } from './uploadLimit';

const { signal } = new AbortController();

describe('a limit for all uploads together', () => {
  it('is none until it is set', () => {
    const limit = uploadLimit(fakeClock());
    expect(limit.allow(1 << 20, signal)).toBe(1 << 20);
  });

  it('lets so many bytes a second leave, whoever sends them', async () => {
    const clock = fakeClock({ skips: () => true });
    const limit = uploadLimit(clock);
    limit.set(100_000);
    const send = async (bytes: number): Promise<void> => {
      for (let left = bytes; left > 0;) left -= await limit.allow(left, signal);
    };
    const startMs = clock.monotonic();
    await Promise.all([send(400_000), send(400_000), limit.whole(200_000, signal)]);
    const seconds = (clock.monotonic() - startMs) / 1000;
    expect(seconds).toBeGreaterThan(7);
    expect(seconds).toBeLessThanOrEqual(10);
  });

  it('counts at once when it is changed, and questions never wait', async () => {
    const clock = fakeClock();
    const limit = uploadLimit(clock);
    limit.set(1000);
    expect(await limit.allow(1 << 20, signal)).toBe(4096);
    limit.set(null);
    expect(limit.allow(1 << 20, signal)).toBe(1 << 20);
    limit.set(1000);
    await limit.whole(900, signal);
    expect(clock.slept).toEqual([]);
  });

  it('is not waited for by what was cancelled', async () => {
    const limit = uploadLimit(fakeClock());
    limit.set(1000);
    await limit.allow(5000, signal);
    const abort = new AbortController();
    const waiting = limit.allow(5000, abort.signal);
    abort.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
  });
});
