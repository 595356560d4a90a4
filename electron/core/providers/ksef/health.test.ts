// Latarnia: what is an alarm and what is none.
import { describe, expect, it } from 'vitest';
import { bench } from '../../../../tests/support/ksefBench';
import { askLighthouse, healthOf } from './health';
import type { LighthouseMessage } from './api/lighthouse';

const NOW = Date.parse('2026-10-06T08:00:00.123Z');
const HOUR = 3_600_000;
const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString().replace('Z', '+00:00');
const message = (more: Partial<LighthouseMessage>): LighthouseMessage => ({
  id: '1',
  eventId: 7,
  category: 'FAILURE',
  type: 'FAILURE_START',
  title: 'Awaria KSeF',
  text: 'Trwają prace nad usunięciem awarii.',
  start: at(-2),
  end: undefined,
  version: 1,
  published: at(-2),
  ...more,
});
const failure = message({});
const maintenance = message({ category: 'MAINTENANCE', type: 'MAINTENANCE_ANNOUNCEMENT', title: 'Prace serwisowe' });

describe('the notice board', () => {
  it('says nothing when everything is available', () => {
    expect(healthOf('AVAILABLE', [], NOW)).toEqual({ notices: [], holdUntilMs: null });
  });

  it('reports an outage with its beginning and looks again in a quarter of an hour', () => {
    expect(healthOf('FAILURE', [failure], NOW)).toEqual({
      notices: [{ kind: 'outage', text: 'Awaria KSeF', sinceMs: NOW - 2 * HOUR }],
      holdUntilMs: NOW + HOUR / 4,
    });
    expect(healthOf('TOTAL_FAILURE', [], NOW).notices).toEqual([{ kind: 'outage', text: '' }]);
  });

  it('reports maintenance with its end, and holds no longer than that', () => {
    const soon = message({ ...maintenance, start: at(-1), end: at(0.1) });
    const health = healthOf('MAINTENANCE', [soon], NOW);
    expect(health.notices).toMatchObject([{ kind: 'maintenance', untilMs: NOW + 0.1 * HOUR }]);
    expect(health.holdUntilMs).toBe(NOW + 0.1 * HOUR);
  });

  it('announces what is to come within three days, and holds nothing back for it', () => {
    const next = message({ ...maintenance, start: at(20), end: at(22) });
    expect(healthOf('AVAILABLE', [next], NOW)).toMatchObject({ notices: [{ kind: 'announced' }], holdUntilMs: null });
    const later = message({ ...maintenance, start: at(24 * 9), end: at(24 * 9 + 2) });
    expect(healthOf('AVAILABLE', [later], NOW).notices).toEqual([]);
  });

  it.each([
    ['an outage that has ended', 'AVAILABLE', [message({ end: at(-1) })]],
    ['a start message while the status is fine', 'AVAILABLE', [failure]],
    ['an end message', 'AVAILABLE', [failure, message({ id: '2', type: 'FAILURE_END', start: at(-1) })]],
    ['a status of a later version', 'DEGRADED', [failure]],
    ['maintenance that is over', 'AVAILABLE', [message({ ...maintenance, start: at(-5), end: at(-3) })]],
  ] as const)('makes no alarm of %s', (_, status, messages) => {
    expect(healthOf(status, messages, NOW)).toEqual({ notices: [], holdUntilMs: null });
  });

  it('does not name a finished event as the cause of the present one', () => {
    const old = message({ eventId: 1, title: 'Stara awaria', start: at(-50) });
    const ended = message({ id: '2', eventId: 1, type: 'FAILURE_END', start: at(-40) });
    expect(healthOf('FAILURE', [old, ended, failure], NOW).notices[0]?.text).toBe('Awaria KSeF');
  });
});

describe('asking it', () => {
  it('needs no sign-in and counts against no allowance of KSeF', async () => {
    const b = await bench();
    b.control.setLighthouse({ status: 'FAILURE', messages: [{ ...failure, end: null, nowePole: {} }] });
    const health = await askLighthouse(b.context());
    expect(health.notices).toMatchObject([{ kind: 'outage', text: 'Awaria KSeF' }]);
    expect(b.simulator.seen.map(({ url }) => new URL(url).pathname)).toEqual(['/status']);
    expect(b.http.asked.every(({ headers }) => headers?.['authorization'] === undefined)).toBe(true);
  });

  it.each(['html_instead'] as const)('takes %s for nothing', async (name) => {
    const b = await bench();
    b.simulator.script([{ match: /status/, times: 1, kind: { type: 'named', name } }]);
    expect(await askLighthouse(b.context())).toEqual({ notices: [], holdUntilMs: null });
  });

  it('takes a board that is away for nothing', async () => {
    const b = await bench();
    b.simulator.script([{ match: /status/, times: 9, kind: { type: 'cut' } }]);
    expect(await askLighthouse(b.context())).toEqual({ notices: [], holdUntilMs: null });
  });

  it('leaves out a message of another shape and keeps the rest', async () => {
    const b = await bench();
    b.control.setLighthouse({ status: 'FAILURE', messages: [{ id: 1, start: 'wczoraj' }, failure] });
    expect((await askLighthouse(b.context())).notices).toMatchObject([{ kind: 'outage', text: 'Awaria KSeF' }]);
  });

  it('does not exist behind a gateway', async () => {
    const b = await bench({}, { environment: 'custom', base_url: 'https://brama.example' });
    expect(await askLighthouse(b.context())).toEqual({ notices: [], holdUntilMs: null });
    expect(b.http.asked).toEqual([]);
  });
});
