// Runs as the user sees them: live while they go, stored at each change of state, with a log.
import type { AppError, MessageParams } from '../../../shared/errors';
import type { CompanyId, ConnectionId, RunId } from '../../../shared/domain/ids';
import type { RunKind, RunPart, RunState, RunView } from '../../../shared/contract/runs';
import type { ArchiveReader, ArchiveWriter, JobRow } from '../archive/types';
import type { EventBus } from '../events/eventBus';
import type { Clock, Ids } from '../ports';
import { ALONE, type SharedWork } from '../sharing/sharedWork';
import { instantOf } from '../time';

/** Progress reaches the windows at most ten times a second (design §3). */
const PROGRESS_MS = 100;

export interface NewRun {
  readonly kind: RunKind;
  readonly trigger: RunView['trigger'];
  readonly companyId?: CompanyId;
  readonly month?: string;
  readonly range?: RunView['range'];
  readonly tag?: RunView['tag'];
  readonly due?: RunView['due'];
  readonly file?: string;
  readonly remote?: RunView['remote'];
  /** One part per connection; a build has one part without. */
  readonly connections: readonly (ConnectionId | undefined)[];
}

export type PartChange = Partial<Omit<RunPart, 'connectionId'>>;

export interface RunService {
  /** Stores the run and its jobs together, then tells the windows. */
  open(spec: NewRun, jobs: (runId: RunId) => readonly JobRow[]): Promise<RunView>;
  /** A run of an earlier process that goes on in this one; false when it is known already. */
  adopt(run: RunView): boolean;
  get(runId: string): Promise<RunView | null>;
  /** Live runs, oldest first. */
  live(): readonly RunView[];
  /** Adds a part for a connection that a later job of the same run works for. */
  addPart(runId: string, connectionId: ConnectionId): Promise<void>;
  /** Numbers and phases: thinned, not stored. */
  progress(runId: string, connectionId: string | null, change: PartChange): void;
  /** A change of state: stored and told at once. `revision` and `month` belong to the whole run. */
  settle(runId: string, connectionId: string | null, change: PartChange & { state: RunState }): Promise<void>;
  /** Stored at once: the process may end before the next change of state. */
  setRevision(runId: string, revision: number): Promise<void>;
  /** What came of the whole run; stored with its next change of state. */
  keep(runId: string, facts: Pick<RunView, 'savedTo' | 'restored'>): void;
  /** What was tried under one id belongs to the connection that it has become. */
  handOver(from: ConnectionId, to: ConnectionId): Promise<void>;
  log(runId: string, level: 'info' | 'warn' | 'problem', key: string, params?: MessageParams): Promise<void>;
}

export interface RunServiceParts {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventBus;
  readonly shared?: SharedWork;
}

