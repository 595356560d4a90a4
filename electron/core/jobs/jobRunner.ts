// Runs stored jobs: lease, attempt, settle. Stored first, run second; a lease that outlives its process is reclaimed at the next start.
import type { AppError } from '../../../shared/errors';
import type { ArchiveWriter, JobRow } from '../archive/types';
import type { TellProblem } from '../log/tellProblem';
import type { Clock, Ids } from '../ports';
import { instantOf, msOf } from '../time';
import { isJobType, jobPayloads, type JobPayload, type JobType } from './jobTypes';
import { verdict } from './retryPolicy';

const LEASE_MS = 60_000;
const HEARTBEAT_MS = 20_000;
const SETTLE_AGAIN_MS = 15_000;
const MAX_PARALLEL = 4;
const END_OF_TIME = '9999-12-31T23:59:59.999Z';

export interface Attempt<T extends JobType = JobType> {
  readonly job: JobRow;
  readonly payload: JobPayload<T>;
  readonly signal: AbortSignal;
}

export type JobHandlers = { readonly [T in JobType]: (attempt: Attempt<T>) => Promise<void> };

/** Told about every step, so that runs can be shown. */
export interface JobObserver {
  /** Hurried: somebody has asked for this try. */
  started(job: JobRow, isHurried: boolean): Promise<void>;
  done(job: JobRow): Promise<void>;
  waits(job: JobRow, untilMs: number, problem: AppError): Promise<void>;
  stopped(job: JobRow, problem: AppError): Promise<void>;
  cancelled(job: JobRow): Promise<void>;
  paused(job: JobRow): Promise<void>;
  /** The log's entry for the support id. */
  failed(job: JobRow, supportId: string, error: unknown): void;
}

export interface JobRunner {
  start(): Promise<void>;
  /** Something may be runnable now. */
  wake(): void;
  /**
   * What waits for another try is tried now, `by` somebody who asks for it or by itself because what it waited for is there. Allowances are
   * waited for: asking again before their time is what services punish.
   */
  hurry(runId: string, by?: 'person'): Promise<void>;
  /** The whole run, or what it does for one connection. */
  cancelRun(runId: string, connectionId?: string): Promise<void>;
  /** Held until somebody resumes it (`hurry`), also over a restart; what was sent is kept. */
  pauseRun(runId: string): Promise<void>;
  /** Cuts what runs at its next checkpoint; jobs stay stored and go on at the next start. */
  stop(): Promise<void>;
}

export interface JobRunnerParts {
  readonly writer: ArchiveWriter;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly handlers: JobHandlers;
  readonly observer: JobObserver;
  readonly tell: TellProblem;
}

