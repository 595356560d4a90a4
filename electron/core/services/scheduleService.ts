// Schedules as the screens see them: what runs by itself, when next, what came late and why; pausing on this computer.
import { Failure } from '../../../shared/errors';
import { ReportRule } from '../../../shared/domain/schedule/rule';
import { nextRuns } from '../../../shared/domain/schedule/nextRuns';
import { HOME_ZONES, suggestedRule } from '../../../shared/domain/schedule/suggested';
import { tomorrowMorning } from '../../../shared/domain/schedule/tomorrow';
import type { CompanyId, ScheduleId } from '../../../shared/domain/ids';
import type { InputOf, OutputOf } from '../../../shared/contract/define';
import type { schedules, ScheduleView } from '../../../shared/contract/schedules';
import type { ArchiveWriter } from '../archive/types';
import type { CompanyRepo } from '../db/repositories/company.repo';
import type { Schedule, ScheduleRepo } from '../db/repositories/schedule.repo';
import type { EventBus } from '../events/eventBus';
import type { Clock, Ids } from '../ports';
import { GRACE_MS } from '../schedule/lateness';
import type { Scheduler } from '../schedule/scheduler';
import { sha256Hex } from '../archive/sha256';
import { instantOf, msOf } from '../time';

type In<K extends 'save' | 'suggest' | 'pause'> = InputOf<(typeof schedules)[K]>;

export interface ScheduleService {
  list(companyId: CompanyId): Promise<ScheduleView[]>;
  status(): Promise<OutputOf<(typeof schedules)['status']>>;
  suggest(order: In<'suggest'>): Promise<OutputOf<(typeof schedules)['suggest']>>;
  save(order: In<'save'>): Promise<{ id: ScheduleId }>;
  remove(id: ScheduleId): Promise<void>;
  runWaiting(id: ScheduleId): Promise<void>;
  skipWaiting(id: ScheduleId): Promise<void>;
  pause(until: In<'pause'>['until']): Promise<void>;
  resume(): Promise<void>;
}

