// A month's exports over a loopback socket: ordered once, waited for within the limits, checked before they are handed on.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fiskaly, START } from '../../../../tests/support/fiskalyBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import type { FiscalFile } from '../sdk/fiscal';
import { berlinMonth } from './berlinMonth';
import { checkFile } from './checkFile';
import { fetchFiscalMonth } from './month';
import { DEMO_TSS, named } from './simulator/index';
import { readTar } from './tar';
import { choosePin, deployTss, foundTss, initializeTss } from './tssLife';

type Bench = Awaited<ReturnType<typeof fiskaly>>;
const till = (knobs: Parameters<typeof fiskaly>[0] = {}) => fiskaly({ hasClosings: false, ...knobs });
const MONTH = '2026-09';
const ORDERS = /^PUT .*\/export\//;

const orderOf = (month: string, has: readonly string[] = []) => ({
  month,
  has: (key: string) => Promise.resolve(has.includes(key)),
  check: (path: string) => checkFile(path, new AbortController().signal),
});

async function filesOf(f: Bench, ctx = f.context(), has: readonly string[] = []): Promise<readonly FiscalFile[]> {
  const files: FiscalFile[] = [];
  for await (const file of fetchFiscalMonth(ctx, orderOf(MONTH, has))) files.push(file);
  return files;
}
/** Founded after the demo's own, so the service lists it behind that. */
async function secondTss(f: Bench): Promise<string> {
  const [ctx, api] = [f.context(), f.api()];
  const { _id: id } = await foundTss(ctx, api);
  await deployTss(api, id);
  await choosePin(ctx, api, id, '975310');
  await initializeTss(api, id, '975310', 'Kasse 2');
  f.notes.clear();
  return id;
}
/** What the month must hold, counted at the source. */
function signedIn(f: Bench, month: string): number {
  const { from, to } = berlinMonth(month);
  const seconds = ({ name }: { readonly name: string }): number => Number(/^Unixt_(\d+)_/.exec(name)?.[1]);
  return f.control.logsOf(DEMO_TSS.id).filter((log) => seconds(log) >= from && seconds(log) <= to).length;
}

