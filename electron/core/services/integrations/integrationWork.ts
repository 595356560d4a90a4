// Starts work for other programs: check, sync, upload, one connection or all, with an answer per connection.
import { Failure, failureOf, toAppError } from '../../../../shared/errors';
import type { BulkLine, integrations, StartedRun } from '../../../../shared/contract/integrations';
import type { InputOf, OutputOf } from '../../../../shared/contract/define';
import { Month, type RunId } from '../../../../shared/domain/ids';
import type { RunView } from '../../../../shared/contract/runs';
import type { Company } from '../../db/repositories/company.repo';
import type { Connection, ConnectionRepo } from '../../db/repositories/connection.repo';
import type { EventBus } from '../../events/eventBus';
import type { Clock, Ids } from '../../ports';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import type { ConnectionService } from '../connectionService';
import type { ReportService } from '../reportService';
import type { RunService } from '../runService';
import type { SyncService } from '../syncService';
import type { Shelf } from './integrationShelf';
import { startedRun } from './integrationViews';

type In<K extends keyof typeof integrations> = InputOf<(typeof integrations)[K]>;

export interface IntegrationWork {
  verify(slug: string): Promise<StartedRun>;
  sync(order: In<'syncInvoices'>): Promise<StartedRun>;
  upload(order: In<'uploadReport'>): Promise<StartedRun>;
  syncAll(order: In<'syncAll'>): Promise<OutputOf<(typeof integrations)['syncAll']>>;
  uploadAll(order: In<'uploadAll'>): Promise<OutputOf<(typeof integrations)['uploadAll']>>;
}