export interface ScheduleParts {
  readonly repo: ScheduleRepo;
  readonly companies: CompanyRepo;
  readonly scheduler: Scheduler;
  readonly facts: InstallationFacts;
  /** The end of the last sync, build or upload that went well. */
  readonly lastGoodAt: () => Promise<string | null>;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What is noted of this computer alone, beside its archive. */
export interface InstallationFacts {
  installation(): Promise<string>;
  pausedUntil(): Promise<string | null>;
  setPaused(until: string | null): Promise<void>;
}

const SCOPE = 'core';
const INSTALLATION = 'installation';
const PAUSED = 'schedules.paused';

export function installationFacts(writer: ArchiveWriter, clock: Clock, ids: Ids): InstallationFacts {
  let known: string | null = null;
  return {
    installation: async () => {
      known ??= await writer.noteGet(SCOPE, INSTALLATION);
      if (known !== null) return known;
      const made = ids.uuid();
      await writer.notePut(SCOPE, INSTALLATION, made);
      known = made;
      return made;
    },
    pausedUntil: async () => {
      const until = await writer.noteGet(SCOPE, PAUSED);
      if (until === null || until === 'resumed') return until;
      return msOf(until) > clock.now() ? until : null;
    },
    setPaused: (until) => (until === null ? writer.noteDelete(SCOPE, PAUSED) : writer.notePut(SCOPE, PAUSED, until)),
  };
}

type Planned = {
  readonly schedule: Schedule;
  readonly plan: Awaited<ReturnType<Scheduler['planFor']>>;
};

/** So long beyond the time between two runs nothing is said: a weekend, a holiday. */
const SILENCE_MS = 3 * 86_400_000;

/** Since when nothing has gone well, when that is too long ago for the schedule that runs most often. */
function silence(plans: readonly Planned[], lastGoodAt: string | null, nowMs: number): string | null {
  const syncs = plans.filter(({ schedule }) => schedule.work === 'sync');
  const gaps = syncs.map(({ schedule, plan }) => {
    const [one = nowMs, other = Infinity] = nextRuns(schedule.rule, plan.calendar, nowMs, 2);
    return other - one;
  });
  // One that was made by a clock that stood ahead counts from when that was seen.
  const watchedSince = syncs
    .flatMap(({ schedule }) => [schedule.createdAt, schedule.since])
    .toSorted()
    .at(0);
  if (watchedSince === undefined) return null;
  const since = lastGoodAt !== null && lastGoodAt > watchedSince ? lastGoodAt : watchedSince;
  return nowMs - msOf(since) > Math.min(...gaps) + SILENCE_MS ? since : null;
}

export function scheduleService(parts: ScheduleParts): ScheduleService {
  const { repo, companies, scheduler, facts, events, clock, ids } = parts;

  const changed = async (): Promise<void> => {
    events.emit('schedules.changed', undefined);
    await scheduler.wake();
  };

  const view = async (schedule: Schedule): Promise<ScheduleView> => {
    const { due, passed, sinceMs, claims, calendar } = await scheduler.planFor(schedule);
    const last = claims.toSorted((a, b) => (a.claimedAt < b.claimedAt ? -1 : 1)).at(-1);
    const [first] = due;
    const isLate = first !== undefined && clock.now() - first.dueMs > GRACE_MS;
    const reason = first === undefined ? null : scheduler.reasonFor(schedule, first.dueMs);
    return {
      id: schedule.id,
      companyId: schedule.companyId,
      ...(schedule.connectionId === null ? {} : { connectionId: schedule.connectionId }),
      work: schedule.work,
      rule: schedule.rule,
      zone: schedule.zone,
      catchUp: schedule.catchUp,
      isOn: schedule.isOn,
      next: schedule.isOn ? nextRuns(schedule.rule, calendar, clock.now(), 3).map(instantOf) : [],
      ...(last === undefined
        ? {}
        : {
            last: {
              dueAt: last.dueAt,
              startedAt: last.claimedAt,
              state: last.state,
              ...(schedule.work === 'report' ? { month: last.period } : {}),
              ...(last.late === null ? {} : { late: last.late }),
              ...(last.runId === null ? {} : { runId: last.runId }),
              ...(last.problem === null ? {} : { problem: last.problem }),
            },
          }),
      ...(first === undefined || !schedule.isOn
        ? {}
        : {
            waiting: {
              kind: schedule.catchUp === 'ask' && isLate ? 'ask' : 'hold',
              since: instantOf(sinceMs),
              count: passed,
              months: due.flatMap(({ month }) => month ?? []),
              ...(reason === null ? {} : { reason }),
            },
          }),
    };
  };

  /** The same for one installation and company for ever, another for the next one. */
  const shareOf = async (companyId: CompanyId): Promise<number> =>
    parseInt(sha256Hex(Buffer.from(`${await facts.installation()}|${companyId}`)).slice(0, 8), 16) / 2 ** 32;

  const zoneOf = async (companyId: CompanyId): Promise<string> =>
    HOME_ZONES[(await companies.find(companyId))?.country ?? 'PL'];

  const pauseEnd = async (until: 'hour' | 'tomorrow' | 'resumed'): Promise<string> => {
    if (until === 'resumed') return 'resumed';
    if (until === 'hour') return instantOf(clock.now() + 3_600_000);
    const [company] = await companies.list();
    const zone = HOME_ZONES[company?.country ?? 'PL'];
    return instantOf(tomorrowMorning(clock.now(), zone));
  };

  return {
    list: async (companyId) => {
      const own = (await repo.list()).filter((schedule) => schedule.companyId === companyId);
      return Promise.all(own.map(view));
    },
    status: async () => {
      const all = (await repo.list()).filter(({ isOn }) => isOn);
      const pausedUntil = await facts.pausedUntil();
      const plans = await Promise.all(
        all.map(async (schedule) => ({ schedule, plan: await scheduler.planFor(schedule) })),
      );
      const [first] = plans.toSorted((a, b) => (a.plan.nextMs ?? Infinity) - (b.plan.nextMs ?? Infinity));
      const lastGoodAt = await parts.lastGoodAt();
      const silentSince = silence(plans, lastGoodAt, clock.now());
      const isAsking = ({ schedule: { catchUp }, plan: { due } }: Planned): boolean =>
        catchUp === 'ask' && due.some(({ dueMs }) => clock.now() - dueMs > GRACE_MS);
      const nextMs = first?.plan.nextMs ?? null;
      return {
        count: all.length,
        asking: plans.filter(isAsking).length,
        ...(first === undefined || nextMs === null ? {} : { nextAt: instantOf(nextMs), nextWork: first.schedule.work }),
        ...(pausedUntil === null ? {} : { pausedUntil }),
        ...(lastGoodAt === null ? {} : { lastGoodAt }),
        ...(silentSince === null ? {} : { silentSince }),
      };
    },
    suggest: async ({ companyId, work }) => ({
      rule: suggestedRule(work, await shareOf(companyId)),
      zone: await zoneOf(companyId),
    }),
    save: async ({ id, companyId, connectionId, work, ...rest }) => {
      const company = await companies.find(companyId);
      if (!company) throw new Failure({ kind: 'user_input', key: 'error.company_gone' });
      if ((work === 'report') !== ReportRule.safeParse(rest.rule).success)
        throw new Failure({ kind: 'user_input', key: 'error.bug' });
      const old = id === undefined ? null : await repo.find(id);
      const now = instantOf(clock.now());
      // Another clock or another rule: nothing before now is due by it. What is only switched or renamed keeps its past.
      const isSameTime =
        old !== null && old.isOn && old.zone === rest.zone && JSON.stringify(old.rule) === JSON.stringify(rest.rule);
      const schedule: Schedule = {
        ...rest,
        id: old?.id ?? (ids.uuid() as ScheduleId),
        companyId,
        connectionId: connectionId ?? null,
        work,
        since: isSameTime ? old.since : now,
        createdAt: old?.createdAt ?? now,
      };
      await repo.save(schedule);
      await changed();
      return { id: schedule.id };
    },
    remove: async (id) => {
      await repo.delete(id);
      await changed();
    },
    runWaiting: (id) => scheduler.approve(id),
    skipWaiting: (id) => scheduler.skip(id),
    pause: async (until) => {
      await facts.setPaused(await pauseEnd(until));
      await changed();
    },
    resume: async () => {
      await facts.setPaused(null);
      await changed();
    },
  };
}
