// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../app/renderForTest';
import { StoppedButtons } from './StoppedButtons';
import type { Wizard } from './wizardStore';
import { START } from './wizardSteps';

const NOW = Date.parse('2026-11-20T08:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setInterval', 'clearInterval'] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function stopped(waitMs: number | undefined) {
  const send = vi.fn(() => Promise.resolve());
  const retry = waitMs === undefined ? {} : { retryAt: new Date(NOW + waitMs).toISOString() };
  const problem = { kind: 'rate_limited' as const, key: 'net.rate_limited', params: {}, supportId: 'K7-1', ...retry };
  const wizard = { send, back: () => Promise.resolve() } as unknown as Wizard;
  await renderPart(<StoppedButtons state={{ ...START, problem }} wizard={wizard} again="Check again" />);
  return send;
}
const button = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Check again/ });
const pass = (ms: number): void => {
  act(() => {
    vi.advanceTimersByTime(ms);
  });
};

describe('the buttons after a stopped check', () => {
  it('count down to the time that the service named, and ask again from then on', async () => {
    const send = await stopped(62_000);
    expect(button().textContent).toBe('Check again in 1:02');
    pass(60_000);
    expect(button().textContent).toBe('Check again in 0:02');
    fireEvent.click(button());
    expect(send).not.toHaveBeenCalled();
    pass(2_000);
    expect(button().textContent).toBe('Check again');
    fireEvent.click(button());
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('wait for nothing where no time was named, or it has passed', async () => {
    await stopped(undefined);
    expect(button().disabled).toBe(false);
    cleanup();
    await stopped(-5_000);
    expect(button().disabled).toBe(false);
  });
});
