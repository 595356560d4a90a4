// What runs by itself waits for the service's own all-clear; a board that says nothing holds nothing back.
import { describe, expect, it } from 'vitest';
import { jumpingClock } from '../../../tests/support/providerContext';
import { isFailure } from '../../../shared/errors';
import ksef from '../providers/ksef/index';
import type { ServiceHealth } from '../providers/sdk/defineProvider';
import type { Connection } from '../db/repositories/connection.repo';
import { eventBus } from '../events/eventBus';
import { healthService } from './healthService';
import { noticeBoard } from './noticeBoard';
import type { ProviderRuntime } from './providerRuntime';

const NOW = Date.parse('2026-10-06T08:00:00.000Z');
const signal = new AbortController().signal;
const connection = { id: 'c1', providerId: 'ksef', settings: {} } as unknown as Connection;

function bench(health: ServiceHealth) {
  const clock = jumpingClock(NOW);
  const notices = noticeBoard(clock, eventBus());
  let asked = 0;
  const manifest = {
    ...ksef,
    health: () =>
      Promise.resolve(() => {
        asked += 1;
        return Promise.resolve(health);
      }),
  };
  const runtime = { context: () => ({}) } as unknown as ProviderRuntime;
  const service = healthService({ manifestOf: () => manifest, runtime, notices, clock });
  return { service, notices, clock, asked: () => asked };
}

describe('a scheduled run', () => {
  it('waits while the board reports an outage, and says until when', async () => {
    const { service, notices } = bench({
      notices: [{ kind: 'outage', text: 'Awaria KSeF', sinceMs: NOW - 1000 }],
      holdUntilMs: NOW + 900_000,
    });
    const error = await service.holdBack(connection, signal).catch((cause: unknown) => cause);
    expect(isFailure(error) && error.spec).toMatchObject({
      kind: 'unavailable',
      key: 'sync.held_outage',
      params: { service: 'KSeF', said: 'Awaria KSeF' },
      retryAt: '2026-10-06T08:15:00.000Z',
    });
    expect(notices.of('c1')).toMatchObject([{ kind: 'outage', text: 'Awaria KSeF' }]);
  });

  it('goes on when there is nothing, or only an announcement', async () => {
    const { service } = bench({ notices: [{ kind: 'announced', text: 'Prace' }], holdUntilMs: null });
    await service.holdBack(connection, signal);
  });

  it('asks the board at most once in five minutes, and clears what is over', async () => {
    const { service, clock, asked, notices } = bench({ notices: [], holdUntilMs: null });
    notices.setHealth('c1', [{ kind: 'outage', text: 'x' }]);
    notices.sink('c1').put({ kind: 'warning', text: 'w' });
    await service.look(connection, signal);
    await service.look(connection, signal);
    expect(asked()).toBe(1);
    expect(notices.of('c1').map(({ kind }) => kind)).toEqual(['warning']);
    clock.jump(6 * 60_000);
    await service.look(connection, signal);
    expect(asked()).toBe(2);
    clock.jump(25 * 3_600_000);
    expect(notices.of('c1')).toEqual([]);
  });
});
