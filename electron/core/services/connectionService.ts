// Connections after the wizard: list, rename, settings, pause, verify, remove.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../../shared/errors';
import type { CompanyId, ConnectionId, RunId } from '../../../shared/domain/ids';
import type { ActionOutcome, BudgetView, ConnectionView } from '../../../shared/contract/connections';
import { parseValues } from '../../../shared/forms/parseValues';
import type { FieldValues } from '../../../shared/forms/fields';
import type { ArchiveReader, ArchiveWriter } from '../archive/types';
import type { Connection, ConnectionRepo } from '../db/repositories/connection.repo';
import type { EventBus } from '../events/eventBus';
import type { Attempt, JobRunner } from '../jobs/jobRunner';
import type { Clock } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import { instantOf } from '../time';
import { connectionView, uniqueKeyOf } from './connectionLooks';
import type { JobMaker } from './jobRows';
import { qualify, type ProviderRuntime } from './providerRuntime';
import { runProgress } from './runProgress';
import type { RunService } from './runService';

export interface ConnectionService {
  list(companyId: CompanyId): Promise<ConnectionView[]>;
  budgets(id: ConnectionId): Promise<BudgetView[]>;
  rename(id: ConnectionId, title: string): Promise<void>;
  saveSettings(id: ConnectionId, settings: FieldValues): Promise<void>;
  setPaused(id: ConnectionId, paused: boolean): Promise<void>;
  verify(id: ConnectionId, trigger?: 'user' | 'api'): Promise<{ runId: RunId }>;
  act(id: ConnectionId, actionId: string, values: FieldValues): Promise<ActionOutcome>;
  remove(id: ConnectionId, archive: 'keep' | 'delete'): Promise<void>;
  runVerify(attempt: Attempt<'verify'>): Promise<void>;
}

export interface ConnectionParts {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly connections: ConnectionRepo;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly runtime: ProviderRuntime;
  readonly runs: RunService;
  readonly runner: () => JobRunner;
  readonly jobs: JobMaker;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly spoolRoot: string;
  /** Learns what must never be written down. */
  readonly hide: (secret: string) => void;
  /** Places and circuits of a connection that is gone. */
  readonly forgetNetwork: (connectionId: string) => void;
  readonly budgetsOf: (
    manifest: ProviderManifest,
    connectionId: string,
    settings: FieldValues,
  ) => Promise<BudgetView[]>;
}

