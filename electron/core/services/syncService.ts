// One click: plans a job per source, runs it, and moves a checkpoint only with what it stands for.
import { Failure, isFailure } from '../../../shared/errors';
import { rangeFault, type DateRange } from '../../../shared/domain/dateRange';
import type { CompanyId, ConnectionId, RunId } from '../../../shared/domain/ids';
import type { RunView } from '../../../shared/contract/runs';
import type { ImportPlanView } from '../../../shared/contract/sync';
import { isRefusedDelivery } from '../archive/failures';
import type { ArchiveReader, ArchiveWriter, IngestResult } from '../archive/types';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { EventBus } from '../events/eventBus';
import type { Network } from '../network';
import type { Attempt, JobRunner } from '../jobs/jobRunner';
import type { Clock } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { PullPage } from '../providers/sdk/pages';
import { instantOf, msOf } from '../time';
import { fetchMonths, type FetchMonthsParts } from './fiscal/fetchMonths';
import type { HealthService } from './healthService';
import type { JobMaker } from './jobRows';
import { qualify, type ProviderRuntime } from './providerRuntime';
import { runProgress } from './runProgress';
import type { RunService } from './runService';
import { openSpool } from './spool';

/** *Sync now* within this time of a good check answers from that check (design §5). */
const FRESH_MS = 15 * 60_000;
const LAST_CHECK = 'core.last_check';

export interface SyncService {
  start(order: {
    companyId: CompanyId;
    connectionId?: ConnectionId | undefined;
    trigger?: RunView['trigger'];
    range?: DateRange | undefined;
    tag?: string | undefined;
    soFar?: boolean | undefined;
    due?: RunView['due'];
  }): Promise<{ runId: RunId; answeredFrom?: string }>;
  status(companyId: CompanyId): Promise<{ runningRunId?: RunId; checkedAt?: string; newSinceCheck: number }>;
  plan(connectionId: ConnectionId, since?: string): Promise<ImportPlanView | null>;
  run(attempt: Attempt<'sync'>): Promise<void>;
}

export interface SyncParts extends FetchMonthsParts {
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
  readonly health: HealthService;
  readonly allowancesOf: Network['allowancesOf'];
}

