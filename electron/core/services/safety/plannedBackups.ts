// Backups by themselves: one more state in the file of the last one, with the key that the keychain keeps. Where it keeps none, a person
// is asked, and nothing is tried again before somebody has answered.
import type { BackupView } from '../../../../shared/contract/safety';
import type { BackupRule } from '../../../../shared/domain/schedule/rule';
import { nextRuns } from '../../../../shared/domain/schedule/nextRuns';
import { HOME_ZONES } from '../../../../shared/domain/schedule/suggested';
import { Failure, isFailure, toAppError } from '../../../../shared/errors';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import type { Claim } from '../../db/repositories/schedule.repo';
import type { EventBus } from '../../events/eventBus';
import type { Clock } from '../../ports';
import type { BackupPlan } from '../../schedule/backupSchedule';
import type { Step } from '../../schedule/work';
import { instantOf } from '../../time';
import type { BackupService } from './backupService';
import type { SafetyTurn } from './oneAtATime';

const ASKS = 'backup.needs_passphrase';

export interface PlannedBackups {
  view(): Promise<BackupView['plan']>;
  /** Throws a Failure: backup.none. */
  plan(rule: BackupRule | null): Promise<void>;
  isPlanned(): Promise<boolean>;
  /** When the one was due that was not made; null: none is missing. */
  missedAt(): Promise<string | null>;
  /** What the scheduler asks: starts the one that is due, or says how far it is. */
  advance(claim: Claim): Promise<Step>;
}

export interface PlannedParts {
  readonly plans: BackupPlan;
  readonly backup: Pick<BackupService, 'last' | 'opensByItself' | 'backUp'>;
  readonly turn: Pick<SafetyTurn, 'running'>;
  readonly companies: CompanyRepo;
  readonly events: EventBus;
  readonly clock: Clock;
}

export function plannedBackups(parts: PlannedParts): PlannedBackups {
  const { plans, backup, turn, events, clock } = parts;
  let writing: Promise<void> | null = null;
  /** Of the last one that was begun here: why it ended early. */
  let stopped: { readonly dueAt: string; readonly key: string; readonly isCancelled: boolean } | null = null;

  /** One that bears a later time than now was made while the clock stood ahead: it says nothing of today. */
  const isMadeSince = ({ at }: { readonly at: string }, dueAt: string): boolean =>
    at >= dueAt && at <= instantOf(clock.now());

  const missed = async (): Promise<Claim | null> => {
    const claim = (await plans.claims()).findLast(({ problem }) => problem !== null);
    if (claim === undefined || writing !== null || (await plans.load()) === null) return null;
    const last = await backup.last();
    // Cancelled by whoever sat there: that one is not missed.
    return claim.problem === 'error.cancelled' || (last !== null && isMadeSince(last, claim.dueAt)) ? null : claim;
  };

  const begin = (dueAt: string): void => {
    writing = backup
      .backUp({ isNew: false }, 'schedule')
      .then(() => undefined)
      .catch((error: unknown) => {
        // The key that is kept here is not of what lies there: a person has the passphrase.
        const asks = isFailure(error) && error.spec.fieldErrors !== undefined;
        const key = asks ? ASKS : isFailure(error) ? error.spec.key : 'error.bug';
        stopped = { dueAt, key, isCancelled: isFailure(error) && error.spec.kind === 'cancelled' };
      })
      .finally(() => {
        writing = null;
        events.emit('safety.changed', undefined);
      });
  };

  const advance = async ({ dueAt }: Claim): Promise<Step> => {
    // Also one that somebody made by hand after the time had come.
    const last = await backup.last();
    if (last === null) return { is: 'ended', state: 'failed', runId: null, problem: 'backup.none' };
    if (isMadeSince(last, dueAt)) return { is: 'ended', state: 'done', runId: null };
    if (stopped?.dueAt === dueAt) {
      const { key, isCancelled } = stopped;
      stopped = null;
      if (isCancelled) return { is: 'ended', state: 'failed', runId: null, problem: key };
      return { is: 'held', problem: key };
    }
    // A check or a backup by hand is under way; its end is told.
    if (writing !== null || turn.running() !== null) return { is: 'going', runId: null };
    if (!(await backup.opensByItself())) return { is: 'held', problem: ASKS };
    begin(dueAt);
    return { is: 'going', runId: null };
  };

  return {
    advance,
    isPlanned: async () => (await plans.load()) !== null,
    missedAt: async () => (await missed())?.dueAt ?? null,
    view: async () => {
      const plan = await plans.load();
      if (plan === null) return undefined;
      const { rule, zone } = plan;
      const [nextMs = clock.now()] = nextRuns(rule, { zone, country: 'PL' }, clock.now(), 1);
      const claim = await missed();
      const failure = new Failure({ kind: 'user_input', key: ASKS });
      return {
        rule,
        zone,
        nextAt: instantOf(nextMs),
        ...(claim === null ? {} : { missedAt: claim.dueAt }),
        ...(claim?.problem === ASKS ? { problem: toAppError(failure, '') } : {}),
      };
    },
    plan: async (rule) => {
      if (rule !== null && (await backup.last()) === null)
        throw new Failure({ kind: 'user_input', key: 'backup.none' });
      const [company] = await parts.companies.list();
      const now = instantOf(clock.now());
      const known = await plans.load();
      const zone = HOME_ZONES[company?.country ?? 'PL'];
      await plans.save(rule === null ? null : { rule, zone, since: now, createdAt: known?.createdAt ?? now });
      events.emit('safety.changed', undefined);
    },
  };
}
