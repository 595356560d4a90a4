// Closings of a month as DSFinV-K, where the account has them: ordered once, checked by their own index, and never in the till's way.
import { describe, expect, it } from 'vitest';
import { fiskaly } from '../../../../tests/support/fiskalyBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import type { FiscalFile } from '../sdk/fiscal';
import { checkFile } from './checkFile';
import { dsfinvkOfMonth } from './dsfinvk';
import { named } from './simulator/index';

type Bench = Awaited<ReturnType<typeof fiskaly>>;
const ORDERS = /^PUT .*dsfinvk/;

async function filesOf(f: Bench, month = '2026-09', has: readonly string[] = [], untilMs?: number) {
  const files: FiscalFile[] = [];
  const order = {
    month,
    has: (key: string) => Promise.resolve(has.includes(key)),
    check: (path: string) => checkFile(path, new AbortController().signal),
    ...(untilMs === undefined ? {} : { untilMs }),
  };
  for await (const file of dsfinvkOfMonth(f.context(), order)) files.push(file);
  return files;
}

describe('the closings of a month', () => {
  it('are one file with every table that its index names', async () => {
    const f = await fiskaly({ exportSeconds: 20 });
    const [file, ...others] = await filesOf(f);
    expect(others).toEqual([]);
    expect(file).toMatchObject({ naturalKey: 'dsfinvk/2026-09', records: 3, findings: [], firstCounter: null });
    expect(file?.moduleId).toBeUndefined();
    expect(f.calls(ORDERS)).toHaveLength(1);
    expect(f.notes.size).toBe(0);
  });

  it('are not there in a month without a business day, nor asked for twice, nor in a month that is running', async () => {
    const f = await fiskaly();
    expect(await filesOf(f, '2027-05')).toEqual([]);
    expect(f.notes.size).toBe(0);
    const asked = f.calls().length;
    expect(await filesOf(f, '2026-09', ['dsfinvk/2026-09'])).toEqual([]);
    expect(await filesOf(f, '2026-10', [], f.clock.now())).toEqual([]);
    expect(f.calls()).toHaveLength(asked);
  });

  it('of an account that has not booked them are no failure', async () => {
    expect(await filesOf(await fiskaly({ hasClosings: false }))).toEqual([]);
  });

  it.each([/\/cash_point_closings$/, /dsfinvk.*\/auth$/])(
    'behind a proxy that lets nobody there (%s) are a failure: the month is not whole without them',
    async (match) => {
      const f = await fiskaly();
      const body = '<!DOCTYPE html><title>Blocked</title>';
      const headers = { 'content-type': 'text/html' };
      f.simulator.script([{ match, times: 9, kind: { type: 'status', status: 403, headers, body } }]);
      expect(await failureOf(filesOf(f))).toMatchObject({ kind: 'unavailable', key: 'wrong_address' });
    },
  );

  it('whose order lost its answer are found by its id', async () => {
    const f = await fiskaly();
    f.simulator.script([{ match: /^PUT .*\/exports\//, times: 1, kind: { type: 'lose_answer' } }]);
    expect(await failureOf(filesOf(f))).toMatchObject({ kind: 'unavailable' });
    expect(await filesOf(f)).toHaveLength(1);
    expect(
      f
        .calls(ORDERS)
        .map((line) => line.slice(-3))
        .slice(1),
    ).toEqual(['409']);
  });

  it('with a table missing say which', async () => {
    const f = await fiskaly();
    f.simulator.script([named(/^PUT .*\/exports\//, 'missing_table')]);
    expect((await filesOf(f))[0]?.findings).toEqual([
      { key: 'finding.tables', params: { count: 1, name: 'transactions.csv' } },
    ]);
  });

  it('that cannot be exported are ordered once anew, then left to the next run', async () => {
    const once = await fiskaly();
    once.simulator.script([named(/^PUT .*\/exports\//, 'closings_error')]);
    expect(await filesOf(once)).toHaveLength(1);
    const twice = await fiskaly();
    twice.simulator.script([named(/^PUT .*\/exports\//, 'closings_error', 9)]);
    expect(await failureOf(filesOf(twice))).toMatchObject({ key: 'export_failed', params: { reason: 'ERROR' } });
  });
});
