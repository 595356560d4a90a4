import { afterEach, describe, expect, it } from 'vitest';
import type { DesktopSettings, Goal } from '../../../shared/contract/desktop';
import type { RunView } from '../../../shared/contract/runs';
import type { CompanyId, ConnectionId, RunId } from '../../../shared/domain/ids';
import type { ErrorKind } from '../../../shared/errors';
import { fakeClock } from '../../../tests/support/fakeClock';
import type { ArchiveReader } from '../archive/types';
import type { CompanyRepo } from '../db/repositories/company.repo';
import { eventBus } from '../events/eventBus';
import type { Desktop } from '../ports';
import { instantOf } from '../time';
import { notices, type TillAlarm } from './notices';

const MINUTE = 60_000;
const NOON = new Date(2026, 10, 18, 12, 0).getTime();
const COMPANY = '00000000-0000-7000-8000-000000000001' as CompanyId;
const SOURCE = '00000000-0000-7000-8000-000000000002' as ConnectionId;

function scene(settings: Partial<Omit<DesktopSettings, 'isAutostart'>> = {}, startMs = NOON) {
  const clock = fakeClock({ startMs });
  const events = eventBus();
  const runs: RunView[] = [];
  const shown: { title: string; body: string; click: () => void }[] = [];
  const led: Goal[] = [];
  const world = { isInFront: false, asking: 0, missed: null as string | null, tills: [] as TillAlarm[] };
  const made = notices({
    clock,
    events,
    reader: {
      // The latest first.
      runs: ({ limit }: { limit: number }) =>
        Promise.resolve(runs.toSorted((a, b) => (a.startedAt > b.startedAt ? -1 : 1)).slice(0, limit)),
    } as unknown as ArchiveReader,
    companies: { find: () => Promise.resolve({ id: COMPANY, name: 'Zielona' }) } as unknown as CompanyRepo,
    desktop: {
      isWindowInFront: () => world.isInFront,
      notify: (notice, click) => shown.push({ ...notice, click }),
    } as Partial<Desktop> as Desktop,
    texts: () => Promise.resolve((key, params = {}) => [key, ...Object.values(params)].join(' ')),
    language: () => Promise.resolve('en'),
    settings: () => Promise.resolve({ isAutostart: false, notify: 'problems', ...settings }),
    lead: (goal) => led.push(goal),
    asking: () => Promise.resolve(world.asking),
    backupMissedAt: () => Promise.resolve(world.missed),
    tills: () => Promise.resolve(world.tills),
    logFailure: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  made.start();
  ends.push(() => made.stop());
  const end = async (state: 'done' | 'failed', kind: ErrorKind = 'unavailable', part: Partial<RunView> = {}) => {
    const now = instantOf(clock.now());
    const problem = { kind, key: 'x', params: {}, supportId: '' };
    const run: RunView = {
      id: `00000000-0000-7000-8000-0000000001${String(runs.length).padStart(2, '0')}` as RunId,
      companyId: COMPANY,
      kind: 'sync',
      trigger: 'schedule',
      state,
      startedAt: now,
      endedAt: now,
      parts: [
        {
          connectionId: SOURCE,
          state,
          done: 0,
          unit: 'steps',
          newCount: 0,
          changedCount: 0,
          knownCount: 0,
          unreadable: [],
          ...(state === 'failed' ? { problem } : {}),
        },
      ],
      ...(state === 'failed' ? { problem } : {}),
      ...part,
    };
    runs.unshift(run);
    events.emit('runs.progress', run);
    // A run is told of more than once.
    events.emit('runs.progress', run);
    await clock.advance(1000);
    return run;
  };
  const titles = async (): Promise<string[]> => {
    await clock.advance(10_000);
    return shown.map(({ title }) => title);
  };
  return { clock, events, world, end, titles, shown, led };
}
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

describe('notices', () => {
  it('say nothing while all goes well', async () => {
    const { end, titles } = scene();
    await end('done');
    await end('done', 'unavailable', { kind: 'upload', month: '2026-10' });
    expect(await titles()).toEqual([]);
  });

  it('tell of the third failure in a row, once, and of the next third after it was well again', async () => {
    const { end, titles } = scene();
    const upTo = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) {
        await end('failed');
        await titles();
      }
    };
    await upTo(2);
    expect(await titles()).toEqual([]);
    await upTo(3);
    expect(await titles()).toEqual(['tray.failed_title Zielona']);
    await end('done');
    await upTo(3);
    expect((await titles()).length).toBe(2);
  });

  it('tell of the third failure also beside a good run of a clock that stood ahead', async () => {
    const { end, titles } = scene();
    const ahead = new Date(2027, 10, 18, 12, 0).toISOString();
    await end('done', 'unavailable', { startedAt: ahead, endedAt: ahead });
    for (let n = 0; n < 3; n += 1) {
      await end('failed');
      await titles();
    }
    expect(await titles()).toEqual(['tray.failed_title Zielona']);
  });

  it('tell at once when only a person can go on, and lead to the place with the fix', async () => {
    const { end, titles, shown, led } = scene();
    const run = await end('failed', 'auth');
    expect(await titles()).toEqual(['tray.act_title Zielona']);
    shown[0]?.click();
    expect(led).toEqual([{ place: 'connections', companyId: COMPANY, connectionId: SOURCE, runId: run.id }]);
  });

  it('tell what of a till would be lost, once for each step, and nothing while there is time', async () => {
    const { clock, titles, world, shown, led } = scene();
    const month = { companyId: COMPANY, company: 'Zielona', month: '2026-09', goneFrom: '2026-12-01', daysLeft: 40 };
    world.tills = [{ ...month, alarm: 'calm' }];
    await clock.advance(12 * 60 * MINUTE);
    expect(await titles()).toEqual([]);
    for (const alarm of ['soon', 'soon', 'urgent'] as const) {
      world.tills = [{ ...month, alarm }];
      await clock.advance(12 * 60 * MINUTE);
      await titles();
    }
    expect(await titles()).toEqual(
      Array.from({ length: 2 }, () => 'tray.till_title Zielona September 2026 1 December 2026'),
    );
    shown[0]?.click();
    expect(led).toEqual([{ place: 'tills', companyId: COMPANY }]);
  });

  it('are one for several', async () => {
    const { end, titles, shown, led } = scene();
    await end('failed', 'auth');
    await end('failed', 'permission', { kind: 'upload' });
    expect(await titles()).toEqual(['tray.many_title 2']);
    shown[0]?.click();
    expect(led).toEqual([{ place: 'activity' }]);
  });

  it('wait for the end of the quiet hours and are one then', async () => {
    const { clock, end, titles } = scene({ quiet: { from: '11:00', to: '13:30' } });
    await end('failed', 'auth');
    await clock.advance(30 * MINUTE);
    await end('failed', 'auth');
    expect(await titles()).toEqual([]);
    await clock.advance(60 * MINUTE);
    expect(await titles()).toEqual(['tray.many_title 2']);
  });

  it('are not for what somebody looks at, and never when they are off', async () => {
    const seen = scene();
    seen.world.isInFront = true;
    await seen.end('failed', 'auth', { trigger: 'user' });
    expect(await seen.titles()).toEqual([]);
    const off = scene({ notify: 'off' });
    await off.end('failed', 'auth');
    expect(await off.titles()).toEqual([]);
  });

  it('tell that a month arrived where that is wanted, without a sum', async () => {
    const { end, titles } = scene({ notify: 'all' });
    await end('done', 'unavailable', { kind: 'upload', month: '2026-10' });
    expect(await titles()).toEqual(['tray.done_title Zielona October 2026']);
  });

  it('ask once when something was missed and a person is to say', async () => {
    const { events, world, titles, shown, led } = scene();
    world.asking = 1;
    events.emit('schedules.changed', undefined);
    events.emit('schedules.changed', undefined);
    expect(await titles()).toEqual(['tray.ask_title']);
    shown[0]?.click();
    expect(led).toEqual([{ place: 'settings', section: 'schedules' }]);
  });

  it('tell once of a backup that was due and waits for a person', async () => {
    const { events, world, titles, shown, led } = scene();
    world.missed = '2026-11-17T11:20:00.000Z';
    events.emit('safety.changed', undefined);
    events.emit('schedules.changed', undefined);
    expect(await titles()).toEqual(['tray.backup_title']);
    shown[0]?.click();
    expect(led).toEqual([{ place: 'settings', section: 'backup' }]);
  });
});
