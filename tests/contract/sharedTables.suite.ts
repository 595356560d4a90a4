// What PCs on one store share, on every engine: who may upload, what lies where, which runs have ended.
import { beforeEach, describe, expect, it } from 'vitest';
import { closingsKey, companyRepo } from '../../electron/core/db/repositories/company.repo';
import { copyRepo, RUNS_KEPT_DAYS, type FileCopy, type RunCopy } from '../../electron/core/db/repositories/copy.repo';
import { leaseRepo } from '../../electron/core/db/repositories/lease.repo';
import { metaRepo } from '../../electron/core/db/repositories/meta.repo';
import type { ConfigDatabase } from '../../electron/core/db/openDatabase';
import { storeClock, type StoreClock } from '../../electron/core/db/storeClock';
import type { Engine } from '../../electron/core/db/target';
import { instantOf } from '../../electron/core/time';
import type { CompanyId, ConnectionId, RunId } from '../../shared/domain/ids';
import type { RunView } from '../../shared/contract/runs';
import { claimSuite } from './claims.suite';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export interface SkewedPc {
  readonly db: ConfigDatabase;
  readonly clock: StoreClock;
  readonly now: () => number;
}

interface Opened {
  readonly db: ConfigDatabase;
  readonly engine: Engine;
  readonly uuid: () => string;
}

