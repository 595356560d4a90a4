// An upload that the user holds and lets go on, and the limit for all uploads together.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../shared/domain/ids';
import { MONTH, openDesk, sha256, type Desk } from '../support/reportDesk';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const BIG = 'x'.repeat(30 << 20);
const path = '/Ksiegowa/2026/09/duzy-2026-09.bin';

/** Holds the run at the first request to the service that matches. */
async function pausedAt(match: RegExp): Promise<RunId> {
  const kontor = desk.kontor();
  const { handle } = desk.cloud;
  const asked = new Promise<void>((resolve) => {
    const watched = async (request: Request): Promise<Response> => {
      const isIt = match.test(`${request.method} ${new URL(request.url).pathname}`);
      if (!isIt) return handle(request);
      resolve();
      return new Promise(() => undefined);
    };
    Object.assign(desk.cloud, { handle: watched });
  });
  const { runId } = await kontor.call('reports.upload', { companyId: desk.companyId, month: MONTH });
  await asked;
  await kontor.call('runs.pause', { runId });
  Object.assign(desk.cloud, { handle });
  return runId;
}
const puts = (): number => desk.cloud.seen.filter(({ method }) => method === 'PUT').length;

describe('an upload that is paused', () => {
  it('stands still, also over a restart, and goes on without sending anything twice', { timeout: 60_000 }, async () => {
    await desk.drop(desk.put('duzy-2026-09.bin', BIG));
    const runId = await pausedAt(/^PUT .*\/00003$/);
    const held = await desk.kontor().call('runs.get', { runId });
    expect(held).toMatchObject({ state: 'waiting', parts: [{ state: 'waiting', isPaused: true }] });
    expect(desk.stored()).toEqual([]);
    const sent = puts();
    await desk.clock.advance(3_600_000);
    await desk.restart();
    await desk.clock.advance(3_600_000);
    expect(puts()).toBe(sent);
    expect(await desk.kontor().call('runs.get', { runId })).toMatchObject({ state: 'waiting' });
    await desk.kontor().call('runs.resume', { runId });
    expect(await desk.kontor().ended(runId)).toMatchObject({ state: 'done' });
    expect(desk.stored()).toEqual([[path, sha256(Buffer.from(BIG))]]);
    const again = desk.cloud.seen.filter(({ method, url }) => method === 'PUT' && /\/0000[12]$/.test(url));
    expect(again).toHaveLength(2);
    const keys = (await desk.kontor().call('runs.log', { runId })).map(({ key }) => key);
    expect(keys.filter((key) => key === 'run.log.paused')).toHaveLength(1);
    expect(keys).not.toContain('run.log.resumed');
  });

  it('can be cancelled, and another one takes its place', { timeout: 60_000 }, async () => {
    await desk.drop(desk.put('duzy-2026-09.bin', BIG));
    const runId = await pausedAt(/^PUT .*\/00002$/);
    await desk.kontor().call('runs.cancel', { runId });
    expect(await desk.kontor().ended(runId)).toMatchObject({ state: 'cancelled' });
    expect(await desk.upload()).toMatchObject({ state: 'done' });
    expect(desk.stored()).toEqual([[path, sha256(Buffer.from(BIG))]]);
  });
});

describe('a limit for uploads', () => {
  it('is kept on this computer, slows what is sent and is lifted again', { timeout: 60_000 }, async () => {
    const { hasTray: _, ...settings } = await desk.kontor().call('desktop.settings', undefined);
    await desk.kontor().call('desktop.save', { ...settings, uploadLimit: 1000 });
    await desk.restart();
    expect(await desk.kontor().call('desktop.settings', undefined)).toMatchObject({ uploadLimit: 1000 });
    await desk.drop(desk.put('duzy-2026-09.bin', BIG));
    const startMs = desk.clock.monotonic();
    expect(await desk.upload()).toMatchObject({ state: 'done' });
    // 31 MB at 1 MB a second; the first quarter of a second is free.
    expect((desk.clock.monotonic() - startMs) / 1000).toBeGreaterThan(30);
    expect(desk.stored()).toEqual([[path, sha256(Buffer.from(BIG))]]);
    await desk.kontor().call('desktop.save', settings);
    await desk.drop(desk.put('drugi-2026-09.bin', `${BIG}2`));
    const againMs = desk.clock.monotonic();
    expect(await desk.upload()).toMatchObject({ state: 'done' });
    expect((desk.clock.monotonic() - againMs) / 1000).toBeLessThan(10);
  });
});
