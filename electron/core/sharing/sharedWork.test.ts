import { describe, expect, it } from 'vitest';
import type { RunView } from '../../../shared/contract/runs';
import type { CompanyId, RunId } from '../../../shared/domain/ids';
import { fakeClock } from '../../../tests/support/fakeClock';
import type { SharedTables } from './sharedWork';
import { sharedWork } from './sharedWork';

const DAY_MS = 86_400_000;

/** A PC on a store that only takes notes. */
function pc(pruneRuns: () => Promise<void>) {
  const clock = fakeClock();
  const notes = new Map<string, string>();
  const names = new Map<string, string>();
  const failures: string[] = [];
  const told: number[] = [];
  const unused = () => Promise.reject(new Error('not asked here'));
  const tables: SharedTables = {
    leases: { take: unused, hold: unused, release: unused },
    copies: {
      file: unused,
      files: unused,
      putFile: unused,
      putRun: ({ run }) => Promise.resolve(void told.push(Number(run.id.slice(-1)))),
      pruneRuns,
      runs: unused,
      run: unused,
    },
  };
  const shared = sharedWork({
    tables,
    clock,
    power: { onWake: () => () => undefined },
    meta: {
      get: (key) => Promise.resolve(names.get(key) ?? null),
      set: (key, value) => Promise.resolve(void names.set(key, value)),
    },
    writer: {
      noteGet: (_, name) => Promise.resolve(notes.get(name) ?? null),
      notePut: (_, name, text) => Promise.resolve(void notes.set(name, text)),
      noteDelete: (_, name) => Promise.resolve(void notes.delete(name)),
      noteList: () => Promise.resolve([...notes.keys()]),
    },
    installation: () => Promise.resolve('0198'),
    computerName: 'Office PC 2',
    logFailure: (what) => void failures.push(what),
  });
  const end = async (n: number): Promise<void> => {
    const run = {
      id: `01999999-0000-7000-8000-00000000000${String(n)}` as RunId,
      companyId: '01999999-0000-7000-8000-000000000000' as CompanyId,
      kind: 'sync',
      trigger: 'user',
      state: 'done',
      startedAt: '2026-10-05T10:00:00.000Z',
      parts: [],
    } satisfies RunView;
    await shared.ending(run, () => Promise.resolve());
    await shared.stop();
  };
  return { clock, shared, names, failures, told, end };
}

describe('what PCs owe each other', () => {
  it('old copies of runs are taken away by whoever tells a new one, once a day', async () => {
    let pruned = 0;
    const { clock, told, end } = pc(() => Promise.resolve(void (pruned += 1)));
    await end(1);
    await end(2);
    expect([told, pruned]).toEqual([[1, 2], 1]);
    await clock.advance(DAY_MS);
    await end(3);
    expect([told.length, pruned]).toEqual([3, 2]);
  });

  it('that they cannot be taken away is written down and stops nothing', async () => {
    const { told, end, failures } = pc(() => Promise.reject(new Error('away')));
    await end(1);
    expect([told, failures]).toEqual([[1], ['remove old copies of runs']]);
  });

  it('a PC tells its name at the start, and again when it is called otherwise', async () => {
    const { shared, names } = pc(() => Promise.resolve());
    names.set('pc/0198', 'an older name');
    await shared.catchUp();
    expect([...names]).toEqual([['pc/0198', 'Office PC 2']]);
  });
});
