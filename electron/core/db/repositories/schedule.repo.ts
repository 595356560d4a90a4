// Schedules and the periods that were taken on.
import type { CompanyId, ConnectionId, RunId, ScheduleId } from '../../../../shared/domain/ids';
import {
  ScheduleRule,
  type BackupRule,
  type CatchUp,
  type LateReason,
  type ScheduleWork,
} from '../../../../shared/domain/schedule/rule';
import { instantOf, msOf } from '../../time';
import type { ConfigDatabase } from '../openDatabase';
import type { StoreClock } from '../storeClock';
import type { ScheduleClaimTable, ScheduleTable } from '../tables';
import { transact } from '../transact';

export interface Schedule {
  readonly id: ScheduleId;
  readonly companyId: CompanyId;
  /** Only this source; null: all of the company. */
  readonly connectionId: ConnectionId | null;
  readonly work: ScheduleWork;
  readonly rule: ScheduleRule;
  readonly zone: string;
  readonly catchUp: CatchUp;
  readonly isOn: boolean;
  /** Nothing before it is due: when the rule was made or changed. */
  readonly since: string;
  readonly createdAt: string;
}

/** The one of this computer's backup: of no company, and never in a store that several computers share. */
export interface BackupSchedule extends Omit<Schedule, 'companyId' | 'work' | 'rule'> {
  readonly companyId: null;
  readonly work: 'backup';
  readonly rule: BackupRule;
}
export type AnySchedule = Schedule | BackupSchedule;

/** Its first sign of life is the claim itself. */
export type NewClaim = Omit<Claim, 'renewedAt' | 'isLeft'>;
export type ClaimState = 'going' | 'done' | 'skipped' | 'failed';

export interface Claim {
  readonly scheduleId: ScheduleId;
  /** `*`: one PC does it for all; else the installation. */
  readonly owner: string;
  /** The instant of a sync, the month of a report. */
  readonly period: string;
  readonly heldBy: string;
  readonly dueAt: string;
  readonly claimedAt: string;
  /** Its holder's last sign of life, by the store's clock. */
  readonly renewedAt: string;
  /** No sign for so long that its holder must be gone: free to be taken over. */
  readonly isLeft: boolean;
  readonly state: ClaimState;
  readonly tries: number;
  readonly late: LateReason | null;
  readonly runId: RunId | null;
  /** Key of the problem that ended it. */
  readonly problem: string | null;
}

/** Whoever has given no sign for so long is gone. */
export const LEASE_MS = 6 * 60 * 60_000;

/** `nowMs` is this PC's clock, by which SQLite counts; a store that several PCs share counts by its own and ignores it. */
export interface ScheduleRepo<S extends AnySchedule = Schedule> {
  list(): Promise<readonly S[]>;
  find(id: ScheduleId): Promise<S | null>;
  save(schedule: S): Promise<void>;
  /** Its claims go with it. */
  delete(id: ScheduleId): Promise<void>;
  /** Of this owner and what belongs to all, oldest period first. */
  claims(id: ScheduleId, owner: string, nowMs: number): Promise<readonly Claim[]>;
  /** False when somebody has it already. */
  claim(claim: NewClaim, nowMs: number): Promise<boolean>;
  /** Takes over what its holder has left behind; false when somebody was quicker. */
  takeOver(claim: Claim, heldBy: string, nowMs: number): Promise<boolean>;
  /** Also a sign of life. False when another PC has taken it over meanwhile. */
  update(claim: Claim, nowMs: number): Promise<boolean>;
  drop(claim: Claim): Promise<void>;
}

