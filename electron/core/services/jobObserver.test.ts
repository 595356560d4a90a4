import { describe, expect, it } from 'vitest';
import type { RunView } from '../../../shared/contract/runs';
import type { JobRow } from '../archive/types';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import { eventBus } from '../events/eventBus';
import { jobObserver } from './jobObserver';
import type { RunService } from './runService';

/** Which connections are asked before their time. */
async function askedBy(trigger: RunView['trigger'], attempt: number, isHurried = false): Promise<readonly string[]> {
  const asked: string[] = [];
  const runs: Partial<RunService> = {
    get: () => Promise.resolve({ trigger } as RunView),
    settle: () => Promise.resolve(),
  };
  const observer = jobObserver({
    runs: runs as RunService,
    connections: {} as ConnectionRepo,
    events: eventBus(),
    askOnce: (id) => asked.push(id),
    logFailure: () => undefined,
  });
  await observer.started({ runId: 'r', connectionId: 'c', attempt } as JobRow, isHurried);
  return asked;
}

describe('a server that is left alone', () => {
  it('is asked once by a person, at the start and for each time that a run is hurried', async () => {
    expect(await askedBy('user', 1)).toEqual(['c']);
    expect(await askedBy('user', 3, true)).toEqual(['c']);
    expect(await askedBy('schedule', 3, true)).toEqual(['c']);
  });

  it('is left alone by what goes by itself: schedules, other programs, further tries', async () => {
    expect(await askedBy('schedule', 1)).toEqual([]);
    expect(await askedBy('api', 1)).toEqual([]);
    expect(await askedBy('user', 2)).toEqual([]);
  });
});
