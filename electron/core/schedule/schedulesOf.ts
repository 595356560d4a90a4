// Puts the schedules together: what is stored, who looks at the clock, what the screens see.
import type { RunId } from '../../../shared/domain/ids';
import type { RunView } from '../../../shared/contract/runs';
import type { ConfigDatabase } from '../db/openDatabase';
import type { CompanyRepo } from '../db/repositories/company.repo';
import { scheduleRepo } from '../db/repositories/schedule.repo';
import type { StoreClock } from '../db/storeClock';
import type { ArchiveWriter } from '../archive/types';
import type { EventBus } from '../events/eventBus';
import type { Host } from '../ports';
import { scheduleService, type InstallationFacts, type ScheduleService } from '../services/scheduleService';
import { msOf } from '../time';
import { isFromTheFuture } from './plan';
import { backupPlan, withBackups } from './backupSchedule';
import { scheduler, type Scheduler } from './scheduler';
import { scheduledWork, type WorkParts } from './work';

export interface SchedulesParts extends WorkParts {
  readonly host: Pick<Host, 'clock' | 'ids' | 'power' | 'connectivity'>;
  readonly db: ConfigDatabase;
  readonly storeClock: StoreClock;
  /** What this computer alone knows of itself. */
  readonly facts: InstallationFacts;
  readonly companies: CompanyRepo;
  readonly writer: ArchiveWriter;
  readonly events: EventBus;
  readonly cancelRun: (runId: RunId) => Promise<void>;
  readonly logFailure: (what: string, error: unknown) => void;
}

const WORK: ReadonlySet<RunView['kind']> = new Set(['sync', 'build', 'upload']);
/** Checks stand between them. */
const RECENT = 100;

export function schedulesOf(parts: SchedulesParts): {
  readonly timetable: Scheduler;
  readonly schedules: ScheduleService;
} {
  const { host, companies, events, facts } = parts;
  const lastGoodAt = async (): Promise<string | null> => {
    const nowMs = host.clock.now();
    const isGood = ({ kind, state, endedAt }: RunView): boolean =>
      // What ended later than now was told by a clock that stood ahead: it says nothing about today.
      WORK.has(kind) && state === 'done' && endedAt !== undefined && !isFromTheFuture(endedAt, nowMs);
    return (await parts.reader.runs({ limit: RECENT })).find(isGood)?.endedAt ?? null;
  };
  const repo = scheduleRepo(parts.db, parts.storeClock);
  const shared = { ...host, companies, events };
  const timetable = scheduler({
    ...shared,
    repo: withBackups(repo, backupPlan(parts.writer)),
    runs: parts.runs,
    work: scheduledWork(parts),
    installation: facts.installation,
    pausedUntilMs: async () => {
      const until = await facts.pausedUntil();
      return until === null ? null : until === 'resumed' ? Infinity : msOf(until);
    },
    cancelRun: parts.cancelRun,
    logFailure: parts.logFailure,
  });
  return { timetable, schedules: scheduleService({ ...shared, repo, scheduler: timetable, facts, lastGoodAt }) };
}
