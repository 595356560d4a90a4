// What a schedule starts: a sync, or the sync, bundle and uploads of a month. Every step may be asked for again after a crash.
import type { CompanyId, ConnectionId, RunId } from '../../../shared/domain/ids';
import { monthAfter, dayOf } from '../../../shared/domain/calendar';
import { liesAt } from '../../../shared/domain/receipts';
import { instantInZone } from '../../../shared/domain/schedule/zone';
import type { RunDue, RunView } from '../../../shared/contract/runs';
import { isFailure } from '../../../shared/errors';
import type { ArchiveReader } from '../archive/types';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { AnySchedule, Claim, Schedule } from '../db/repositories/schedule.repo';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import { besideBundle } from '../services/reports/monthFiles';
import type { Clock } from '../ports';
import type { ReportService } from '../services/reportService';
import type { RunService } from '../services/runService';
import { isRead, type SyncService } from '../services/syncService';
import { msOf } from '../time';
import { isFromTheFuture } from './plan';

/** What a look at a claim comes to. */
export type Step =
  /** Null: what is going is no run. */
  | { readonly is: 'going'; readonly runId: RunId | null }
  | { readonly is: 'ended'; readonly state: 'done' | 'failed'; readonly runId: RunId | null; readonly problem?: string }
  /** Not now: a source that has to be read first cannot be read. */
  | { readonly is: 'held'; readonly problem: string };

export interface WorkParts {
  readonly host: { readonly clock: Pick<Clock, 'now'> };
  readonly sync: SyncService;
  readonly reports: ReportService;
  readonly runs: RunService;
  readonly reader: ArchiveReader;
  readonly connections: ConnectionRepo;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly backups: { advance(claim: Claim): Promise<Step> };
}

export interface ScheduledWork {
  /** Starts what is to be started, or says how far it is. */
  advance(schedule: AnySchedule, claim: Claim): Promise<Step>;
}

/** Runs that are looked through for one that a crash has parted from its claim. */
const RECENT = 20;

