import { describe, expect, it } from 'vitest';
import { TRAY_ACTIONS } from '../ports';
import { textsOf } from '../texts';
import { trayView, type TrayFacts } from './trayView';

const CALM: TrayFacts = {
  isWorking: false,
  isOnline: true,
  attention: 0,
  schedules: 1,
  lastGoodAt: '14:05',
  nextAt: '20:14',
  pausedUntil: null,
  silentSince: null,
  hasDestination: true,
  hasSource: true,
};
const say = (key: string, params: Readonly<Record<string, string>> = {}): string =>
  [key, ...Object.values(params)].join(' ');
const shown = (facts: Partial<TrayFacts>) => trayView({ ...CALM, ...facts }, say, (at) => at);
const actions = (facts: Partial<TrayFacts>) => shown(facts).menu.flatMap((item) => item?.action ?? []);

describe('the symbol in the panel', () => {
  it.each([
    [{}, 'idle'],
    [{ isWorking: true, attention: 2 }, 'working'],
    [{ isOnline: false, attention: 2 }, 'offline'],
    [{ attention: 1, pausedUntil: 'resumed' }, 'attention'],
    [{ silentSince: '18 Nov' }, 'attention'],
    [{ pausedUntil: 'resumed' }, 'paused'],
    [{ pausedUntil: 'resumed', schedules: 0 }, 'idle'],
  ] as const)('%j: %s', (facts, shape) => {
    expect(shown(facts).shape).toBe(shape);
  });

  it('says when it last went well and when it goes on', () => {
    expect(shown({}).menu.slice(0, 2)).toEqual([{ label: 'tray.last 14:05' }, { label: 'tray.next 20:14' }]);
    expect(shown({ pausedUntil: '16:00' }).menu.slice(0, 2)).toEqual([
      { label: 'tray.last 14:05' },
      { label: 'tray.paused_until 16:00' },
    ]);
    expect(shown({ silentSince: '18 Nov' }).menu).toContainEqual({ label: 'tray.silent 18 Nov' });
  });

  it('offers only what makes sense', () => {
    expect(actions({})).toEqual([
      'sync',
      'upload',
      'pause_hour',
      'pause_tomorrow',
      'pause_resumed',
      'open',
      'activity',
      'settings',
      'quit',
    ]);
    expect(actions({ pausedUntil: 'resumed' })).toContain('resume');
    expect(actions({ pausedUntil: 'resumed' })).not.toContain('pause_hour');
    expect(actions({ schedules: 0, hasDestination: false, hasSource: false, attention: 1 })).toEqual([
      'open',
      'attention',
      'activity',
      'settings',
      'quit',
    ]);
  });

  it.each(['en', 'pl', 'de', 'et'] as const)('has every text in %s', async (language) => {
    const t = await textsOf(() => Promise.resolve(language))();
    const keys = [
      ...TRAY_ACTIONS,
      ...['idle', 'working', 'attention', 'paused', 'offline'].map((shape) => `shape_${shape}`),
      ...['failed', 'act', 'many', 'done', 'ask'].flatMap((kind) => [`${kind}_title`, `${kind}_body`]),
    ];
    for (const key of keys) expect(t(`tray.${key}`), key).not.toBe(`tray.${key}`);
  });
});