export function syncService(parts: SyncParts): SyncService {
  const { writer, reader, connections, manifestOf, runtime, runs, clock, events } = parts;

  const sources = async (companyId: CompanyId, connectionId?: ConnectionId) =>
    (await connections.list(companyId)).filter(
      (c) =>
        isRead(manifestOf(c.providerId)) &&
        (connectionId === undefined
          ? c.state !== 'paused' && c.state !== 'unverified' && !manifestOf(c.providerId).invoices?.isByHand
          : c.id === connectionId),
    );

  /** When a source was last read to its end; moves only after everything was stored. */
  const lastCheck = (connectionId: string) => writer.noteGet(connectionId, LAST_CHECK);
  const isFresh = (at: string | null): boolean => {
    const age = at === null ? Infinity : clock.now() - msOf(at);
    return age >= 0 && age < FRESH_MS;
  };

  const checkRange = async (companyId: CompanyId, connectionId: ConnectionId | undefined, range: DateRange) => {
    const [source, ...others] = await sources(companyId, connectionId);
    const ranges = source && others.length === 0 ? manifestOf(source.providerId).invoices?.ranges : undefined;
    if (ranges === undefined || connectionId === undefined)
      throw new Failure({ kind: 'user_input', key: 'sync.no_ranges' });
    const fault = rangeFault(range, ranges.maxDays);
    if (fault === null) return;
    const key = `sync.range_${fault}`;
    const params = { from: range.from, to: range.to, days: ranges.maxDays };
    throw new Failure({ kind: 'user_input', key, params, fieldErrors: { range: `${key}.what` } });
  };

  const goingFor = (companyId: CompanyId): readonly RunView[] =>
    runs.live().filter((run) => run.kind === 'sync' && run.companyId === companyId);

  return {
    start: async ({ companyId, connectionId, trigger = 'user', range, tag, soFar = false, due }) => {
      const special = {
        ...(range === undefined ? {} : { range }),
        ...(tag === undefined ? {} : { tag }),
        ...(soFar ? { soFar } : {}),
      };
      const isSpecial = range !== undefined || tag !== undefined || soFar;
      if (range !== undefined) await checkRange(companyId, connectionId, range);
      const going = goingFor(companyId);
      const all = await sources(companyId, connectionId);
      const busy = going.filter((run) => all.some((c) => isGoingIn(run, c.id)));
      // A run that is going knows nothing of these dates or this tag: joining it would answer with less than was asked for.
      if (busy.length > 0 && isSpecial) throw new Failure({ kind: 'conflict', key: 'sync.busy' });
      for (const run of busy) await parts.runner().hurry(run.id, trigger === 'user' ? 'person' : undefined);
      const idle = all.filter((c) => !busy.some((run) => isGoingIn(run, c.id)));
      const joined = busy[0] ?? (all.length === 0 && connectionId === undefined ? going[0] : undefined);
      if (all.length === 0 && !joined) throw new Failure({ kind: 'user_input', key: 'sync.no_source' });
      const checks = await Promise.all(idle.map((c) => lastCheck(c.id)));
      const wanted = idle.filter((_, index) => isSpecial || !isFresh(checks[index] ?? null));
      if (wanted.length === 0 && joined) return { runId: joined.id };
      if (wanted.length === 0) {
        const last = (await reader.runs({ companyId, kind: 'sync', limit: 1 }))[0];
        const oldest = checks.flatMap((c) => c ?? []).sort()[0];
        if (last && oldest !== undefined) return { runId: last.id, answeredFrom: oldest };
      }
      const asked = wanted.length > 0 ? wanted : idle;
      const run = await runs.open(
        { kind: 'sync', trigger, companyId, connections: asked.map((c) => c.id), ...special, ...dueOf(due) },
        (runId) => asked.map((c) => parts.jobs(runId, 'sync', { companyId, connectionId: c.id, ...special })),
      );
      parts.runner().wake();
      return { runId: run.id };
    },

    status: async (companyId) => {
      const going = goingFor(companyId);
      // One that waits for its service says less than one that works.
      const running = going.find(({ state }) => state === 'running') ?? going[0];
      const all = await sources(companyId);
      const good = await reader.lastGood(companyId);
      const checks = await Promise.all(all.map((c) => lastCheck(c.id)));
      const known = checks.flatMap((c) => c ?? []).sort();
      const checkedAt = known.length === all.length ? known[0] : undefined;
      return {
        ...(running ? { runningRunId: running.id } : {}),
        ...(checkedAt === undefined ? {} : { checkedAt }),
        newSinceCheck: all.reduce((sum, c) => sum + (good[c.id]?.newCount ?? 0), 0),
      };
    },

    plan: async (connectionId, since) => {
      const connection = await connections.find(connectionId);
      if (!connection) throw new Failure({ kind: 'user_input', key: 'error.connection_gone' });
      const manifest = manifestOf(connection.providerId);
      const load = manifest.invoices?.plan;
      if (!load) return null;
      const { endsAtMs, ...plan } = (await load())({
        settings: connection.settings,
        checkpoints: new Map(Object.entries(await writer.checkpoints(connectionId))),
        nowMs: clock.now(),
        allowances: await parts.allowancesOf(manifest, connectionId, connection.settings),
        ...(since === undefined ? {} : { since }),
      });
      return { ...plan, endsAt: instantOf(endsAtMs) };
    },

    run: async ({ job, payload, signal }) => {
      const { companyId, connectionId, range, tag, soFar: isSoFar = false } = payload;
      const connection = await connections.find(connectionId);
      if (!connection) return;
      const manifest = manifestOf(connection.providerId);
      const { invoices, fiscal } = manifest;
      if (!isRead(manifest)) throw new Failure({ kind: 'bug', key: 'error.bug' });
      // Somebody who asks for it gets a try; what runs by itself waits for the service's own all-clear.
      const trigger = (await runs.get(job.runId))?.trigger;
      if (trigger === 'schedule') await parts.health.holdBack(connection, signal);
      const known = await writer.checkpoints(connectionId);
      const target = await runtime.stored(connectionId, manifest);
      const spool = await openSpool(parts.spoolRoot, connectionId);
      const before = await reader.storedByRun(job.runId, connectionId);
      const progress = runProgress(runs, job.runId, connectionId, clock, 'invoices', before);
      const ctx = runtime.work(target, { signal, spool, progress, log: progress.log });
      const since = typeof target.settings['since'] === 'string' ? target.settings['since'] : undefined;
      const tagged = tag === undefined ? {} : { tag };
      const store = async (page: PullPage): Promise<IngestResult> => {
        const order = { companyId, connectionId, providerId: manifest.id, page, runId: job.runId, ...tagged };
        try {
          return await writer.ingest(
            { ...order, at: instantOf(clock.now()) },
            (done, total) => {
              progress.stored(done, total ?? page.expectedCount);
            },
            signal,
          );
        } catch (error) {
          if (isRefusedDelivery(error))
            for (const name of page.dropIfRefused ?? []) await writer.noteDelete(connectionId, name);
          throw error;
        }
      };
      const ingest = async (page: PullPage): Promise<void> => {
        const result = await store(page);
        await progress.ingested(result);
        events.emit('invoices.changed', { companyId });
      };
      const pullInvoices = async ({ pull: load }: NonNullable<ProviderManifest['invoices']>): Promise<void> => {
        const pull = await load();
        const flight = { stored: Promise.resolve() };
        const pages = pull(ctx, {
          checkpoints: new Map(Object.entries(known)),
          startedAtMs: clock.now(),
          missing: (keys) => reader.missingKeys(connectionId, keys),
          unreadable: (keys) => reader.unreadableKeys(connectionId, keys),
          committed: () => flight.stored,
          known: (order) => reader.storedKeys(connectionId, order),
          ...(since === undefined ? {} : { since }),
          ...(range === undefined ? {} : { range }),
        });
        await twoInFlight(pages, ingest, signal, flight);
      };
      try {
        const startedAt = instantOf(clock.now());
        if (invoices) await pullInvoices(invoices);
        if (fiscal)
          await fetchMonths(parts, { companyId, connectionId, manifest, fiscal, runId: job.runId, isSoFar, ctx });
        // A range says nothing about the rest.
        if (range === undefined && !invoices?.isByHand) await writer.notePut(connectionId, LAST_CHECK, startedAt);
        await parts.health.answered(connection, signal);
      } catch (error) {
        const failure = qualify(manifest.id, error);
        // Away, and its own board says so: the screen shows since when and until when.
        if (isFailure(failure) && failure.spec.kind === 'unavailable') await parts.health.look(connection, signal);
        throw failure;
      }
    },
  };
}

/** What it holds is kept here: invoices, or what a till has signed. */
export function isRead({ invoices, fiscal }: ProviderManifest): boolean {
  return invoices !== undefined || fiscal !== undefined;
}

function dueOf(due: RunView['due']): { due?: NonNullable<RunView['due']> } {
  return due === undefined ? {} : { due };
}

function isGoingIn(run: RunView, connectionId: ConnectionId): boolean {
  return run.parts.some(
    (part) => part.connectionId === connectionId && (part.state === 'running' || part.state === 'waiting'),
  );
}

/** While one page is stored the next one is fetched; pages are committed in order. `flight.stored` is the last one's commit. */
async function twoInFlight(
  pages: AsyncIterable<PullPage>,
  ingest: (page: PullPage) => Promise<void>,
  signal: AbortSignal,
  flight: { stored: Promise<void> },
): Promise<void> {
  try {
    for await (const page of pages) {
      await flight.stored;
      signal.throwIfAborted();
      flight.stored = ingest(page);
      // Seen by the next await; without this an early failure would count as unhandled meanwhile.
      flight.stored.catch(() => undefined);
    }
  } finally {
    await flight.stored;
  }
}
