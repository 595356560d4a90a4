// One schedule: what was taken on goes on, what is due is taken on, in order. Stored before it begins, so that a crash neither loses
// nor doubles it.
import type { RunId } from '../../../shared/domain/ids';
import type { Calendar } from '../../../shared/domain/schedule/nextRuns';
import type { Company } from '../db/repositories/company.repo';
import type { AnySchedule, Claim, ScheduleRepo } from '../db/repositories/schedule.repo';
import type { EventBus } from '../events/eventBus';
import type { Clock } from '../ports';
import type { RunService } from '../services/runService';
import { instantOf, msOf } from '../time';
import { GRACE_MS, type Lateness } from './lateness';
import { isFromTheFuture, planOf, type Period, type Plan } from './plan';
import type { StallWatch } from './stallWatch';
import type { ScheduledWork } from './work';

const RETRY_MS = 60 * 60_000;
const LONGEST_RETRY_MS = 6 * 60 * 60_000;
const LOOK_AGAIN_MS = 5 * 60_000;
const MAX_STALLS = 3;
/** What was cancelled has come to its end by then. */
const AFTER_STALL_MS = 60_000;
/** Past times of a sync that are kept to be shown. */
const KEPT_CLAIMS = 10;
/** A run may take days: so often its holder says that it is still there. */
const RENEW_MS = 60 * 60_000;

export interface LookParts {
  readonly repo: ScheduleRepo<AnySchedule>;
  readonly work: ScheduledWork;
  readonly runs: RunService;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly late: Lateness;
  readonly stalls: StallWatch;
  readonly installation: () => Promise<string>;
  readonly cancelRun: (runId: RunId) => Promise<void>;
  readonly logFailure: (what: string, error: unknown) => void;
  /** Until when what is late waits, so that an office does not begin in the same second. */
  readonly settlesAtMs: () => number;
}

export interface ScheduleLook {
  /** Answers when to look at it again. */
  look(schedule: AnySchedule, company: Company, pausedUntilMs: number | null): Promise<number>;
  planned(
    schedule: AnySchedule,
    company: Company,
  ): Promise<Plan & { readonly claims: readonly Claim[]; readonly calendar: Calendar }>;
  /** Whatever holds it back, it begins at the next look. */
  approve(id: AnySchedule['id']): void;
  /** What failed is tried at the next look: something that may have held it back is different now. */
  tryAgain(): void;
  skip(schedule: AnySchedule, company: Company): Promise<void>;
}

