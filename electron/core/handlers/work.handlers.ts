// sync.*, runs.*, reports.*: thin, no logic.
import { Failure } from '../../../shared/errors';
import type { CompanyId, ConnectionId } from '../../../shared/domain/ids';
import type { RunView } from '../../../shared/contract/runs';
import type { ArchiveReader } from '../archive/types';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { AllHandlers } from '../dispatcher';
import type { JobRunner } from '../jobs/jobRunner';
import type { Clock, Dialogs } from '../ports';
import type { CertificateService } from '../services/completenessCertificate';
import type { CompletenessService } from '../services/completenessService';
import type { ConnectionService } from '../services/connectionService';
import type { ReportService } from '../services/reportService';
import type { RunService } from '../services/runService';
import type { SyncService } from '../services/syncService';
import type { SendingService } from '../services/sending/sendingService';
import { yearGrid } from '../services/yearGrid';
import { instantOf } from '../time';

export interface WorkParts {
  readonly sync: SyncService;
  readonly runs: RunService;
  readonly reports: ReportService;
  readonly completeness: CompletenessService;
  readonly certificates: CertificateService;
  readonly sending: SendingService;
  readonly connections: ConnectionService;
  readonly connectionRepo: ConnectionRepo;
  readonly runner: () => JobRunner;
  readonly reader: ArchiveReader;
  readonly dialogs: Dialogs;
  readonly clock: Clock;
  readonly hasFiles: (providerId: string) => boolean;
}

export function workHandlers(parts: WorkParts): Pick<AllHandlers, 'sync' | 'completeness' | 'runs' | 'reports'> {
  const { sync, runs, reports, reader } = parts;
  return {
    sync: {
      start: (input) => sync.start(input),
      status: ({ companyId }) => sync.status(companyId),
      plan: async ({ connectionId, since }) => {
        const plan = await sync.plan(connectionId, since);
        return plan === null ? {} : { plan };
      },
    },
    completeness: {
      get: ({ companyId }) => parts.completeness.of(companyId),
      save: (order) => parts.certificates.save(order),
    },
    runs: {
      list: async ({ limit, ...query }) => {
        const stored = await reader.runs({ limit, ...defined(query) });
        const live = new Map(runs.live().map((run) => [run.id, run]));
        return stored.map((run) => live.get(run.id) ?? run);
      },
      get: async ({ runId }) => found(await runs.get(runId)),
      log: async ({ runId }) => [...(await reader.runLog(runId))],
      retry: async ({ runId }) => again(found(await runs.get(runId)), parts),
      cancel: ({ runId }) => parts.runner().cancelRun(runId),
    },
    reports: {
      year: async ({ companyId, year }) => ({ rows: await yearRows(parts, companyId, year) }),
      month: async ({ companyId, month }) => {
        const { bundles, invoiceCount } = await reader.bundles(companyId, month);
        return { bundles: [...bundles], invoiceCount };
      },
      build: (input) => reports.build(input),
      upload: (input) => reports.upload(input),
      reveal: async ({ bundleId }) => parts.dialogs.showInFolder(await reader.bundleFile(bundleId)),
    },
  };
}

function found(run: RunView | null): RunView {
  if (!run) throw new Failure({ kind: 'user_input', key: 'error.run_gone' });
  return run;
}

/** The same work as a new run. */
async function again(run: RunView, parts: WorkParts): Promise<Awaited<ReturnType<AllHandlers['runs']['retry']>>> {
  const { sync, reports, connections } = parts;
  const { companyId, month, range, tag } = run;
  const only = run.parts.length === 1 ? run.parts[0]?.connectionId : undefined;
  if (run.kind === 'verify' && only !== undefined) return connections.verify(only);
  if (companyId === undefined) throw new Failure({ kind: 'user_input', key: 'error.run_gone' });
  if (run.kind === 'sync') return { runId: (await sync.start({ companyId, connectionId: only, range, tag })).runId };
  // Nothing is sent again by a general *again*: the outbox knows what is open.
  if (run.kind === 'send' && only !== undefined) return parts.sending.resume(only);
  if (month === undefined) throw new Failure({ kind: 'user_input', key: 'error.run_gone' });
  if (run.kind === 'build') return reports.build({ companyId, month });
  return reports.upload({ companyId, month, connectionId: only });
}

async function yearRows(parts: WorkParts, companyId: CompanyId, year: number) {
  const destinations = (await parts.connectionRepo.list(companyId)).filter((c) => parts.hasFiles(c.providerId));
  const months = await parts.reader.months(companyId);
  const uploads = parts.runs.live().filter((run) => run.kind === 'upload' && run.companyId === companyId);
  return yearGrid({
    year,
    thisMonth: instantOf(parts.clock.now()).slice(0, 7),
    destinations: destinations.map((c): ConnectionId => c.id),
    monthsWithInvoices: new Set(months.map((m) => m.month)),
    bundles: await parts.reader.bundlesOfYear(companyId, year),
    uploading: new Set(
      uploads.flatMap((run) => run.parts.map((p) => `${String(p.connectionId)}|${String(run.month)}`)),
    ),
  });
}

/** exactOptionalPropertyTypes: leaves out what is undefined. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
