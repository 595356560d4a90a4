// The schedule of this computer's backup, beside its archive: it belongs to no company, and a store that several computers share would
// give each of them the file and the times of another.
import { z } from 'zod';
import { Instant, type ScheduleId } from '../../../shared/domain/ids';
import { BackupRule, LateReason, Zone } from '../../../shared/domain/schedule/rule';
import type { ArchiveWriter } from '../archive/types';
import type { AnySchedule, BackupSchedule, Claim, NewClaim, ScheduleRepo } from '../db/repositories/schedule.repo';
import { instantOf } from '../time';
import { readNote } from '../notes';

export const BACKUP_SCHEDULE = 'backup' as ScheduleId;
const [SCOPE, PLAN, CLAIMS] = ['core', 'backup.plan', 'backup.claims'];

const Plan = z.object({ rule: BackupRule, zone: Zone, since: Instant, createdAt: Instant });
const StoredClaims = z.array(
  z.object({
    owner: z.string(),
    period: z.string(),
    heldBy: z.string(),
    dueAt: Instant,
    claimedAt: Instant,
    renewedAt: Instant,
    state: z.enum(['going', 'done', 'skipped', 'failed']),
    tries: z.int(),
    late: LateReason.nullable(),
    problem: z.string().nullable(),
  }),
);

type Notes = Pick<ArchiveWriter, 'noteGet' | 'notePut' | 'noteDelete'>;

export interface BackupPlan {
  load(): Promise<BackupSchedule | null>;
  /** Null: no longer by itself. */
  save(plan: z.infer<typeof Plan> | null): Promise<void>;
  claims(): Promise<readonly Claim[]>;
  saveClaims(claims: readonly Claim[]): Promise<void>;
}

export function backupPlan(notes: Notes): BackupPlan {
  const read = <T>(name: string, schema: z.ZodType<T>) => readNote(notes, SCOPE, name, schema);
  return {
    load: async () => {
      const plan = await read(PLAN, Plan);
      if (plan === null) return null;
      return {
        ...plan,
        id: BACKUP_SCHEDULE,
        companyId: null,
        connectionId: null,
        work: 'backup',
        // One backup makes up for all that were missed.
        catchUp: 'when_possible',
        isOn: true,
      };
    },
    save: async (plan) => {
      if (plan !== null) return notes.notePut(SCOPE, PLAN, JSON.stringify(Plan.parse(plan)));
      await notes.noteDelete(SCOPE, PLAN);
      await notes.noteDelete(SCOPE, CLAIMS);
    },
    claims: async () =>
      ((await read(CLAIMS, StoredClaims)) ?? []).map((claim): Claim => ({
        ...claim,
        scheduleId: BACKUP_SCHEDULE,
        isLeft: false,
        runId: null,
      })),
    saveClaims: (claims) => notes.notePut(SCOPE, CLAIMS, JSON.stringify(StoredClaims.parse(claims))),
  };
}

/** The store's schedules and this one, for the one scheduler. */
export function withBackups(store: ScheduleRepo, plan: BackupPlan): ScheduleRepo<AnySchedule> {
  const isOwn = ({ scheduleId }: Pick<Claim, 'scheduleId'>): boolean => scheduleId === BACKUP_SCHEDULE;
  const isSame = (a: NewClaim, b: NewClaim): boolean => a.owner === b.owner && a.period === b.period;
  return {
    list: async () => {
      const own = await plan.load();
      const others = await store.list();
      return own === null ? others : [...others, own];
    },
    find: async (id) => (id === BACKUP_SCHEDULE ? plan.load() : store.find(id)),
    save: (schedule) => (schedule.work === 'backup' ? plan.save(planOnly(schedule)) : store.save(schedule)),
    delete: (id) => (id === BACKUP_SCHEDULE ? plan.save(null) : store.delete(id)),
    claims: async (id, owner, nowMs) => {
      if (id !== BACKUP_SCHEDULE) return store.claims(id, owner, nowMs);
      const own = (await plan.claims()).filter((claim) => claim.owner === owner);
      return own.toSorted((a, b) => (a.period < b.period ? -1 : 1));
    },
    claim: async (claim, nowMs) => {
      if (!isOwn(claim)) return store.claim(claim, nowMs);
      const known = await plan.claims();
      if (known.some((each) => isSame(each, claim))) return false;
      await plan.saveClaims([...known, { ...claim, renewedAt: instantOf(nowMs), isLeft: false }]);
      return true;
    },
    takeOver: (claim, heldBy, nowMs) => (isOwn(claim) ? Promise.resolve(false) : store.takeOver(claim, heldBy, nowMs)),
    update: async (claim, nowMs) => {
      if (!isOwn(claim)) return store.update(claim, nowMs);
      const known = await plan.claims();
      if (!known.some((each) => isSame(each, claim))) return false;
      const next = { ...claim, renewedAt: instantOf(nowMs) };
      await plan.saveClaims(known.map((each) => (isSame(each, claim) ? next : each)));
      return true;
    },
    drop: async (claim) => {
      if (!isOwn(claim)) return store.drop(claim);
      await plan.saveClaims((await plan.claims()).filter((each) => !isSame(each, claim)));
    },
  };
}

const planOnly = ({ rule, zone, since, createdAt }: BackupSchedule): z.infer<typeof Plan> => ({
  rule,
  zone,
  since,
  createdAt,
});