export function scheduleLook(parts: LookParts): ScheduleLook {
  const { repo, work, runs, events, clock, late, stalls } = parts;
  const approved = new Set<string>();
  const heldUntil = new Map<string, number>();

  const calendarOf = (schedule: AnySchedule, company: Company): Calendar => ({
    zone: schedule.zone,
    country: company.country,
  });
  const planned = async (schedule: AnySchedule, company: Company) => {
    const installation = await parts.installation();
    const claims = await repo.claims(schedule.id, installation, clock.now());
    const calendar = calendarOf(schedule, company);
    return { ...planOf(schedule, calendar, claims, { nowMs: clock.now(), installation }), claims, calendar };
  };

  const put = async (claim: Claim, change: Partial<Claim>): Promise<Claim> => {
    const next = { ...claim, ...change };
    // Where another PC has taken it over meanwhile, the row is that one's: what goes on here finds everything done.
    if (await repo.update(next, clock.now())) events.emit('schedules.changed', undefined);
    return next;
  };

  /** Goes on with what was taken on; answers when to look again. */
  const advance = async (schedule: AnySchedule, claim: Claim): Promise<number> => {
    const key = keyOf(claim);
    const notBefore = heldUntil.get(key) ?? 0;
    // Further away than anything waits: noted by a clock that stood ahead.
    const isWait = notBefore > clock.now() && notBefore - clock.now() <= LONGEST_RETRY_MS;
    if (isWait && !approved.has(schedule.id)) return notBefore;
    // What was held back begins anew: how the last try ended is no answer.
    const isAgain = heldUntil.delete(key);
    const current = isAgain ? await put(claim, { claimedAt: instantOf(clock.now()), runId: null }) : claim;
    if (claim.runId !== null && stalls.isStalled(claim.runId)) return stalled(current, claim.runId);
    const step = await work.advance(schedule, current);
    if (step.is === 'going') {
      if (current.runId !== step.runId || clock.now() - msOf(current.renewedAt) > RENEW_MS)
        await put(current, { runId: step.runId });
      return step.runId === null ? clock.now() + RENEW_MS : stalls.watch(step.runId);
    }
    if (step.is === 'held') {
      const wait = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** (current.tries - 1));
      await put(current, { tries: current.tries + 1, problem: step.problem, runId: null });
      heldUntil.set(key, clock.now() + wait);
      return clock.now() + wait;
    }
    late.release(schedule.id);
    await put(current, { state: step.state, runId: step.runId, problem: step.problem ?? null });
    return clock.now();
  };

  /** No sign of life for ten minutes: cancelled, recorded and tried again. */
  const stalled = async (claim: Claim, runId: RunId): Promise<number> => {
    stalls.forget(runId);
    await runs.log(runId, 'warn', 'run.log.stalled', { minutes: 10 });
    // Work that does not even hear that it is cancelled must not hold up the rest.
    void parts.cancelRun(runId).catch((error: unknown) => {
      parts.logFailure('cancel a run without progress', error);
    });
    if (claim.tries >= MAX_STALLS) {
      await put(claim, { state: 'failed', problem: 'run.stalled' });
      return clock.now();
    }
    await put(claim, { tries: claim.tries + 1, runId: null });
    const again = clock.now() + AFTER_STALL_MS;
    heldUntil.set(keyOf(claim), again);
    return again;
  };

  const takeOn = async (schedule: AnySchedule, period: Period, state: Claim['state']): Promise<Claim | null> => {
    const installation = await parts.installation();
    const now = instantOf(clock.now());
    const claim: Claim = {
      scheduleId: schedule.id,
      owner: schedule.work === 'report' ? '*' : installation,
      period: period.key,
      heldBy: installation,
      dueAt: instantOf(period.dueMs),
      claimedAt: now,
      renewedAt: now,
      isLeft: false,
      state,
      tries: 1,
      late: late.reasonOf(schedule.id, period.dueMs),
      runId: null,
      problem: null,
    };
    if (!(await repo.claim(claim, clock.now()))) return null;
    events.emit('schedules.changed', undefined);
    return claim;
  };

  /** Does nothing stand in the way of beginning? Else: when to look again. */
  const barrier = (schedule: AnySchedule, company: Company, pausedUntilMs: number | null): number | null => {
    if (approved.has(schedule.id)) return null;
    if (pausedUntilMs !== null) {
      late.hold(schedule.id, 'paused');
      return pausedUntilMs;
    }
    const obstacle = company.isDemo ? null : late.obstacle(schedule.work !== 'backup');
    if (obstacle === null) return null;
    late.hold(schedule.id, obstacle);
    // Not every system tells when it is over. Only while something waits is it looked for.
    return clock.now() + LOOK_AGAIN_MS;
  };

  /** May what is due begin now? Else: when to look again. */
  const gate = (
    schedule: AnySchedule,
    company: Company,
    period: Period,
    pausedUntilMs: number | null,
  ): number | null => {
    const standsUntil = barrier(schedule, company, pausedUntilMs);
    if (standsUntil !== null || approved.has(schedule.id)) return standsUntil;
    const isLate = clock.now() - period.dueMs > GRACE_MS;
    if (isLate && schedule.catchUp === 'ask') return Infinity;
    return isLate && schedule.catchUp === 'when_possible' && parts.settlesAtMs() > clock.now()
      ? parts.settlesAtMs()
      : null;
  };

  /** One schedule; answers when to look at it again. */
  const look = async (schedule: AnySchedule, company: Company, pausedUntilMs: number | null): Promise<number> => {
    const plan = await planned(schedule, company);
    for (const claim of plan.impossible) await repo.drop(claim);
    if (isFromTheFuture(schedule.since, clock.now())) await repo.save({ ...schedule, since: instantOf(clock.now()) });
    const installation = await parts.installation();
    let again = Math.min(plan.nextMs ?? Infinity, plan.isHeldElsewhere ? clock.now() + RENEW_MS : Infinity);
    for (const left of plan.open) {
      const isOurs = left.heldBy === installation;
      // Nothing of it is going here: to try it again is to begin.
      const isIdle = schedule.work !== 'backup' && (!isOurs || left.runId === null);
      const standsUntil = isIdle ? barrier(schedule, company, pausedUntilMs) : null;
      if (standsUntil === null && !isOurs && !(await repo.takeOver(left, installation, clock.now()))) continue;
      const at = standsUntil ?? (await advance(schedule, { ...left, heldBy: installation }));
      // A month begins only when the one before it has ended.
      if (at > clock.now()) {
        if (plan.due.length > 0) late.hold(schedule.id, 'busy');
        return Math.min(again, at);
      }
      again = Math.min(again, at);
    }
    if (!schedule.isOn) return plan.open.length > 0 ? again : Infinity;
    for (const period of plan.due) {
      const waitsUntil = gate(schedule, company, period, pausedUntilMs);
      if (waitsUntil !== null) {
        events.emit('schedules.changed', undefined);
        return Math.min(again, waitsUntil);
      }
      const isSkipped =
        schedule.catchUp === 'skip' && !approved.has(schedule.id) && clock.now() - period.dueMs > GRACE_MS;
      const claim = await takeOn(schedule, period, isSkipped ? 'skipped' : 'going');
      if (claim === null || isSkipped) continue;
      await prune(schedule, plan, period);
      const at = await advance(schedule, claim);
      if (at > clock.now()) return Math.min(again, at);
    }
    approved.delete(schedule.id);
    late.release(schedule.id);
    return again;
  };

  /** Of a sync and a backup only the last times are worth keeping. */
  const prune = async (
    schedule: AnySchedule,
    plan: { readonly claims: readonly Claim[] },
    now: Period,
  ): Promise<void> => {
    if (schedule.work === 'report') return;
    const old = plan.claims.filter(({ state, period }) => state !== 'going' && period < now.key).slice(0, -KEPT_CLAIMS);
    for (const claim of old) await repo.drop(claim);
  };

  /** What ended at once may leave more to do. */
  const lookThrough = async (
    schedule: AnySchedule,
    company: Company,
    pausedUntilMs: number | null,
  ): Promise<number> => {
    for (let rounds = 0; rounds < 100; rounds += 1) {
      const at = await look(schedule, company, pausedUntilMs);
      if (at > clock.now()) return at;
    }
    return clock.now() + AFTER_STALL_MS;
  };

  return {
    look: lookThrough,
    planned,
    approve: (id) => {
      approved.add(id);
    },
    tryAgain: () => {
      for (const key of heldUntil.keys()) heldUntil.set(key, 0);
    },
    skip: async (schedule, company) => {
      for (const period of (await planned(schedule, company)).due) await takeOn(schedule, period, 'skipped');
      late.release(schedule.id);
    },
  };
}

const keyOf = ({ scheduleId, period }: Claim): string => `${scheduleId}|${period}`;
