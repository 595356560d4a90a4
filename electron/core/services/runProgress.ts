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

export function runProgress(
  runs: RunService,
  runId: string,
  connectionId: string,
  clock: Clock,
  counted: 'invoices' | 'bytes' | 'steps' = 'invoices',
): RunProgress {
  const sum = { newCount: 0, changedCount: 0, knownCount: 0, skipped: [] as IngestResult['skipped'][number][] };
  let finished = 0;
  let waitingSince: number | null = null;
  const tell = (key: string, level: 'info' | 'warn', params: MessageParams = {}): void => {
    void runs.log(runId, level, key, params).catch(() => undefined);
  };
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
      finished += result.newCount + result.changedCount + result.knownCount;
      sum.newCount += result.newCount;
      sum.changedCount += result.changedCount;
      sum.knownCount += result.knownCount;
      sum.skipped.push(...result.skipped);
      runs.progress(runId, connectionId, {
        unit: 'invoices',
        done: finished,
        newCount: sum.newCount,
        changedCount: sum.changedCount,
        knownCount: sum.knownCount,
        skipped: sum.skipped.slice(0, 200),
      });
      for (const { item, reason } of result.skipped) await runs.log(runId, 'warn', 'run.log.skipped', { item, reason });
    },
  };
}