export interface WorkParts {
  readonly shelf: Shelf;
  readonly connections: ConnectionRepo;
  readonly service: Pick<ConnectionService, 'verify'>;
  readonly sync: SyncService;
  readonly reports: ReportService;
  readonly runs: RunService;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A check is usually done in seconds; whoever asked is not kept longer than this. */
const CHECK_MS = 120_000;

export function integrationWork(parts: WorkParts): IntegrationWork {
  const { shelf, sync, reports, runs } = parts;

  /** The guide's caller adds a connection and syncs it: nobody has verified it in between. */
  const verified = async (slug: string): Promise<Connection> => {
    const connection = await shelf.connection(slug);
    if (connection.state !== 'unverified') return connection;
    const { runId } = await parts.service.verify(connection.id, 'api');
    const run = await ended(parts, runId);
    if (run.problem) throw failureOf(run.problem);
    if (run.state !== 'done') throw new Failure({ kind: 'cancelled', key: 'error.cancelled' });
    return shelf.connection(slug);
  };
  const able = (slug: string, connection: Connection, ability: 'invoices' | 'files'): void => {
    if (shelf.manifest(connection.providerId)[ability] !== undefined) return;
    throw new Failure({ kind: 'user_input', key: `api.no_${ability}`, params: { id: slug } });
  };

  /** Of each company, what one call for all of its connections of a kind came to. */
  const forAll = async (
    name: string | undefined,
    isMeant: (manifest: ProviderManifest) => boolean,
    start: (company: Company) => Promise<RunId>,
  ): Promise<BulkLine[]> => {
    const lines: BulkLine[] = [];
    for (const company of await shelf.companies(name)) {
      const shown = (await parts.connections.list(company.id)).filter(shelf.isShown);
      const all = shown.filter((one) => isMeant(shelf.manifest(one.providerId)));
      const active = all.filter(({ state }) => state !== 'unverified' && state !== 'paused');
      const started = active.length === 0 ? null : await attempt(() => start(company));
      for (const connection of all) {
        const line = { integration: connection.slug, company: company.name };
        const isIdle = connection.state === 'unverified' || connection.state === 'paused';
        if (isIdle) lines.push({ ...line, result: 'skipped', reason: connection.state });
        else if (started !== null) lines.push({ ...line, ...(await outcome(started, connection)) });
      }
    }
    return lines;
  };
  type Started = { readonly run: RunView } | { readonly error: unknown };
  const attempt = async (start: () => Promise<RunId>): Promise<Started> => {
    try {
      const run = await runs.get(await start());
      return run ? { run } : { error: new Failure({ kind: 'user_input', key: 'error.run_gone' }) };
    } catch (error) {
      return { error };
    }
  };
  const outcome = async (started: Started, { id }: Connection): Promise<Omit<BulkLine, 'integration' | 'company'>> => {
    if ('error' in started) {
      const problem = toAppError(started.error, parts.ids.uuid().slice(-12));
      return { result: 'refused', problem: (await shelf.words()).problem(problem) };
    }
    const { run } = started;
    const isIn = run.endedAt === undefined && run.parts.some(({ connectionId }) => connectionId === id);
    return { result: isIn ? 'started' : 'fresh', run: run.id };
  };

  return {
    verify: async (slug) => startedRun(await parts.service.verify((await shelf.connection(slug)).id, 'api')),

    sync: async ({ id: slug, date_from: from, date_to: to, project_id: tag }) => {
      able(slug, await shelf.connection(slug), 'invoices');
      if ((from === undefined) !== (to === undefined)) {
        const missing = from === undefined ? 'date_from' : 'date_to';
        const fieldErrors = { [missing]: 'connect.field.required' };
        throw new Failure({ kind: 'user_input', key: 'api.half_a_range', fieldErrors });
      }
      const range = from === undefined || to === undefined ? undefined : { from, to };
      const { id: connectionId, companyId } = await verified(slug);
      return startedRun(await sync.start({ companyId, connectionId, trigger: 'api', range, tag }));
    },

    upload: async ({ id: slug, report_name: name, year, month: number }) => {
      able(slug, await shelf.connection(slug), 'files');
      const month = monthOf(year, number);
      const { id: connectionId, companyId } = await verified(slug);
      const order = { companyId, connectionId, month, trigger: 'api' } as const;
      return startedRun(await (name === undefined ? reports.upload(order) : reports.uploadNamed({ ...order, name })));
    },

    syncAll: async ({ company }) => ({
      results: await forAll(
        company,
        ({ invoices }) => invoices !== undefined,
        async ({ id }) => (await sync.start({ companyId: id, trigger: 'api' })).runId,
      ),
    }),

    uploadAll: async ({ company, year, month: number }) => {
      if ((year === undefined) !== (number === undefined)) {
        const fieldErrors = { [year === undefined ? 'year' : 'month']: 'connect.field.required' };
        throw new Failure({ kind: 'user_input', key: 'api.half_a_month', fieldErrors });
      }
      // Without one each company's own last month: that is over at another hour in another country.
      const asked = year === undefined || number === undefined ? {} : { month: monthOf(year, number) };
      const results = await forAll(
        company,
        ({ files }) => files !== undefined,
        async ({ id }) => (await reports.upload({ companyId: id, ...asked, trigger: 'api' })).runId,
      );
      const started = results.find(({ run }) => run !== undefined)?.run;
      const month = asked.month ?? (started === undefined ? undefined : (await runs.get(started))?.month);
      return { results, ...(month === undefined ? {} : { month }) };
    },
  };
}

const monthOf = (year: number, month: number): Month =>
  Month.parse(`${String(year)}-${String(month).padStart(2, '0')}`);

/** The run when it has ended. */
async function ended({ events, runs, clock }: WorkParts, runId: RunId): Promise<RunView> {
  const limit = new AbortController();
  let stop = (): void => undefined;
  const end = new Promise<RunView>((resolve, reject) => {
    const look = (): void => {
      runs.get(runId).then((run) => {
        if (run?.endedAt !== undefined) resolve(run);
      }, reject);
    };
    stop = events.listen((name) => {
      if (name === 'runs.progress' || name === 'runs.changed') look();
    });
    look();
  });
  const late = clock.sleep(CHECK_MS, limit.signal).then(() => {
    throw new Failure({ kind: 'unavailable', key: 'api.still_checking' });
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([end, late]);
  } finally {
    stop();
    limit.abort();
  }
}