describe('a month', () => {
  it('is one file per TSS, whole and with right signatures', async () => {
    const f = await till({ exportSeconds: 30 });
    const [file, ...others] = await filesOf(f);
    expect(others).toEqual([]);
    expect(file).toMatchObject({
      naturalKey: `tse/${DEMO_TSS.id}/2026-09`,
      moduleId: DEMO_TSS.id,
      month: MONTH,
      fileName: '2026-09-TSE-Blumenladen-Birkenhof-Kasse-1-6a1f.tar',
      mediaType: 'application/x-tar',
      records: signedIn(f, MONTH),
      findings: [],
    });
    expect(file?.records).toBeGreaterThan(50);
    const bytes = readFileSync(file?.path ?? '');
    expect(file?.bytes).toBe(bytes.length);
    expect(file?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(f.notes.size).toBe(0);
    // Asked at 0, 2, 6, 14 and 30 s, never more than twelve times a minute.
    expect(f.calls(/^GET .*\/export\/[^/]+ 200/).length).toBeLessThan(6);
  });

  it('in which nothing was signed has no file', async () => {
    const f = await till({ months: 0 });
    expect(await filesOf(f)).toEqual([]);
    const later = await till();
    for await (const _ of fetchFiscalMonth(later.context(), orderOf('2027-01')))
      throw new Error('a file of the future');
  });

  it('that is too much for one file comes in parts that make up the whole', async () => {
    const f = await till({ maxRecords: 20 });
    const files = await filesOf(f);
    expect(files.length).toBeGreaterThan(2);
    expect(new Set(files.map(({ naturalKey }) => naturalKey)).size).toBe(files.length);
    expect(files.reduce((sum, { records }) => sum + records, 0)).toBe(signedIn(f, MONTH));
  });

  it('whose order was under way is taken up again after a restart, not ordered twice', async () => {
    const f = await till({ exportSeconds: 40 });
    const stop = new AbortController();
    const ctx = f.context({ signal: stop.signal });
    const stopping = {
      ...ctx,
      progress: { ...ctx.progress, waiting: () => stop.abort(new DOMException('stopped', 'AbortError')) },
    };
    await expect(filesOf(f, stopping)).rejects.toThrow();
    expect([...f.notes.keys()]).toEqual([`export/${DEMO_TSS.id}/2026-09`]);
    expect(await filesOf(f)).toHaveLength(1);
    expect(f.calls(ORDERS)).toHaveLength(1);
  });

  it('whose order lost its answer is found by its id', async () => {
    const f = await till();
    f.simulator.script([{ match: ORDERS, times: 1, kind: { type: 'lose_answer' } }]);
    expect(await filesOf(f)).toHaveLength(1);
    expect(f.calls(ORDERS)).toHaveLength(1);
  });

  it('with a log message missing says which counter', async () => {
    const f = await till();
    f.simulator.script([named(ORDERS, 'missing_log')]);
    const [file] = await filesOf(f);
    expect(file?.findings).toEqual([
      { key: 'finding.gaps', params: { count: 1, counters: expect.stringMatching(/^\d+$/) as string } },
    ]);
    expect(file?.records).toBe(signedIn(f, MONTH) - 1);
  });

  it('that is here already is not asked for again', async () => {
    const f = await till();
    expect(await filesOf(f, f.context(), [`tse/${DEMO_TSS.id}/${MONTH}`])).toEqual([]);
    expect(f.calls(ORDERS)).toEqual([]);
  });

  it('that fiskaly fails to export is ordered once anew, then left to the next run', async () => {
    const once = await till();
    once.simulator.script([named(ORDERS, 'export_error')]);
    expect(await filesOf(once)).toHaveLength(1);
    const twice = await till();
    twice.simulator.script([named(ORDERS, 'export_error', 9)]);
    expect(await failureOf(filesOf(twice))).toMatchObject({
      kind: 'unavailable',
      key: 'export_failed',
      params: { reason: 'E_UNEXPECTED' },
    });
    expect(twice.calls(ORDERS)).toHaveLength(2);
  });

  it('whose file is not there yet is asked for again when the service says', async () => {
    const f = await till();
    const body = JSON.stringify({ status_code: 404, error: 'Not Found', code: 'E_EXPORT_NOT_COMPLETED', message: '' });
    const headers = { 'content-type': 'application/json', 'retry-after': '60' };
    f.simulator.script([{ match: /\/file$/, times: 2, kind: { type: 'status', status: 404, headers, body } }]);
    const before = f.clock.now();
    expect(await filesOf(f)).toHaveLength(1);
    expect(f.clock.now() - before).toBeGreaterThanOrEqual(120_000);
    expect(f.calls(ORDERS)).toHaveLength(1);
  });

  it('whose file never comes is left to the next run, with its order', async () => {
    const f = await till();
    const body = JSON.stringify({ status_code: 404, error: 'Not Found', code: 'E_EXPORT_NOT_COMPLETED', message: '' });
    const headers = { 'content-type': 'application/json' };
    f.simulator.script([{ match: /\/file$/, times: 200, kind: { type: 'status', status: 404, headers, body } }]);
    expect(await failureOf(filesOf(f))).toMatchObject({ kind: 'unavailable', key: 'export_stuck' });
    expect(f.notes.size).toBe(1);
  });

  it('that is not over by the clock of the service is not taken for whole', async () => {
    const ahead: { bench?: Bench } = {};
    const DAYS = 8 * 86_400_000;
    const f = await fiskaly({ now: () => (ahead.bench?.clock.now() ?? START) - DAYS });
    ahead.bench = f;
    expect(await failureOf(filesOf(f))).toMatchObject({
      kind: 'unavailable',
      key: 'net.clock',
      params: { host: new URL(f.url).host, minutes: DAYS / 60_000 },
    });
    expect(f.notes.size).toBe(0);
    expect(f.calls(/dsfinvk/)).toEqual([]);
  });

  it('that stays in preparation for over an hour keeps its order', async () => {
    const f = await till();
    f.simulator.script([named(ORDERS, 'stuck_export')]);
    expect(await failureOf(filesOf(f))).toMatchObject({ kind: 'unavailable', key: 'export_stuck' });
    expect(f.notes.size).toBe(1);
  });

  it('with a name that leads elsewhere is refused, and its file is gone', async () => {
    const f = await till();
    f.simulator.script([named(/\/file$/, 'tar_traversal')]);
    const ctx = f.context();
    expect(await failureOf(filesOf(f, ctx))).toMatchObject({ kind: 'unavailable', key: 'tar_broken' });
    expect(existsSync(`${ctx.spool}/tse-${DEMO_TSS.id}-${MONTH}.tar`)).toBe(false);
  });

  it.each([
    [2, 'there whole'],
    [3, 'not there at all'],
  ])('whose file breaks off %i times is %s', async (times, state) => {
    const f = await till();
    f.simulator.script([{ match: /\/file$/, times, kind: { type: 'truncate', bytes: 5000 } }]);
    const ctx = f.context();
    if (times === 2) expect((await filesOf(f, ctx))[0]?.findings).toEqual([]);
    else expect(await failureOf(filesOf(f, ctx))).toMatchObject({ kind: 'unavailable' });
    expect(existsSync(`${ctx.spool}/tse-${DEMO_TSS.id}-${MONTH}.tar`)).toBe(state === 'there whole');
    expect(f.calls(ORDERS)).toHaveLength(1);
  });

  it('of a TSE out of order can still be exported', async () => {
    const f = await till();
    f.control.setState(DEMO_TSS.id, 'DEFECTIVE');
    expect(await filesOf(f)).toHaveLength(1);
    f.control.setState(DEMO_TSS.id, 'DELETED');
    expect(await filesOf(f)).toEqual([]);
  });

  it.each([
    [409, 'E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT', 'rejected'],
    [423, 'E_EXPORT_FORBIDDEN', 'rejected'],
    [503, 'E_EXPORT_TEMPORARILY_UNAVAILABLE', 'unavailable'],
  ] as const)('that one TSE does not give (%i %s) is fetched of the others', async (status, code, kind) => {
    const f = await till();
    const other = await secondTss(f);
    const body = JSON.stringify({ status_code: status, error: '', code, message: '' });
    const headers = { 'content-type': 'application/json' };
    const match = new RegExp(`^PUT .*/tss/${DEMO_TSS.id}/export/`);
    f.simulator.script([{ match, times: 9, kind: { type: 'status', status, headers, body } }]);
    const files: FiscalFile[] = [];
    const reading = (async () => {
      for await (const file of fetchFiscalMonth(f.context(), orderOf('2026-10'))) files.push(file);
    })();
    expect(await failureOf(reading)).toMatchObject({ kind });
    expect(files.map(({ moduleId }) => moduleId)).toEqual([other]);
  });

  it('has long names read from PAX headers', async () => {
    const f = await till();
    const [file] = await filesOf(f);
    const names: string[] = [];
    for await (const { name } of readTar(file?.path ?? '')) names.push(name);
    expect(names.filter((name) => name.endsWith('.log'))).toEqual(
      f.control
        .logsOf(DEMO_TSS.id)
        .map(({ name }) => name)
        .filter((name) => names.includes(name)),
    );
  });
});

describe('a month in Germany', () => {
  it.each([
    ['2026-01', '2025-12-31T23:00:00Z', '2026-01-31T22:59:59Z'],
    ['2026-03', '2026-02-28T23:00:00Z', '2026-03-31T21:59:59Z'],
    ['2026-10', '2026-09-30T22:00:00Z', '2026-10-31T22:59:59Z'],
    ['2026-12', '2026-11-30T23:00:00Z', '2026-12-31T22:59:59Z'],
  ])('%s goes from %s to %s', (month, from, to) => {
    expect(berlinMonth(month)).toEqual({ from: Date.parse(from) / 1000, to: Date.parse(to) / 1000 });
  });
});
