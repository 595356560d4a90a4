// A service that failed again and again is left alone for a while. Whoever presses a button meanwhile gets one honest try.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunView } from '../../shared/contract/runs';
import type { RunId } from '../../shared/domain/ids';
import { openBench, type FaultBench } from '../support/faultBench';

let bench: FaultBench;
let asked = 0;
beforeEach(async () => {
  bench = await openBench({ onRequest: () => Promise.resolve(void (asked += 1)) });
  bench.outage = 'refused';
});
afterEach(() => bench.stop());

/** The run when nothing more happens to it by itself. */
async function resting(runId: RunId): Promise<RunView> {
  let run = await bench.kontor.call('runs.get', { runId });
  for (let [quiet, before] = [0, -1]; quiet < 50; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    run = await bench.kontor.call('runs.get', { runId });
    if (run.state === 'running' || before !== asked) quiet = 0;
    before = asked;
  }
  return run;
}
/** How often the service was asked, and what the run says then. */
async function after(press: () => Promise<{ readonly runId: RunId }>) {
  const before = asked;
  const run = await resting((await press()).runId);
  return { asked: asked - before, state: run.state, key: run.problem?.key };
}
const sync = () => bench.kontor.call('sync.start', { companyId: bench.companyId });

/** More often than a service may fail before it is left alone. */
const OFTEN = 8;

it('a sync asks once for each time that it is pressed, and goes when the service is back', async () => {
  await after(sync);
  for (let times = 0; times < OFTEN; times += 1)
    expect(await after(sync)).toEqual({ asked: 1, state: 'waiting', key: 'net.refused' });
  bench.outage = null;
  expect(await after(sync)).toMatchObject({ state: 'done' });
});

it('so do a run that is tried again and a check', async () => {
  const { runId } = await sync();
  await resting(runId);
  const resume = async () => {
    await bench.kontor.call('runs.resume', { runId });
    return { runId };
  };
  for (let times = 0; times < OFTEN; times += 1)
    expect(await after(resume)).toEqual({ asked: 1, state: 'waiting', key: 'net.refused' });
  const check = () => bench.kontor.call('connections.verify', { connectionId: bench.sourceId });
  expect(await after(check)).toEqual({ asked: 1, state: 'failed', key: 'net.refused' });
});