export function jobRunner({ writer, clock, ids, handlers, observer, tell }: JobRunnerParts): JobRunner {
  const active = new Map<string, { job: JobRow; abort: AbortController; finished: Promise<void> }>();
  let stopping = false;
  let loop: Promise<void> = Promise.resolve();
  let timer: AbortController | null = null;
  const unsettled = new Set<AbortController>();
  const hurried = new Set<string>();

  const attempt = async (type: JobType, job: JobRow, signal: AbortSignal): Promise<void> => {
    const payload: unknown = JSON.parse(job.payload);
    await observer.started(job, hurried.delete(job.id));
    switch (type) {
      case 'sync':
        return handlers.sync({ job, signal, payload: jobPayloads.sync.parse(payload) });
      case 'verify':
        return handlers.verify({ job, signal, payload: jobPayloads.verify.parse(payload) });
      case 'build':
        return handlers.build({ job, signal, payload: jobPayloads.build.parse(payload) });
      case 'build_and_upload':
        return handlers.build_and_upload({ job, signal, payload: jobPayloads.build_and_upload.parse(payload) });
      case 'send':
        return handlers.send({ job, signal, payload: jobPayloads.send.parse(payload) });
      case 'check':
        return handlers.check({ job, signal, payload: jobPayloads.check.parse(payload) });
      case 'fetch':
        return handlers.fetch({ job, signal, payload: jobPayloads.fetch.parse(payload) });
      case 'restore':
        return handlers.restore({ job, signal, payload: jobPayloads.restore.parse(payload) });
      case 'send_backup':
        return handlers.send_backup({ job, signal, payload: jobPayloads.send_backup.parse(payload) });
      case 'upload':
        return handlers.upload({ job, signal, payload: jobPayloads.upload.parse(payload) });
    }
  };

  const pause = async (job: JobRow): Promise<void> => {
    await writer.settleJob(job.id, { state: 'retry', notBefore: END_OF_TIME });
    await observer.paused(job);
  };

  const settle = async (job: JobRow, signal: AbortSignal, error: unknown): Promise<void> => {
    if (signal.aborted && signal.reason === 'stop') {
      await writer.settleJob(job.id, { state: 'queued' });
      return;
    }
    if (signal.aborted && signal.reason === 'pause') return pause(job);
    const supportId = ids.uuid().slice(-12);
    const problem = tell(signal.aborted ? abortError() : error, supportId);
    const decision = verdict(problem, job, clock.now(), random(ids));
    if (decision.next === 'cancel') {
      await writer.settleJob(job.id, { state: 'cancelled' });
      await observer.cancelled(job);
      return;
    }
    observer.failed(job, supportId, error);
    if (decision.next === 'park') {
      await writer.settleJob(job.id, { state: 'parked', problem });
      await observer.stopped(job, problem);
      return;
    }
    await writer.settleJob(job.id, { state: 'retry', notBefore: instantOf(decision.atMs), problem });
    await observer.waits(job, decision.atMs, problem);
  };

  /** With a full disk not even this can be written: the job keeps its place until it can. */
  const settleAtLast = async (job: JobRow, signal: AbortSignal, error: unknown): Promise<void> => {
    for (;;) {
      try {
        await settle(job, signal, error);
        return;
      } catch (why) {
        observer.failed(job, ids.uuid().slice(-12), why);
        // The next start reclaims the lease.
        if (stopping) return;
        const until = new AbortController();
        unsettled.add(until);
        await clock.sleep(SETTLE_AGAIN_MS, until.signal).catch(() => undefined);
        unsettled.delete(until);
      }
    }
  };

  const runOne = async (job: JobRow, abort: AbortController): Promise<void> => {
    const beat = heartbeat(writer, clock, job.id, abort.signal);
    try {
      if (!isJobType(job.type)) throw new Error(`job type ${job.type}`);
      await attempt(job.type, job, abort.signal);
      await writer.settleJob(job.id, { state: 'done' });
      await observer.done(job);
    } catch (error) {
      await settleAtLast(job, abort.signal, error);
    } finally {
      beat.stop();
      active.delete(job.id);
      if (!stopping) wake();
    }
  };

  const fill = async (): Promise<void> => {
    while (!stopping && active.size < MAX_PARALLEL) {
      const busy = [...active.values()].flatMap(({ job }) => (job.connectionId === null ? [] : [job.connectionId]));
      const now = clock.now();
      const job = await writer.leaseJob(instantOf(now), instantOf(now + LEASE_MS), busy);
      if (job === null) break;
      const abort = new AbortController();
      const entry = { job, abort, finished: Promise.resolve() };
      active.set(job.id, entry);
      entry.finished = runOne(job, abort);
    }
    if (!stopping) await setAlarm();
  };

  /** Wakes when the next waiting job may go on. */
  const setAlarm = async (): Promise<void> => {
    timer?.abort();
    const waiting = (await writer.openJobs()).filter(
      ({ state, notBefore }) => state === 'retry' && notBefore !== null && notBefore !== END_OF_TIME,
    );
    if (waiting.length === 0) return;
    const nextMs = Math.min(...waiting.map((job) => msOf(job.notBefore ?? '')));
    const alarm = new AbortController();
    timer = alarm;
    void clock.sleep(Math.max(50, nextMs - clock.now()), alarm.signal).then(wake, () => undefined);
  };

  const wake = (): void => {
    loop = loop.then(fill, fill);
  };

  return {
    start: async () => {
      // One instance per archive: whoever held a lease is gone, whatever the lease says.
      await writer.reclaimJobs(END_OF_TIME);
      wake();
    },
    wake,
    hurry: async (runId, by) => {
      const waiting = (await writer.openJobs()).filter((job) => job.runId === runId && job.state === 'retry');
      for (const job of waiting) {
        if (job.problem?.kind === 'rate_limited') continue;
        if (by === 'person') hurried.add(job.id);
        await writer.settleJob(job.id, { state: 'queued' });
      }
      wake();
    },
    cancelRun: async (runId, connectionId) => {
      const ours = (await writer.openJobs()).filter(
        (job) => job.runId === runId && (connectionId === undefined || job.connectionId === connectionId),
      );
      for (const job of ours) {
        const running = active.get(job.id);
        if (running) {
          running.abort.abort('cancel');
          await running.finished;
        } else {
          await writer.settleJob(job.id, { state: 'cancelled' });
          await observer.cancelled(job);
        }
      }
    },
    pauseRun: async (runId) => {
      // Again, because what ends meanwhile may have added more.
      for (;;) {
        const ours = (await writer.openJobs()).filter((job) => job.runId === runId && job.notBefore !== END_OF_TIME);
        if (ours.length === 0) return;
        for (const job of ours) {
          const running = active.get(job.id);
          if (running) {
            running.abort.abort('pause');
            await running.finished;
          } else await pause(job);
        }
      }
    },
    stop: async () => {
      stopping = true;
      timer?.abort();
      for (const until of unsettled) until.abort();
      for (const { abort } of active.values()) abort.abort('stop');
      await Promise.all([...active.values()].map(({ finished }) => finished));
      await loop;
    },
  };
}

function abortError(): Error {
  const error = new Error('cancelled');
  error.name = 'AbortError';
  return error;
}

function heartbeat(writer: ArchiveWriter, clock: Clock, jobId: string, signal: AbortSignal): { stop(): void } {
  const ended = new AbortController();
  const both = AbortSignal.any([signal, ended.signal]);
  const beat = async (): Promise<void> => {
    while (!both.aborted) {
      await clock.sleep(HEARTBEAT_MS, both);
      await writer.renewLease(jobId, instantOf(clock.now() + LEASE_MS));
    }
  };
  void beat().catch(() => undefined);
  return {
    stop: () => {
      ended.abort();
    },
  };
}

/** Jitter from the ids port, so that tests decide it. */
function random(ids: Ids): () => number {
  return () => (ids.random(1)[0] ?? 0) / 256;
}
