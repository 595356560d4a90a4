// sync.*, runs.*: thin, no logic.
import { Failure } from '../../../shared/errors';
import type { RunView } from '../../../shared/contract/runs';
import type { ArchiveReader } from '../archive/types';
import type { AllHandlers } from '../dispatcher';
import type { JobRunner } from '../jobs/jobRunner';
import type { CertificateService } from '../services/completenessCertificate';
import type { CompletenessService } from '../services/completenessService';
import type { ConnectionService } from '../services/connectionService';
import type { DestinationService } from '../services/destinations/destinationService';
import type { ReportService } from '../services/reportService';
import type { Safety } from '../services/safety/safetyOf';
import type { RunService } from '../services/runService';
import type { SyncService } from '../services/syncService';
import type { SendingService } from '../services/sending/sendingService';

export interface WorkParts {
  readonly sync: SyncService;
  readonly runs: RunService;
  readonly reports: ReportService;
  readonly destinations: DestinationService;
  readonly completeness: CompletenessService;
  readonly certificates: CertificateService;
  readonly sending: SendingService;
  readonly safety: Pick<Safety, 'sent'>;
  readonly connections: ConnectionService;
  readonly runner: () => JobRunner;
  readonly reader: ArchiveReader;
}

export function workHandlers(parts: WorkParts): Pick<AllHandlers, 'sync' | 'completeness' | 'runs'> {
  const { sync, runs, reader } = parts;
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
      pause: async ({ runId }) => {
        if (found(await runs.get(runId)).kind === 'upload') await parts.runner().pauseRun(runId);
      },
      resume: ({ runId }) => parts.runner().hurry(runId, 'person'),
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
  if (run.kind === 'fetch' || run.kind === 'restore') return parts.destinations.again(run);
  // Nothing is sent again by a general *again*: the outbox knows what is open.
  if (run.kind === 'send' && only !== undefined) return parts.sending.resume(only);
  // What destinations lack of the backup.
  if (run.kind === 'upload' && month === undefined && only !== undefined) return parts.safety.sent.again(only);
  if (month === undefined) throw new Failure({ kind: 'user_input', key: 'error.run_gone' });
  if (run.kind === 'build') return reports.build({ companyId, month });
  if (run.kind === 'check') return reports.check({ companyId, month, connectionId: only });
  return reports.upload({ companyId, month, connectionId: only, reportName: run.file });
}

/** exactOptionalPropertyTypes: leaves out what is undefined. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