export function scheduleRepo(db: ConfigDatabase, clock: StoreClock): ScheduleRepo {
  const storeNow = async (nowMs: number): Promise<number> => nowMs + (await clock.aheadMs(db));
  const keyed = (claim: NewClaim) =>
    [claim.scheduleId, claim.owner, claim.period] as const satisfies readonly [string, string, string];
  return {
    list: async () =>
      (await db.selectFrom('schedule').selectAll().orderBy('created_at').orderBy('id').execute()).map(toSchedule),
    find: async (id) => {
      const row = await db.selectFrom('schedule').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toSchedule(row) : null;
    },
    save: (schedule) =>
      transact(db, async (trx) => {
        const row = toRow(schedule);
        const { numUpdatedRows } = await trx
          .updateTable('schedule')
          .set(row)
          .where('id', '=', schedule.id)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) await trx.insertInto('schedule').values(row).execute();
      }),
    delete: (id) =>
      transact(db, async (trx) => {
        await trx.deleteFrom('schedule_claim').where('schedule_id', '=', id).execute();
        await trx.deleteFrom('schedule').where('id', '=', id).execute();
      }),
    claims: async (id, owner, nowMs) => {
      const rows = await db
        .selectFrom('schedule_claim')
        .selectAll()
        .where('schedule_id', '=', id)
        .where('owner', 'in', [owner, '*'])
        .orderBy('period')
        .execute();
      const storeMs = await storeNow(nowMs);
      return rows.map((row) => toClaim(row, storeMs));
    },
    claim: async (claim, nowMs) => {
      const storeMs = await storeNow(nowMs);
      try {
        await db.insertInto('schedule_claim').values(toClaimRow(claim, storeMs)).execute();
        return true;
      } catch (error) {
        // The key decides; what failed for another reason has left no row.
        const [id, owner, period] = keyed(claim);
        const row = await db
          .selectFrom('schedule_claim')
          .select('period')
          .where('schedule_id', '=', id)
          .where('owner', '=', owner)
          .where('period', '=', period)
          .executeTakeFirst();
        if (row) return false;
        throw error;
      }
    },
    takeOver: async (claim, heldBy, nowMs) => {
      const storeMs = await storeNow(nowMs);
      const [id, owner, period] = keyed(claim);
      const { numUpdatedRows } = await db
        .updateTable('schedule_claim')
        .set({ held_by: heldBy, renewed_at: instantOf(storeMs) })
        .where('schedule_id', '=', id)
        .where('owner', '=', owner)
        .where('period', '=', period)
        .where('held_by', '=', claim.heldBy)
        .where('renewed_at', '=', claim.renewedAt)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    update: async (claim, nowMs) => {
      const storeMs = await storeNow(nowMs);
      const [id, owner, period] = keyed(claim);
      const { numUpdatedRows } = await db
        .updateTable('schedule_claim')
        .set(toClaimRow(claim, storeMs))
        .where('schedule_id', '=', id)
        .where('owner', '=', owner)
        .where('period', '=', period)
        .where('held_by', '=', claim.heldBy)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    drop: async (claim) => {
      const [id, owner, period] = keyed(claim);
      await db
        .deleteFrom('schedule_claim')
        .where('schedule_id', '=', id)
        .where('owner', '=', owner)
        .where('period', '=', period)
        .execute();
    },
  };
}

function toRow(schedule: Schedule): ScheduleTable {
  return {
    id: schedule.id,
    company_id: schedule.companyId,
    connection_id: schedule.connectionId,
    work: schedule.work,
    rule: JSON.stringify(schedule.rule),
    zone: schedule.zone,
    catch_up: schedule.catchUp,
    is_on: schedule.isOn ? 1 : 0,
    since: schedule.since,
    created_at: schedule.createdAt,
  };
}

function toSchedule(row: ScheduleTable): Schedule {
  return {
    id: row.id as ScheduleId,
    companyId: row.company_id as CompanyId,
    connectionId: row.connection_id as ConnectionId | null,
    work: row.work as ScheduleWork,
    rule: ScheduleRule.parse(JSON.parse(row.rule)),
    zone: row.zone,
    catchUp: row.catch_up as CatchUp,
    isOn: row.is_on === 1,
    since: row.since,
    createdAt: row.created_at,
  };
}

function toClaimRow(claim: NewClaim, nowMs: number): ScheduleClaimTable {
  return {
    schedule_id: claim.scheduleId,
    owner: claim.owner,
    period: claim.period,
    held_by: claim.heldBy,
    due_at: claim.dueAt,
    claimed_at: claim.claimedAt,
    renewed_at: instantOf(nowMs),
    state: claim.state,
    tries: claim.tries,
    late: claim.late,
    run_id: claim.runId,
    problem: claim.problem,
  };
}

function toClaim(row: ScheduleClaimTable, nowMs: number): Claim {
  return {
    scheduleId: row.schedule_id as ScheduleId,
    owner: row.owner,
    period: row.period,
    heldBy: row.held_by,
    dueAt: row.due_at,
    claimedAt: row.claimed_at,
    renewedAt: row.renewed_at,
    isLeft: nowMs - msOf(row.renewed_at) > LEASE_MS,
    state: row.state as ClaimState,
    tries: row.tries,
    late: row.late as LateReason | null,
    runId: row.run_id as RunId | null,
    problem: row.problem,
  };
}
