import { describe, expect, it } from 'vitest';
import type { PanelCompany, PanelView } from '../../shared/contract/panel';
import type { RunView } from '../../shared/contract/runs';
import { inOrder, shareOf, standingOf } from './standing';

const GOOD = '2026-11-12T13:05:00.000Z' as NonNullable<PanelCompany['lastGoodAt']>;
const company = (name: string, more: Partial<PanelCompany> = {}): PanelCompany => ({
  id: name as PanelCompany['id'],
  name,
  needs: [],
  putOff: 0,
  lastGoodAt: GOOD,
  ...more,
});
const need = { kind: 'asking', goal: { place: 'settings' } } as const;
const stopped = { runId: 'run' as RunView['id'], at: GOOD };
const part = (more: Partial<RunView['parts'][number]>): RunView['parts'][number] => ({
  state: 'running',
  done: 0,
  unit: 'bytes',
  newCount: 0,
  changedCount: 0,
  knownCount: 0,
  unreadable: [],
  ...more,
});
const run = (...parts: RunView['parts']): RunView => ({
  id: 'run' as RunView['id'],
  kind: 'upload',
  trigger: 'user',
  state: 'running',
  startedAt: GOOD,
  parts,
});
const view = (companies: readonly PanelCompany[], more: Partial<PanelView> = {}): PanelView => ({
  companies: [...companies],
  isLocked: false,
  isOnline: true,
  hasSource: true,
  hasDestination: true,
  schedules: 1,
  ...more,
});
const all = (...companies: readonly PanelCompany[]) => standingOf(view(companies));

describe('how it stands', () => {
  it('over all companies: what needs a person is counted, the others are not called well for nothing', () => {
    expect(all(company('a'), company('b', { needs: [need] }), company('c'))).toEqual({ is: 'some', well: 2, open: 1 });
    expect(all(company('a', { needs: [need, need] }))).toEqual({ is: 'needs', count: 2 });
    // What was put off is no need, and does not make it well.
    expect(all(company('a', { putOff: 1 }), company('b'))).toEqual({ is: 'later' });
    const { lastGoodAt: _never, ...fresh } = company('b');
    expect(all(company('a', { needs: [need] }), fresh)).toEqual({ is: 'needs', count: 1 });
    expect(all(company('a', { needs: [need] }), company('b', { stopped }))).toEqual({ is: 'needs', count: 1 });
    expect(all(fresh)).toEqual({ is: 'never' });
    expect(all()).toEqual({ is: 'empty' });
    expect(all(company('a'))).toEqual({ is: 'well' });
  });

  it.each([
    [{ isLocked: true, isOnline: false }, 'locked'],
    [{ silentSince: GOOD, isOnline: false }, 'silent'],
    [{ isOnline: false, pausedUntil: 'resumed' }, 'offline'],
    [{ pausedUntil: 'resumed' }, 'paused'],
    [{ pausedUntil: 'resumed', schedules: 0 }, 'well'],
  ] as const)('%j: %s', (more, is) => {
    expect(standingOf(view([company('a')], more)).is).toBe(is);
  });

  it('work that goes on is said before what stopped', () => {
    expect(all(company('a', { run: run() }), company('b', { stopped })).is).toBe('working');
    expect(all(company('b', { stopped })).is).toBe('stopped');
  });

  it('puts first what needs a person', () => {
    const companies = [
      company('a'),
      company('b', { run: run() }),
      company('c', { stopped }),
      company('d', { needs: [need] }),
    ];
    expect(inOrder(companies).map(({ name }) => name)).toEqual(['d', 'c', 'b', 'a']);
  });
});

describe('how far a run is', () => {
  it('is told over its parts of one unit', () => {
    expect(shareOf(run(part({ done: 30, total: 100 }), part({ done: 50, total: 100 })))).toEqual({
      done: 80,
      total: 200,
    });
  });
  it('is not told while a part cannot tell', () => {
    expect(shareOf(run(part({ done: 30, total: 100 }), part({ done: 5 })))).toBeNull();
    expect(shareOf(run(part({ total: 100 }), part({ unit: 'invoices', total: 5 })))).toBeNull();
    expect(shareOf(run(part({ total: 0 })))).toBeNull();
    expect(shareOf(run())).toBeNull();
  });
});
