// Starts what is due: one timer to the next time, a look at the stored claims whenever something happens. What was taken on is
// stored before it begins, so that a crash neither loses nor doubles it.
import type { RunId } from '../../../shared/domain/ids';
import type { LateReason } from '../../../shared/domain/schedule/rule';
import type { Calendar } from '../../../shared/domain/schedule/nextRuns';
import type { Company, CompanyRepo } from '../db/repositories/company.repo';
import type { AnySchedule, Claim, ScheduleRepo } from '../db/repositories/schedule.repo';
import type { EventBus } from '../events/eventBus';
import type { Clock, Connectivity, Ids, Power } from '../ports';
import type { RunService } from '../services/runService';
import { lateness } from './lateness';
import type { Plan } from './plan';
import { scheduleLook } from './scheduleLook';
import { stallWatch } from './stallWatch';
import type { ScheduledWork } from './work';

/** Nobody tells that a clock was set: so often the next time is worked out again. */
const LONGEST_SLEEP_MS = 60 * 60_000;
/** After waking up, starting or coming online: not all computers of an office in the same second. */
const SETTLE_MS = 30_000;
const JITTER_MS = 270_000;
const STORE_AWAY_MS = 60_000;
/** Another PC on the same store may have changed them. */
const LOOK_AT_ALL_MS = 6 * 60 * 60_000;
/** More than a correction: somebody set the clock. */
const CLOCK_SET_MS = 60_000;
/** Timers are rounded up to it: what is due together runs together. */
const GRAIN_MS = 10_000;
const SHORTEST_SLEEP_MS = 20_000;

export interface SchedulerParts {
  readonly repo: ScheduleRepo<AnySchedule>;
  readonly companies: CompanyRepo;
  readonly runs: RunService;
  readonly work: ScheduledWork;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly power: Power;
  readonly connectivity: Connectivity;
  readonly installation: () => Promise<string>;
  /** Until when nothing begins by itself here; null: nobody paused. */
  readonly pausedUntilMs: () => Promise<number | null>;
  readonly cancelRun: (runId: RunId) => Promise<void>;
  readonly logFailure: (what: string, error: unknown) => void;
}

export interface Scheduler {
  start(): void;
  /** Something has changed: looks again. Resolves when it has. */
  wake(): Promise<void>;
  /** Does what waits, whatever held it back. */
  approve(id: AnySchedule['id']): Promise<void>;
  skip(id: AnySchedule['id']): Promise<void>;
  planFor(schedule: AnySchedule): Promise<Plan & { readonly claims: readonly Claim[]; readonly calendar: Calendar }>;
  reasonFor(schedule: AnySchedule, dueMs: number): LateReason | null;
  stop(): Promise<void>;
}

