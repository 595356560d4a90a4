// What a time of trouble at KSeF leaves behind once it is over: no alarm that stays, and proof that names its run.
import { afterEach, expect, it } from 'vitest';
import { openBench, type FaultBench } from '../support/faultBench';
import { EXPORTS } from '../support/simulatedKsef';

const QUERIES = /^POST .*\/invoices\/query\/metadata$/;
const json = { 'content-type': 'application/problem+json' };
const AWAY = { type: 'status', status: 503, body: '', headers: json } as const;
const FORBIDDEN = {
  type: 'status',
  status: 403,
  headers: json,
  body: JSON.stringify({ title: 'Forbidden', status: 403, detail: 'Brak.', reasonCode: 'missing-permissions' }),
} as const;

let bench: FaultBench;
afterEach(async () => {
  await bench.stop();
});

it('the alarm of the notice board ends with it, also for who syncs by hand', async () => {
  bench = await openBench();
  const { simulator } = bench.ksef;
  simulator.script([{ match: EXPORTS, times: 10_000, kind: AWAY }]);
  simulator.control.setLighthouse({ status: 'FAILURE', messages: [] });
  const { runId } = await bench.kontor.call('sync.start', { companyId: bench.companyId });
  await bench.waits(runId);
  expect((await bench.source()).notices.map(({ kind }) => kind)).toEqual(['outage']);
  simulator.script([]);
  simulator.control.setLighthouse({ status: 'AVAILABLE', messages: [] });
  expect(await bench.ended(runId)).toMatchObject({ state: 'done' });
  expect((await bench.source()).notices).toEqual([]);
});

it('what is complete goes on naming its run, however many have failed since', async () => {
  bench = await openBench();
  const good = await bench.sync();
  expect(good.state).toBe('done');
  bench.ksef.simulator.script([{ match: QUERIES, times: 10_000, kind: FORBIDDEN }]);
  for (let failed = 0; failed < 21; failed += 1) {
    await bench.clock.advance(20 * 60_000);
    expect((await bench.sync()).state).toBe('failed');
  }
  const { sources } = await bench.kontor.call('completeness.get', { companyId: bench.companyId });
  expect(sources[0]?.runId).toBe(good.id);
});