export function scheduledWork(parts: WorkParts): ScheduledWork {
  const { sync, reports, runs, reader, connections, manifestOf, host } = parts;

  const dueOf = (claim: Claim): RunDue => ({
    scheduleId: claim.scheduleId,
    at: claim.dueAt,
    ...(claim.late === null ? {} : { late: claim.late }),
  });

  /** The newest run that was started for this claim. */
  const runOf = async (companyId: CompanyId, claim: Claim, kinds: readonly RunView['kind'][]) => {
    const isIt = (run: RunView): boolean =>
      kinds.includes(run.kind) && run.due?.scheduleId === claim.scheduleId && run.due.at === claim.dueAt;
    const live = runs.live().findLast(isIt);
    if (live) return live;
    const nowMs = host.clock.now();
    // A clock that stood ahead has had it done before its time: that is no answer to this claim.
    const isOurs = (run: RunView): boolean =>
      run.startedAt >= claim.claimedAt && !isFromTheFuture(run.startedAt, nowMs);
    const stored = await reader.runs({ companyId, limit: RECENT });
    return stored.find((run) => isIt(run) && (run.endedAt === undefined || isOurs(run))) ?? null;
  };

  const ended = (run: RunView): Step => {
    const { id: runId, problem } = run;
    if (run.state === 'done') return { is: 'ended', state: 'done', runId };
    return { is: 'ended', state: 'failed', runId, problem: problem?.key ?? 'run.cancelled' };
  };
  const isGoing = (run: RunView): boolean => run.state === 'running' || run.state === 'waiting';

  const startSync = async (schedule: Schedule, claim: Claim): Promise<Step> => {
    const { companyId, connectionId } = schedule;
    const started = await sync.start({
      companyId,
      ...(connectionId === null ? {} : { connectionId }),
      trigger: 'schedule',
      due: dueOf(claim),
    });
    return started.answeredFrom === undefined
      ? { is: 'going', runId: started.runId }
      : { is: 'ended', state: 'done', runId: started.runId };
  };

  const advanceSync = async (schedule: Schedule, claim: Claim): Promise<Step> => {
    const known = claim.runId === null ? await runOf(schedule.companyId, claim, ['sync']) : await runs.get(claim.runId);
    if (!known || isRetried(known, claim)) return startSync(schedule, claim);
    return isGoing(known) ? { is: 'going', runId: known.id } : ended(known);
  };

  const advanceReport = async (schedule: Schedule, claim: Claim): Promise<Step> => {
    const { companyId, zone } = schedule;
    const month = claim.period;
    const sent = await runOf(companyId, claim, ['upload', 'build']);
    if (sent) return isGoing(sent) ? { is: 'going', runId: sent.id } : ended(sent);
    const all = await connections.list(companyId);
    const active = all.filter(({ state }) => state !== 'paused' && state !== 'unverified');
    const read = await bringIn(schedule, claim, active, endOfMonth(month, zone));
    if (read !== null) return read;
    const { bundles, invoiceCount } = await reader.bundles(companyId, month);
    const brought = await besideBundle(reader, companyId, month);
    if (invoiceCount === 0 && brought.length === 0)
      return { is: 'ended', state: 'done', runId: null, problem: 'upload.empty_month' };
    const places = active.filter(({ providerId }) => manifestOf(providerId).files !== undefined).map(({ id }) => id);
    const [latest] = [...bundles].sort((a, b) => b.revision - a.revision);
    const isBuilt = invoiceCount === 0 || latest?.lateCount === 0;
    const files = [...(latest ? [latest] : []), ...brought];
    const isThere = (id: ConnectionId): boolean => files.every(({ receipts }) => liesAt(receipts, id));
    if (isBuilt && places.every(isThere)) return { is: 'ended', state: 'done', runId: null };
    const order = { companyId, month, trigger: 'schedule', due: dueOf(claim) } as const;
    if (places.length === 0 && invoiceCount === 0) return { is: 'ended', state: 'done', runId: null };
    const { runId } = places.length > 0 ? await reports.upload(order) : await reports.build(order);
    return { is: 'going', runId };
  };

  /** A bundle is built only from what is complete past the month's end. Null: it is. */
  const bringIn = async (
    schedule: Schedule,
    claim: Claim,
    active: readonly { readonly providerId: string }[],
    monthEndMs: number,
  ): Promise<Step | null> => {
    const isAsked = (manifest: ProviderManifest): boolean => isRead(manifest) && !manifest.invoices?.isByHand;
    if (!active.some(({ providerId }) => isAsked(manifestOf(providerId)))) return null;
    const { companyId } = schedule;
    const isComplete = async (): Promise<boolean> => {
      const { checkedAt } = await sync.status(companyId);
      return checkedAt !== undefined && msOf(checkedAt) >= monthEndMs;
    };
    // A sync that somebody else had started was joined: it knows nothing of the schedule.
    const noted = claim.runId === null ? null : await runs.get(claim.runId);
    // One of the PC that was lost has read its archive, not this one's.
    const joined = noted?.pc === undefined ? noted : null;
    const known = (await runOf(companyId, claim, ['sync'])) ?? (joined?.kind === 'sync' ? joined : null);
    if (known && isGoing(known)) {
      // What waits for a service does not keep back a month that is complete already.
      return known.state === 'waiting' && (await isComplete()) ? null : { is: 'going', runId: known.id };
    }
    if (known && !isRetried(known, claim)) {
      if (known.state === 'done' || (await isComplete())) return null;
      return { is: 'held', problem: known.problem?.key ?? 'run.cancelled' };
    }
    try {
      const step = await startSync({ ...schedule, connectionId: null }, claim);
      return step.is === 'ended' ? null : step;
    } catch (error) {
      if (await isComplete()) return null;
      return { is: 'held', problem: isFailure(error) ? error.spec.key : 'error.bug' };
    }
  };

  return {
    advance: async (schedule, claim) => {
      try {
        if (schedule.work === 'backup') return await parts.backups.advance(claim);
        return await (schedule.work === 'sync' ? advanceSync(schedule, claim) : advanceReport(schedule, claim));
      } catch (error) {
        if (isFailure(error)) return { is: 'ended', state: 'failed', runId: null, problem: error.spec.key };
        throw error;
      }
    },
  };
}

/** It ended in an earlier try of this claim: what it came to is no answer to this one. */
function isRetried(run: RunView, claim: Claim): boolean {
  return run.state !== 'done' && run.endedAt !== undefined && run.startedAt < claim.claimedAt;
}

function endOfMonth(month: string, zone: string): number {
  return instantInZone(dayOf(`${monthAfter(month)}-01`), 0, zone);
}
