// A line to the server that is cut at the first statement, the second, …: before it arrives, or after it was carried out and before anybody is
// told. Whoever is told that it failed does it again, and it is done once.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type ConfigDatabase } from '../../electron/core/db/openDatabase';
import { budgetRepo } from '../../electron/core/db/repositories/budget.repo';
import { companyRepo } from '../../electron/core/db/repositories/company.repo';
import { connectionRepo } from '../../electron/core/db/repositories/connection.repo';
import { copyRepo, type RunCopy } from '../../electron/core/db/repositories/copy.repo';
import { leaseRepo } from '../../electron/core/db/repositories/lease.repo';
import { metaRepo } from '../../electron/core/db/repositories/meta.repo';
import { scheduleRepo, type NewClaim, type Schedule } from '../../electron/core/db/repositories/schedule.repo';
import { storeClock } from '../../electron/core/db/storeClock';
import { configTarget, type ConfigTarget } from '../../electron/core/db/target';
import type { ConnectionId, RunId, ScheduleId } from '../../shared/domain/ids';
import { isFailure } from '../../shared/errors';
import { aCompany, aConnection, ids } from '../contract/store.suite';
import { cuttingLine, type CuttingLine } from '../support/databases/cuttingLine';
import { engines } from '../support/databases/engines';
import type { DatabaseServer } from '../support/databases/types';
import { closeLoopbacks } from '../support/loopback';

const AT = '2026-11-02T08:00:00.000Z';
const WAYS = ['before', 'after'] as const;