export function connectionService(parts: ConnectionParts): ConnectionService {
  const { writer, reader, connections, manifestOf, runs, events, clock } = parts;
  const now = () => instantOf(clock.now());

  const get = async (id: ConnectionId): Promise<Connection> => {
    const connection = await connections.find(id);
    if (!connection) throw new Failure({ kind: 'user_input', key: 'error.connection_gone' });
    return connection;
  };
  const save = async (connection: Connection): Promise<void> => {
    await connections.replace(connection, null, now());
    events.emit('connections.changed', { connectionId: connection.id });
  };

  return {
    list: async (companyId) => {
      const good = await reader.lastGood(companyId);
      const live = runs.live();
      const rows = await connections.list(companyId);
      return Promise.all(
        rows.map(async (row) => {
          const running = live.find((run) => run.parts.some((p) => p.connectionId === row.id && p.state === 'running'));
          const lastGood = good[row.id];
          return connectionView(row, manifestOf(row.providerId), {
            storedCredentials: (await connections.sealed(row.id))
              .filter((v) => v.kind === 'credential')
              .map((v) => v.field),
            ...(lastGood ? { lastGood } : {}),
            ...(running ? { runningRunId: running.id } : {}),
          });
        }),
      );
    },
    budgets: async (id) => {
      const connection = await get(id);
      return parts.budgetsOf(manifestOf(connection.providerId), connection.id, connection.settings);
    },
    rename: async (id, title) => save({ ...(await get(id)), title }),
    saveSettings: async (id, values) => {
      const connection = await get(id);
      const manifest = manifestOf(connection.providerId);
      const shown = manifest.fields.filter((field) => field.store === 'settings');
      const settings = { ...connection.settings, ...parseValues(shown, { ...connection.settings, ...values }) };
      const uniqueKey = uniqueKeyOf(manifest, connection.companyId, connection.identity, settings);
      const taken = await connections.findByUniqueKey(uniqueKey);
      if (taken && taken.id !== id)
        throw new Failure({ kind: 'conflict', key: 'connect.folder_taken', params: { title: taken.title } });
      await save({ ...connection, settings, uniqueKey });
    },
    setPaused: async (id, paused) => {
      const connection = await get(id);
      await save({ ...connection, state: paused ? 'paused' : connection.problem ? 'needs_attention' : 'ok' });
    },
    verify: async (id, trigger = 'user') => {
      const connection = await get(id);
      const run = await runs.open(
        { kind: 'verify', trigger, companyId: connection.companyId, connections: [id] },
        (runId) => [parts.jobs(runId, 'verify', { connectionId: id })],
      );
      parts.runner().wake();
      return { runId: run.id };
    },
    act: async (id, actionId, values) => {
      const connection = await get(id);
      const manifest = manifestOf(connection.providerId);
      const action = manifest.actions?.find((candidate) => candidate.id === actionId);
      if (!action) throw new Failure({ kind: 'bug', key: 'error.bug' });
      const given = parseValues(action.fields, values);
      const run = await action.run();
      const target = await parts.runtime.stored(id, manifest);
      const spool = join(parts.spoolRoot, id);
      await mkdir(spool, { recursive: true, mode: 0o700 });
      const quiet = { info: () => undefined, warn: () => undefined };
      const progress = { phase: () => undefined, progress: () => undefined, waiting: () => undefined };
      for (const field of action.fields) if (field.kind === 'secret') parts.hide(String(given[field.id] ?? ''));
      const ctx = parts.runtime.work(target, { signal: new AbortController().signal, log: quiet, progress, spool });
      try {
        const { lines, once = [] } = await run(ctx, given);
        return {
          lines: lines.map(({ key, params }) => ({ key, params: { ...params } })),
          once: once.map((each) => ({ ...each })),
        };
      } catch (error) {
        throw qualify(manifest.id, error);
      }
    },
    remove: async (id, archive) => {
      const connection = await get(id);
      for (const run of runs.live()) {
        if (run.parts.some((part) => part.connectionId === id)) await parts.runner().cancelRun(run.id);
      }
      if (archive === 'delete') await writer.hideConnection(connection.companyId, id, now());
      await connections.delete(id);
      parts.forgetNetwork(id);
      events.emit('connections.changed', {});
      events.emit('invoices.changed', { companyId: connection.companyId });
    },
    runVerify: async ({ job, payload, signal }) => {
      const connection = await connections.find(payload.connectionId);
      if (!connection) return;
      const manifest = manifestOf(connection.providerId);
      const target = await parts.runtime.stored(connection.id, manifest);
      const progress = runProgress(runs, job.runId, connection.id, clock);
      const ctx = parts.runtime.context(target, {
        signal,
        log: progress.log,
        onWaiting: progress.waiting.bind(progress),
      });
      try {
        const verify = await manifest.verify();
        let done = 0;
        const result = await verify(ctx, (tick) => {
          if (tick.state === 'done' || tick.state === 'skipped') {
            done += 1;
            runs.progress(job.runId, connection.id, { done, total: manifest.verifySteps.length, unit: 'steps' });
            void runs.log(job.runId, 'info', `provider.${manifest.id}.verify.${tick.id}`, { ms: tick.ms ?? 0 });
          }
        });
        if (result.identity !== connection.identity) {
          throw new Failure({
            kind: 'auth',
            key: 'connect.wrong_account',
            params: { found: result.identity, expected: connection.identity },
          });
        }
        if (result.settings) await save({ ...connection, settings: { ...connection.settings, ...result.settings } });
      } catch (error) {
        throw qualify(manifest.id, error);
      }
    },
  };
}
