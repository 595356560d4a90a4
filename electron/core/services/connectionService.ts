// Connections after the wizard: list, rename, settings, pause, verify, remove.
import { Failure } from '../../../shared/errors';
import type { CompanyId, ConnectionId, RunId } from '../../../shared/domain/ids';
import type { BudgetView, ConnectionView, SessionView } from '../../../shared/contract/connections';
import { parseValues } from '../../../shared/forms/parseValues';
import type { FieldValues } from '../../../shared/forms/fields';
import type { ArchiveReader, ArchiveWriter } from '../archive/types';
import type { Connection, ConnectionRepo } from '../db/repositories/connection.repo';
import type { MetaRepo } from '../db/repositories/meta.repo';
import type { EventBus } from '../events/eventBus';
import type { Attempt, JobRunner } from '../jobs/jobRunner';
import type { Clock } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import { instantOf } from '../time';
import { connectionView, uniqueKeyOf } from './connectionLooks';
import type { FirstCheck } from './firstCheck';
import type { JobMaker } from './jobRows';
import type { NoticeBoard } from './noticeBoard';
import { qualify, type ProviderRuntime } from './providerRuntime';
import type { RemoteAccess } from './remoteAccess';
import { runProgress } from './runProgress';
import type { RunService } from './runService';
import { dropUnderWay } from './underWay';

export interface ConnectionService {
  list(companyId: CompanyId): Promise<ConnectionView[]>;
  budgets(id: ConnectionId): Promise<BudgetView[]>;
  rename(id: ConnectionId, title: string): Promise<void>;
  saveSettings(id: ConnectionId, settings: FieldValues): Promise<void>;
  setPaused(id: ConnectionId, paused: boolean): Promise<void>;
  verify(id: ConnectionId, trigger?: 'user' | 'api'): Promise<{ runId: RunId }>;
  sessions(id: ConnectionId): Promise<SessionView[]>;
  endSession(id: ConnectionId, reference: string): Promise<void>;
  remove(id: ConnectionId, archive: 'keep' | 'delete'): Promise<void>;
  /** Ends what is kept open at its service, as far as that can be reached. */
  signOut(connection: Connection): Promise<void>;
  /** With its company: everything of it here, without a word to the service. Safe to do again. */
  drop(connection: Connection): Promise<void>;
  /** At start, before any job runs: removals that a crash cut off. */
  finishRemovals(): Promise<void>;
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
  readonly meta: MetaRepo;
  readonly spoolRoot: string;
  /** Places and circuits of a connection that is gone. */
  readonly forgetNetwork: (connectionId: string) => Promise<void>;
  readonly remote: RemoteAccess;
  readonly notices: NoticeBoard;
  readonly firstCheck: FirstCheck;
  readonly budgetsOf: (
    manifest: ProviderManifest,
    connectionId: string,
    settings: FieldValues,
  ) => Promise<BudgetView[]>;
}

/** Noted before the first step of a removal; the value says what becomes of the archive. */
const REMOVING = 'removing.';

export function connectionService(parts: ConnectionParts): ConnectionService {
  const { writer, reader, connections, manifestOf, runs, events, clock } = parts;
  const now = () => instantOf(clock.now());

  const get = async (id: ConnectionId): Promise<Connection> => {
    const connection = await connections.find(id);
    if (!connection) throw new Failure({ kind: 'user_input', key: 'error.connection_gone' });
    return connection;
  };
  const liveRunsOf = (id: ConnectionId) =>
    runs.live().filter((run) => run.parts.some((part) => part.connectionId === id));
  const save = async (connection: Connection): Promise<void> => {
    await connections.replace(connection, null, now());
    events.emit('connections.changed', { connectionId: connection.id });
  };

  /** Safe to do again from the start. What says that it is under way goes last. */
  const takeAway = async (connection: Connection, archive: 'keep' | 'delete'): Promise<void> => {
    const { id, companyId } = connection;
    await dropUnderWay(writer, parts.spoolRoot, id);
    if (archive === 'delete') await writer.hideConnection(companyId, id, now());
    await connections.delete(id);
    await parts.forgetNetwork(id);
    await parts.meta.delete(REMOVING + id);
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
            notices: parts.notices.of(row.id),
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
      const isKnown = connection.identity !== '';
      const uniqueKey = isKnown
        ? uniqueKeyOf(manifest, connection.companyId, connection.identity, settings)
        : connection.uniqueKey;
      const taken = await connections.findByUniqueKey(uniqueKey);
      if (taken && taken.id !== id)
        throw new Failure({ kind: 'conflict', key: 'connect.folder_taken', params: { title: taken.title } });
      await save({ ...connection, settings, uniqueKey });
    },
    setPaused: async (id, paused) => {
      const connection = await get(id);
      const active = connection.identity === '' ? 'unverified' : connection.problem ? 'needs_attention' : 'ok';
      await save({ ...connection, state: paused ? 'paused' : active });
      if (!paused) return;
      for (const run of liveRunsOf(id)) await parts.runner().cancelRun(run.id, id);
      await parts.remote.signOut(connection);
    },
    sessions: async (id) => parts.remote.list(await get(id)),
    endSession: async (id, reference) => parts.remote.end(await get(id), reference),
    verify: async (id, trigger = 'user') => {
      const connection = await get(id);
      const run = await runs.open(
        { kind: 'verify', trigger, companyId: connection.companyId, connections: [id] },
        (runId) => [parts.jobs(runId, 'verify', { connectionId: id })],
      );
      parts.runner().wake();
      return { runId: run.id };
    },
    remove: async (id, archive) => {
      const connection = await get(id);
      await parts.meta.set(REMOVING + id, archive);
      for (const run of liveRunsOf(id)) await parts.runner().cancelRun(run.id, id);
      await parts.remote.signOut(connection);
      await takeAway(connection, archive);
      events.emit('connections.changed', {});
      events.emit('invoices.changed', { companyId: connection.companyId });
    },
    signOut: parts.remote.signOut,
    drop: (connection) => takeAway(connection, 'keep'),
    finishRemovals: async () => {
      for (const key of await parts.meta.keys(REMOVING)) {
        const connection = await connections.find(key.slice(REMOVING.length) as ConnectionId);
        const archive = (await parts.meta.get(key)) === 'delete' ? 'delete' : 'keep';
        if (connection) await takeAway(connection, archive);
        else await parts.meta.delete(key);
      }
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
        if (connection.identity === '') {
          await parts.firstCheck(connection, target, result, job.runId);
          return;
        }
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