interface Work {
  /** May be begun again wherever it broke off. */
  doIt(): Promise<void>;
  /** What has to be there when it was done, however often. */
  expectDone(): Promise<void>;
  undo(): Promise<void>;
}
type Rows = (table: string, columns: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

for (const { name, missing, start } of engines) {
  describe.skipIf(missing !== null)(name, () => {
    let server: DatabaseServer;
    let line: CuttingLine;
    let db: ConfigDatabase | null = null;
    beforeAll(async () => {
      server = await start();
    }, 60_000);
    afterEach(async () => {
      await db?.destroy();
      db = null;
      await line.close();
      await closeLoopbacks();
    });
    afterAll(() => server.close());

    const lineTo = async (url: string): Promise<ConfigTarget> => {
      line = await cuttingLine(server.port);
      const cuttable = new URL(url);
      cuttable.port = String(line.port);
      return configTarget({ CONFIG_DB_URL: cuttable.href }, '/data');
    };
    /** Null when nothing was refused. */
    const problemOf = (work: () => Promise<unknown>): Promise<string | null> =>
      work().then(
        () => null,
        (error: unknown) => (isFailure(error) ? error.spec.key : Promise.reject(error as Error)),
      );

    async function cutEverywhere(
      when: (typeof WAYS)[number],
      workOn: (db: ConfigDatabase, target: ConfigTarget, rows: Rows) => Work,
    ) {
      const { url, name: database } = await server.fresh();
      const target = await lineTo(url);
      db = await openDatabase(target);
      const rows: Rows = (table, columns) => server.admin(`select ${columns} from ${table}`, database);
      const { doIt, expectDone, undo } = workOn(db, target, rows);
      let cuts = 0;
      for (let nth = 1; ; nth += 1) {
        line.cutAt(nth, when);
        const key = await problemOf(doIt);
        // A line that was idle is replaced without a word.
        if (key !== null) expect(['config.db_lost', 'config.db_unreachable']).toContain(key);
        if (!line.wasCut()) return cuts;
        cuts += 1;
        line.cutAt(Infinity, when);
        await doIt();
        await expectDone();
        await undo();
      }
    }

    const configuring = (store: ConfigDatabase, target: ConfigTarget, rows: Rows): Work => {
      const company = aCompany();
      const connection = aConnection(company.id, 'cut');
      const [companies, connections] = [companyRepo(store), connectionRepo(store)];
      const budgets = budgetRepo(store, ids, storeClock(target.type, { now: () => Date.now() }));
      const session = { kind: 'session', field: 'access', token: 'b' } as const;
      const credential = { kind: 'credential', field: 'token', token: 'a' } as const;
      return {
        // What may have been done is looked for first, as the services do.
        doIt: async () => {
          if (!(await companies.find(company.id))) await companies.insert(company);
          if (!(await connections.find(connection.id))) await connections.insert(connection, [credential], AT);
          await connections.putSealed(connection.id, session, AT);
          await connections.setState(connection.id, 'needs_attention', null);
          await metaRepo(store).set('fact', 'x');
          await budgets.block('k', 'g', Date.now() + 60_000);
          await budgets.take('k', 'other', [{ ms: 60_000, limit: 1 }], Date.now());
          await connections.deleteSealed(connection.id, 'session', 'access');
        },
        expectDone: async () => {
          expect(await connections.find(connection.id)).toEqual({ ...connection, state: 'needs_attention' });
          expect(await connections.sealed(connection.id)).toEqual([credential]);
          expect(await rows('budget_call', 'at')).toHaveLength(1);
          expect(await rows('budget_block', 'until')).toHaveLength(1);
        },
        undo: async () => {
          await connections.delete(connection.id);
          await companies.delete(company.id);
          for (const table of ['budget_call', 'budget_block', 'meta'] as const) await store.deleteFrom(table).execute();
        },
      };
    };

    const sharing = (store: ConfigDatabase, target: ConfigTarget, rows: Rows): Work => {
      const clock = storeClock(target.type, { now: () => Date.now() });
      const [leases, copies] = [leaseRepo(store, clock), copyRepo(store, clock)];
      const company = aCompany();
      const [connectionId, fileId, runId, old] = [ids.uuid() as ConnectionId, ids.uuid(), ids.uuid(), ids.uuid()];
      const told = { installation: ids.uuid(), pc: 'Biuro 2' };
      const file = { ...told, companyId: company.id, month: '2026-10', connectionId, fileId, at: AT };
      const facts = { fileName: '2026-10-r1.zip', bytes: 1, sha256: 'ab' };
      const receipt = { connectionId, path: '/2026/10', bytes: 1, sha256: 'ab', verifiedBy: 'size', at: AT } as const;
      const run = (id: string, startedAt: string): RunCopy => ({
        ...told,
        companyId: company.id,
        run: {
          id: id as RunId,
          companyId: company.id,
          kind: 'upload',
          trigger: 'user',
          state: 'done',
          startedAt,
          parts: [],
        },
      });
      const take = (name_: string) => leases.take(name_, 'me', 60_000, Date.now());
      return {
        doIt: async () => {
          // As an upload: the lease, what is on its way, the sign, the receipt, the run, the lease given back.
          expect(await take('upload/a')).toEqual({ isMine: true });
          await copies.putFile({ ...file, ...facts });
          expect(await take('upload/a')).toEqual({ isMine: true });
          await copies.putFile({ ...file, ...facts, receipt });
          await copies.putRun(run(old, '2020-01-01T00:00:00.000Z'));
          await copies.putRun(run(runId, AT));
          await copies.pruneRuns(Date.parse(AT));
          await leases.release('upload/a', 'me');
          expect(await take('upload/b')).toEqual({ isMine: true });
        },
        expectDone: async () => {
          expect(await rows('lease', 'name, holder')).toMatchObject([{ name: 'upload/b', holder: 'me' }]);
          expect(await rows('receipt_copy', 'file_id')).toMatchObject([{ file_id: fileId }]);
          expect(await copies.file(connectionId, fileId)).toMatchObject({ receipt });
          expect(await rows('run_copy', 'id')).toMatchObject([{ id: runId }]);
        },
        undo: async () => {
          for (const table of ['lease', 'receipt_copy', 'run_copy'] as const) await store.deleteFrom(table).execute();
        },
      };
    };

    const scheduling = (store: ConfigDatabase, target: ConfigTarget, rows: Rows): Work => {
      const repo = scheduleRepo(store, storeClock(target.type, { now: () => Date.now() }));
      const company = aCompany();
      const schedule: Schedule = {
        id: ids.uuid() as ScheduleId,
        companyId: company.id,
        connectionId: null,
        work: 'report',
        rule: { every: 'month', workingDay: 'last', at: '16:05' },
        zone: 'Europe/Warsaw',
        catchUp: 'ask',
        isOn: true,
        since: AT,
        createdAt: AT,
      };
      const claim: NewClaim = {
        scheduleId: schedule.id,
        owner: '*',
        period: '2026-10',
        heldBy: 'me',
        dueAt: AT,
        claimedAt: AT,
        state: 'going',
        tries: 1,
        late: null,
        runId: null,
        problem: null,
      };
      return {
        doIt: async () => {
          await repo.save(schedule);
          // Somebody has it: here that one is this one.
          await repo.claim(claim, Date.now());
          const [mine] = await repo.claims(schedule.id, 'me', Date.now());
          if (mine) expect(await repo.update({ ...mine, state: 'done' }, Date.now())).toBe(true);
        },
        expectDone: async () => {
          expect(await rows('schedule', 'id')).toHaveLength(1);
          expect(await rows('schedule_claim', 'held_by, state')).toMatchObject([{ held_by: 'me', state: 'done' }]);
        },
        undo: () => repo.delete(schedule.id),
      };
    };

    describe.each(WAYS)('cut %s it was carried out', (when) => {
      it.each([
        ['what somebody sets up', configuring, 15],
        ['what PCs share: leases, copies of files and runs', sharing, 20],
        ['what is due', scheduling, 8],
      ] as const)('%s', async (_, workOn, least) => {
        expect(await cutEverywhere(when, workOn)).toBeGreaterThan(least);
      });
    });

    it('cut at a statement of the migrations: the next start makes the store whole', async () => {
      for (let nth = 1; ; nth += 1) {
        const { url, name: database } = await server.fresh();
        const target = await lineTo(url);
        line.cutAt(nth, WAYS[nth % 2] ?? 'before');
        const key = await problemOf(async () => (await openDatabase(target)).destroy());
        const wasCut = line.wasCut();
        if (key !== null) expect(['config.db_lost', 'config.db_unreachable']).toContain(key);
        line.cutAt(Infinity, 'before');
        const whole = await openDatabase(target);
        await metaRepo(whole).set('fact', 'x');
        await whole.destroy();
        const applied = await server.admin('select name from kysely_migration', database);
        expect(new Set(applied.map((row) => row['name'])).size).toBe(applied.length);
        await line.close();
        if (!wasCut) {
          expect(nth).toBeGreaterThan(30);
          return;
        }
      }
    });
  });
}