export function sharedTablesSuite(opened: () => Opened): void {
  const uuid = (): string => opened().uuid();
  /** A PC whose clock is wrong by so much. A file has no clock of its own: there the PC's is told to be right. */
  const skewed = (skewMs: number): SkewedPc => {
    const now = (): number => Date.now() + skewMs;
    const { db, engine } = opened();
    const clock: StoreClock =
      engine === 'sqlite' ? { isShared: true, aheadMs: () => Promise.resolve(-skewMs) } : storeClock(engine, { now });
    return { now, db, clock };
  };
  const pcOf = (skewMs: number) => {
    const { now, db, clock } = skewed(skewMs);
    return { now, leases: leaseRepo(db, clock), copies: copyRepo(db, clock) };
  };

  beforeEach(async () => {
    for (const table of ['lease', 'receipt_copy', 'run_copy'] as const) await opened().db.deleteFrom(table).execute();
  });

  describe('leases', () => {
    it('are one PC’s until they end by the store’s clock, though the PCs’ clocks are minutes apart', async () => {
      const [slow, fast] = [pcOf(-7 * MINUTE_MS), pcOf(5 * MINUTE_MS)];
      const take = (pc: typeof slow, holder: string, forMs = 3 * MINUTE_MS) =>
        pc.leases.take('upload/a', holder, forMs, pc.now());
      expect(await take(slow, 'slow')).toEqual({ isMine: true });
      // Twelve minutes later by its own clock, and still not its turn; when it will be is told on its clock.
      const refused = await take(fast, 'fast');
      expect(refused).toMatchObject({ isMine: false, holder: 'slow' });
      expect(refused.isMine ? 0 : Math.abs(refused.untilMs - fast.now() - 3 * MINUTE_MS)).toBeLessThan(20_000);
      // Held on, however often; another work is free.
      expect(await take(slow, 'slow')).toEqual({ isMine: true });
      expect(await fast.leases.take('upload/b', 'fast', MINUTE_MS, fast.now())).toEqual({ isMine: true });
      // Given back by somebody else it stays.
      await fast.leases.release('upload/a', 'fast');
      expect((await take(fast, 'fast')).isMine).toBe(false);
      await slow.leases.release('upload/a', 'slow');
      // No sign any more, for longer than two PCs may be wrong about the store's clock: the other one takes over.
      expect(await take(fast, 'fast', -5_000)).toEqual({ isMine: true });
      expect(await take(slow, 'slow')).toEqual({ isMine: true });
    });

    it('are not held on by a PC that slept while another one had them, also when they were given back', async () => {
      const [sleeper, other] = [pcOf(-7 * MINUTE_MS), pcOf(5 * MINUTE_MS)];
      const hold = (forMs = MINUTE_MS) => sleeper.leases.hold('upload/a', 'sleeper', forMs, sleeper.now());
      expect(await hold()).toBe(false);
      await sleeper.leases.take('upload/a', 'sleeper', MINUTE_MS, sleeper.now());
      // Asleep past its end, and nobody wanted it.
      expect(await hold(-20_000)).toBe(true);
      expect(await hold(-20_000)).toBe(true);
      expect(await other.leases.take('upload/a', 'other', MINUTE_MS, other.now())).toEqual({ isMine: true });
      expect(await hold()).toBe(false);
      await other.leases.release('upload/a', 'other');
      expect(await hold()).toBe(false);
      expect(await other.leases.take('upload/a', 'other', MINUTE_MS, other.now())).toEqual({ isMine: true });
    });

    it('that are wanted by five at once are given to one', async () => {
      const pcs = [-7, -2, 0, 3, 9].map((minutes) => pcOf(minutes * MINUTE_MS));
      const takes = await Promise.all(pcs.map((pc, n) => pc.leases.take('upload/a', String(n), MINUTE_MS, pc.now())));
      expect(takes.filter(({ isMine }) => isMine)).toHaveLength(1);
      const winner = String(takes.findIndex(({ isMine }) => isMine));
      expect(new Set(takes.map((take) => (take.isMine ? winner : take.holder)))).toEqual(new Set([winner]));
    });
  });

  claimSuite(skewed, uuid);

  describe('copies of what lies where', () => {
    const copy = (changes: Partial<FileCopy> = {}): FileCopy => ({
      fileId: uuid(),
      companyId: uuid() as CompanyId,
      month: '2026-10',
      connectionId: uuid() as ConnectionId,
      installation: uuid(),
      pc: 'Biuro – Łódź 2 🦆',
      at: '2026-11-02T08:00:00.000Z',
      fileName: '2026-10-r1.zip',
      bytes: 1234,
      sha256: 'ab'.repeat(32),
      ...changes,
    });

    it('are one row for a file and its place, also when two PCs tell at once; found by month, by year, all', async () => {
      const { copies } = pcOf(0);
      const [first, second] = [copy(), copy()];
      await copies.putFile(first);
      expect(await copies.file(first.connectionId, first.fileId)).toEqual(first);
      expect(await copies.file(first.connectionId, second.fileId)).toBeNull();
      const receipt = {
        connectionId: first.connectionId,
        path: '/Kuźnia/2026/10/2026-10-r1.zip',
        bytes: 1234,
        sha256: 'ab'.repeat(32),
        verifiedBy: 'checksum',
        at: '2026-11-02T08:01:00.000Z',
      } as const;
      await Promise.all([0, 1, 2, 3].map((n) => copies.putFile({ ...first, pc: `pc ${String(n)}`, receipt })));
      const other = copy({ companyId: first.companyId, month: '2025-12' });
      await copies.putFile(other);
      const found = await copies.files(first.companyId, '2026-10');
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({ fileId: first.fileId, receipt });
      expect((await copies.files(first.companyId, '2025')).map(({ fileId }) => fileId)).toEqual([other.fileId]);
      expect(await copies.files(first.companyId, '')).toHaveLength(2);
      expect(await copies.files(second.companyId, '')).toEqual([]);
    });
  });

  describe('copies of runs', () => {
    const part = { state: 'done', done: 1, unit: 'invoices', newCount: 0, changedCount: 0, knownCount: 0 } as const;
    const problem = { kind: 'auth', key: 'net.auth', params: {}, supportId: 'x' } as const;
    const companyId = '01999999-0000-7000-8000-000000000001' as CompanyId;
    const run = (daysAgo: number, changes: Partial<RunView> = {}, installation = 'other'): RunCopy => ({
      run: {
        id: uuid() as RunId,
        companyId,
        kind: 'sync',
        trigger: 'schedule',
        state: 'done',
        startedAt: instantOf(Date.now() - daysAgo * DAY_MS),
        parts: [{ ...part, unreadable: [] }],
        ...changes,
      },
      companyId,
      installation,
      pc: 'bert',
    });
    const LIMIT = { limit: 50 };

    it('are asked for as a PC asks its archive for its own: newest first, paged, without this PC’s', async () => {
      const { copies } = pcOf(0);
      const connectionId = uuid() as ConnectionId;
      const rows = [
        run(3),
        run(2, { kind: 'upload', parts: [{ ...part, unreadable: [], connectionId, problem }] }),
        run(1, { state: 'failed', problem }),
        run(0, {}, 'me'),
      ];
      for (const row of rows) await copies.putRun(row);
      const [old, upload, failed] = rows.map(({ run: { id } }) => id);
      const ids = async (asked: object) =>
        (await copies.runs({ ...LIMIT, ...asked }, 'me')).map(({ run: { id } }) => id);
      expect(await ids({})).toEqual([failed, upload, old]);
      expect(await ids({ limit: 1 })).toEqual([failed]);
      expect(await ids({ before: { startedAt: rows[1]?.run.startedAt ?? '', id: upload ?? '' } })).toEqual([old]);
      expect(await ids({ kind: 'upload' })).toEqual([upload]);
      expect(await ids({ onlyProblems: true })).toEqual([failed, upload]);
      expect(await ids({ connectionId })).toEqual([upload]);
      expect(await ids({ companyId: uuid() })).toEqual([]);
      // Told again: the last word counts.
      await copies.putRun({ ...run(3), run: { ...run(3).run, id: old as RunId, state: 'cancelled' } });
      expect((await copies.run(old ?? ''))?.run.state).toBe('cancelled');
      expect(await copies.run(uuid())).toBeNull();
    });

    it('do not grow for ever: routine goes after a month, everything else after a year and a month', async () => {
      const { all, routine } = RUNS_KEPT_DAYS;
      const kept = [
        run(routine - 1),
        run(routine + 1, { kind: 'upload' }),
        run(routine + 1, { problem }),
        run(routine + 1, { kind: 'check', parts: [{ ...part, unreadable: [], problem }] }),
        run(all - 1, { kind: 'build' }),
      ];
      const gone = [run(routine + 1), run(routine + 1, { kind: 'check' }), run(all + 1, { kind: 'upload', problem })];
      const { copies } = pcOf(0);
      for (const row of [...kept, ...gone]) await copies.putRun(row);
      // A PC whose clock is two years ahead takes nothing away that is not due by the store's.
      const wrong = pcOf(700 * DAY_MS);
      await wrong.copies.pruneRuns(wrong.now());
      const left = await copies.runs(LIMIT, 'me');
      expect(left.map(({ run: { id } }) => id).sort()).toEqual(kept.map(({ run: { id } }) => id).sort());
    });

    it('of a version that tells more than this one can read are left out, and hide no others', async () => {
      const { copies } = pcOf(0);
      const [readable, later] = [run(2), run(1)];
      await copies.putRun(readable);
      await copies.putRun(later);
      const body = JSON.stringify({ ...later.run, kind: 'teleport', somethingNew: true });
      await opened().db.updateTable('run_copy').set({ body }).where('id', '=', later.run.id).execute();
      expect((await copies.runs(LIMIT, 'me')).map(({ run: { id } }) => id)).toEqual([readable.run.id]);
      expect(await copies.run(later.run.id)).toBeNull();
    });
  });

  it('a company that is removed takes what was told of it along', async () => {
    const { copies } = pcOf(0);
    const id = uuid() as CompanyId;
    const place = { connectionId: uuid() as ConnectionId, fileId: uuid() };
    const told = { installation: 'a', pc: 'a', month: '2026-10', fileName: 'a', bytes: 1, sha256: 'a' };
    await copies.putFile({ ...told, ...place, companyId: id, at: '2026-11-02T08:00:00.000Z' });
    const meta = metaRepo(opened().db);
    await meta.set(closingsKey(id), '{}');
    await companyRepo(opened().db).delete(id);
    expect(await copies.files(id, '')).toEqual([]);
    expect(await meta.get(closingsKey(id))).toBeNull();
  });
}