export function runService({ writer, reader, clock, ids, events, shared = ALONE }: RunServiceParts): RunService {
  const live = new Map<string, RunView>();
  const lastProgress = new Map<string, number>();

  /** A run that was stored before a restart becomes live again with its first job. */
  const load = async (runId: string): Promise<RunView | null> => live.get(runId) ?? (await reader.run(runId));

  const change = (run: RunView, connectionId: string | null, part: PartChange): RunView => ({
    ...run,
    parts: run.parts.map((old) => (concerns(old, connectionId, run) ? clean({ ...old, ...part }) : old)),
  });

  const store = async (run: RunView): Promise<void> => {
    const settled = summed(run, instantOf(clock.now()));
    if (settled.endedAt === undefined) live.set(run.id, settled);
    else live.delete(run.id);
    if (settled.endedAt === undefined) await writer.saveRun(settled);
    else await shared.ending(settled, () => writer.saveRun(settled));
    events.emit('runs.progress', settled);
    for (const part of settled.parts) {
      events.emit('runs.changed', {
        runId: settled.id,
        ...(part.connectionId === undefined ? {} : { connectionId: part.connectionId }),
      });
    }
  };

  return {
    open: async (spec, jobs) => {
      const id = ids.uuid() as RunId;
      const run: RunView = {
        id,
        kind: spec.kind,
        trigger: spec.trigger,
        state: 'running',
        startedAt: instantOf(clock.now()),
        parts: spec.connections.map((connectionId) => emptyPart(connectionId)),
        ...(spec.companyId === undefined ? {} : { companyId: spec.companyId }),
        ...(spec.month === undefined ? {} : { month: spec.month }),
        ...(spec.range === undefined ? {} : { range: spec.range }),
        ...(spec.tag === undefined ? {} : { tag: spec.tag }),
        ...(spec.due === undefined ? {} : { due: spec.due }),
        ...(spec.file === undefined ? {} : { file: spec.file }),
        ...(spec.remote === undefined ? {} : { remote: spec.remote }),
      };
      await writer.createRun(run, jobs(id));
      live.set(id, run);
      events.emit('runs.changed', { runId: id });
      return run;
    },
    adopt: (run) => {
      if (live.has(run.id)) return false;
      live.set(run.id, run);
      return true;
    },
    get: load,
    live: () => [...live.values()],
    addPart: async (runId, connectionId) => {
      const run = await load(runId);
      if (!run || run.parts.some((part) => part.connectionId === connectionId)) return;
      await store({ ...run, parts: [...run.parts, emptyPart(connectionId)] });
    },
    progress: (runId, connectionId, part) => {
      const run = live.get(runId);
      if (!run) return;
      const next = change(run, connectionId, part);
      live.set(runId, next);
      const now = clock.monotonic();
      if (now - (lastProgress.get(runId) ?? -PROGRESS_MS) < PROGRESS_MS) return;
      lastProgress.set(runId, now);
      events.emit('runs.progress', next);
    },
    settle: async (runId, connectionId, part) => {
      const run = await load(runId);
      if (run) await store(change(run, connectionId, part));
    },
    handOver: async (from, to) => {
      for (const run of await reader.runs({ connectionId: from, limit: 100 })) {
        const parts = run.parts.map((part) => (part.connectionId === from ? { ...part, connectionId: to } : part));
        await writer.saveRun({ ...run, parts });
        events.emit('runs.changed', { runId: run.id, connectionId: to });
      }
    },
    setRevision: async (runId, revision) => {
      const run = live.get(runId);
      if (run && run.revision !== revision) await store({ ...run, revision });
    },
    keep: (runId, facts) => {
      const run = live.get(runId);
      if (run) live.set(runId, { ...run, ...facts });
    },
    log: async (runId, level, key, params = {}) => {
      await writer.appendLog(runId, [{ at: instantOf(clock.now()), level, key, params }]);
    },
  };
}

function emptyPart(connectionId: ConnectionId | undefined): RunPart {
  return {
    ...(connectionId === undefined ? {} : { connectionId }),
    state: 'running',
    done: 0,
    unit: 'steps',
    newCount: 0,
    changedCount: 0,
    knownCount: 0,
    unreadable: [],
  };
}

/** Work without a connection concerns the part without one; where there is none, every part that has not ended. */
function concerns(part: RunPart, connectionId: string | null, run: RunView): boolean {
  if (connectionId !== null) return part.connectionId === connectionId;
  if (part.connectionId === undefined) return true;
  const shared = !run.parts.some((other) => other.connectionId === undefined);
  return shared && (part.state === 'running' || part.state === 'waiting');
}

/** What belongs to a state goes with the state. */
function clean(part: RunPart): RunPart {
  const { waitsUntil, problem, isPaused, ...rest } = part;
  return {
    ...rest,
    ...(part.state === 'waiting' && waitsUntil !== undefined && isPaused !== true ? { waitsUntil } : {}),
    ...(part.state === 'waiting' && isPaused === true ? { isPaused } : {}),
    ...((part.state === 'waiting' || part.state === 'failed') && problem !== undefined ? { problem } : {}),
  };
}

/** The run's state from its parts. */
function summed(run: RunView, now: string): RunView {
  const states = run.parts.map((part) => part.state);
  const state: RunState = states.includes('running')
    ? 'running'
    : states.includes('waiting')
      ? 'waiting'
      : states.includes('failed')
        ? 'failed'
        : states.includes('cancelled')
          ? 'cancelled'
          : 'done';
  const { endedAt: _old, problem: _problem, ...rest } = run;
  const problem: AppError | undefined = run.parts.find((part) => part.problem !== undefined)?.problem;
  const ended = state !== 'running' && state !== 'waiting';
  return {
    ...rest,
    state,
    ...(ended ? { endedAt: run.endedAt ?? now } : {}),
    ...(problem === undefined ? {} : { problem }),
  };
}
