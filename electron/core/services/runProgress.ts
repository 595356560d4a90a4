// What a provider and the writer report while they work, added up into one part of a run.
import type { MessageParams } from '../../../shared/errors';
import type { IngestResult } from '../archive/types';
import type { Clock } from '../ports';
import type { ProgressSink, RunLog } from '../providers/sdk/context';
import { instantOf } from '../time';
import type { RunService } from './runService';

export interface RunProgress extends ProgressSink {
  readonly log: RunLog;
  /** Documents of the current page that are stored. */
  stored(done: number, total?: number): void;
  ingested(result: IngestResult): Promise<void>;
}

const NOTHING = { newCount: 0, changedCount: 0, unreadable: [] } as const;

/** `before`: what earlier attempts of the same run have stored. */
export function runProgress(
  runs: RunService,
  runId: string,
  connectionId: string,
  clock: Clock,
  counted: 'invoices' | 'bytes' | 'steps' = 'invoices',
  before: Omit<IngestResult, 'knownCount'> = NOTHING,
): RunProgress {
  const sum = { ...before, knownCount: 0, unreadable: [...before.unreadable] };
  let finished = before.newCount + before.changedCount + before.unreadable.length;
  let waitingSince: number | null = null;
  const tell = (key: string, level: 'info' | 'warn', params: MessageParams = {}): void => {
    void runs.log(runId, level, key, params).catch(() => undefined);
  };
  const show = (): void => {
    runs.progress(runId, connectionId, {
      ...sum,
      unit: 'invoices',
      done: finished,
      unreadable: sum.unreadable.slice(0, 200),
    });
  };
  if (finished > 0) show();
  return {
    log: {
      info: (key, params) => {
        tell(key, 'info', params);
      },
      warn: (key, params) => {
        tell(key, 'warn', params);
      },
    },
    phase: (phase) => {
      runs.progress(runId, connectionId, { phase });
    },
    progress: (done, total, unit = counted) => {
      runs.progress(runId, connectionId, { done, unit, ...(total === undefined ? {} : { total }) });
    },
    plan: (done, total, endsAtMs) => {
      runs.progress(runId, connectionId, { plan: { done, total, endsAt: instantOf(endsAtMs) } });
    },
    waiting: (untilMs) => {
      if (untilMs !== null) {
        waitingSince ??= clock.now();
        void runs.settle(runId, connectionId, { state: 'waiting', waitsUntil: instantOf(untilMs) });
      } else if (waitingSince !== null) {
        waitingSince = null;
        void runs.settle(runId, connectionId, { state: 'running' });
      }
    },
    stored: (done, total) => {
      runs.progress(runId, connectionId, {
        unit: 'invoices',
        done: finished + done,
        ...(total === undefined ? {} : { total: finished + total }),
      });
    },
    ingested: async (result) => {
      finished += result.newCount + result.changedCount + result.knownCount + result.unreadable.length;
      sum.newCount += result.newCount;
      sum.changedCount += result.changedCount;
      sum.knownCount += result.knownCount;
      sum.unreadable.push(...result.unreadable);
      show();
      for (const { item, reason, params } of result.unreadable)
        await runs.log(runId, 'warn', 'run.log.unreadable', { ...params, item, reason });
    },
  };
}
