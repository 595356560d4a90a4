// Carries what happens to jobs over to their runs and to the state of their connections.
import type { AppError } from '../../../shared/errors';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { EventBus } from '../events/eventBus';
import type { JobObserver } from '../jobs/jobRunner';
import { isAsked } from '../jobs/retryPolicy';
import type { JobRow } from '../archive/types';
import { instantOf } from '../time';
import type { RunService } from './runService';

export interface JobObserverParts {
  readonly runs: RunService;
  readonly connections: ConnectionRepo;
  readonly events: EventBus;
  /** A server that is left alone for a while is asked once. */
  readonly askOnce: (connectionId: string) => void;
  readonly logFailure: (what: string, supportId: string, error: unknown) => void;
}

export function jobObserver({ runs, connections, events, askOnce, logFailure }: JobObserverParts): JobObserver {
  const setState = async (job: JobRow, problem: AppError | null): Promise<void> => {
    if (job.connectionId === null) return;
    const connection = await connections.find(job.connectionId as never);
    if (!connection || connection.state === 'paused') return;
    // Only a check that passed makes it one that schedules use.
    const isOpen = connection.state === 'unverified' && (problem !== null || connection.identity === '');
    const state = isOpen ? 'unverified' : problem === null ? 'ok' : 'needs_attention';
    if (connection.state === state && connection.problem === null && problem === null) return;
    await connections.setState(connection.id, state, problem);
    events.emit('connections.changed', { connectionId: connection.id });
  };
  return {
    started: async (job, isHurried) => {
      // Whoever presses a button gets an honest answer; every further try by itself waits with everything else.
      const isFirst = job.attempt === 1 && (await runs.get(job.runId))?.trigger === 'user';
      if (job.connectionId !== null && (isHurried || isFirst)) askOnce(job.connectionId);
      await runs.settle(job.runId, job.connectionId, { state: 'running' });
    },
    done: async (job) => {
      await setState(job, null);
      // It has only prepared the run: the uploads that it added end it.
      if (job.type === 'build_and_upload') return;
      await runs.settle(job.runId, job.connectionId, { state: 'done' });
      if (job.connectionId !== null) events.emit('connections.changed', { connectionId: job.connectionId as never });
    },
    waits: async (job, untilMs, problem) => {
      const waitsUntil = instantOf(untilMs);
      await runs.log(job.runId, 'warn', 'run.log.waits', { until: waitsUntil, reason: problem.key });
      await runs.settle(job.runId, job.connectionId, { state: 'waiting', waitsUntil, problem });
    },
    stopped: async (job, problem) => {
      await runs.log(job.runId, 'problem', 'run.log.stopped', { reason: problem.key, supportId: problem.supportId });
      if (concernsConnection(job, problem)) await setState(job, problem);
      await runs.settle(job.runId, job.connectionId, { state: 'failed', problem });
    },
    cancelled: async (job) => {
      await runs.log(job.runId, 'info', 'run.log.cancelled');
      await runs.settle(job.runId, job.connectionId, { state: 'cancelled' });
    },
    paused: async (job) => {
      await runs.log(job.runId, 'info', 'run.log.paused');
      await runs.settle(job.runId, job.connectionId, { state: 'waiting', isPaused: true });
    },
    failed: (job, supportId, error) => {
      logFailure(`job ${job.type}`, supportId, error);
    },
  };
}

/** What is wrong on this computer is no fault of a connection. */
const LOCAL =
  /^(config\.db_\w+|archive\.(disk_full|sqlite|worker_stopped|newer_version|original_\w+|unknown_\w+|bundle_missing)|vault\.locked|sending\.off|upload\.(report|fetch|restore)_\w+)$/;

/** An outage passes by itself: only one that outlasted a day of tries asks for a person. A check has tried only once. */
function concernsConnection(job: JobRow, problem: AppError): boolean {
  if (LOCAL.test(problem.key)) return false;
  const isPassing = problem.kind === 'unavailable' || problem.kind === 'rate_limited';
  return !(isPassing && isAsked(job.type));
}