export function scheduler(parts: SchedulerParts): Scheduler {
  const { repo, companies, clock, events, runs } = parts;
  const late = lateness(clock, parts.power, parts.connectivity);
  let settlesAtMs = 0;
  let loop: Promise<void> = Promise.resolve();
  let timer: AbortController | null = null;
  let isStopped = true;
  let storeAwayMs = STORE_AWAY_MS;
  const ends: (() => void)[] = [];
  const stalls = stallWatch({ clock, events, runs });
  /** Further away than ever asked for: by a clock that stood ahead. */
  const settlesAt = (): number => (settlesAtMs - clock.now() > LONGEST_SLEEP_MS ? clock.now() : settlesAtMs);
  const watched = { late, stalls, settlesAtMs: settlesAt };
  const { look, planned, approve, tryAgain, skip } = scheduleLook({ ...parts, ...watched });

  const settle = (): void => {
    const random = ((parts.ids.random(1)[0] ?? 0) / 256) * JITTER_MS;
    settlesAtMs = grain(clock.now() + SETTLE_MS + random);
  };

  const companyOf = async ({ companyId }: AnySchedule): Promise<Company | null> =>
    companyId === null ? HOME : companies.find(companyId);

  /** When each schedule is to be looked at again: until then its rows are left alone. */
  const nextLook = new Map<string, number>();
  let lookedAtAllMs = -Infinity;

  const tick = async (isAll: boolean): Promise<void> => {
    if (isStopped) return;
    let next = Infinity;
    const lookAtAll = isAll || clock.monotonic() - lookedAtAllMs > LOOK_AT_ALL_MS;
    if (!lookAtAll && Math.min(...nextLook.values()) > clock.now()) {
      setTimer(Math.min(...nextLook.values()));
      return;
    }
    if (lookAtAll) {
      nextLook.clear();
      lookedAtAllMs = clock.monotonic();
    }
    try {
      const byId = new Map((await companies.list()).map((company) => [company.id, company]));
      const pausedUntilMs = await parts.pausedUntilMs();
      for (const schedule of await repo.list()) {
        const company = schedule.companyId === null ? HOME : byId.get(schedule.companyId);
        const known = nextLook.get(schedule.id) ?? -Infinity;
        const at = !company || known > clock.now() ? known : await look(schedule, company, pausedUntilMs);
        if (company) nextLook.set(schedule.id, at);
        else await repo.delete(schedule.id);
        if (company) next = Math.min(next, at);
      }
      storeAwayMs = STORE_AWAY_MS;
    } catch (error) {
      // The store is away or locked: what is due stays due.
      parts.logFailure('schedules', error);
      late.storeAway();
      nextLook.clear();
      lookedAtAllMs = -Infinity;
      next = clock.now() + storeAwayMs;
      storeAwayMs = Math.min(storeAwayMs * 2, 15 * 60_000);
    }
    if (next < Infinity) setTimer(next);
  };

  const setTimer = (atMs: number): void => {
    timer?.abort();
    if (isStopped) return;
    const alarm = new AbortController();
    timer = alarm;
    const ms = grain(Math.min(LONGEST_SLEEP_MS, Math.max(SHORTEST_SLEEP_MS, atMs - clock.now())));
    const [wall, duration] = [clock.now(), clock.monotonic()];
    void clock.sleep(ms, alarm.signal).then(
      () => {
        const drift = clock.now() - wall - (clock.monotonic() - duration);
        void again(Math.abs(drift) > CLOCK_SET_MS);
      },
      () => undefined,
    );
  };

  const again = (isAll: boolean): Promise<void> => {
    loop = loop.then(() => tick(isAll));
    return loop;
  };
  const wake = (): Promise<void> => again(true);

  return {
    start: () => {
      isStopped = false;
      settle();
      ends.push(
        parts.power.onWake(() => {
          late.woke();
          stalls.woke();
          settle();
          void wake();
        }),
        parts.connectivity.onChange(() => {
          if (parts.connectivity.isOnline()) settle();
          void wake();
        }),
        stalls.onChange(() => void wake()),
        // A backup that has ended is no run: nobody else tells.
        events.listen((name) => {
          if (name === 'safety.changed') void wake();
          // Hours would pass before what waited for the passphrase is tried by itself.
          if (name !== 'app.vaultChanged') return;
          tryAgain();
          void wake();
        }),
      );
      void wake();
    },
    wake,
    approve: async (id) => {
      approve(id);
      await wake();
    },
    skip: async (id) => {
      const schedule = await repo.find(id);
      const company = schedule && (await companyOf(schedule));
      if (!schedule || !company) return;
      await skip(schedule, company);
      await wake();
    },
    planFor: async (schedule) => {
      return planned(schedule, (await companyOf(schedule)) ?? HOME);
    },
    reasonFor: (schedule, dueMs) => late.reasonOf(schedule.id, dueMs),
    stop: async () => {
      isStopped = true;
      timer?.abort();
      for (const end of ends) end();
      stalls.stop();
      await loop;
    },
  };
}

/** Of no company; or whose company has just gone, only to be shown once more. */
const HOME = { country: 'PL' } as Company;

function grain(ms: number): number {
  return Math.ceil(ms / GRAIN_MS) * GRAIN_MS;
}
