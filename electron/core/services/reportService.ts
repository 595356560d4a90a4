// The month: build its bundle, upload it once to each destination, keep the receipt.
import { createHash } from 'node:crypto';
import { Failure } from '../../../shared/errors';
import type { CompanyId, ConnectionId, Month, RunId } from '../../../shared/domain/ids';
import type { BundleView, ReceiptView } from '../../../shared/contract/reports';
import type { RunView } from '../../../shared/contract/runs';
import type { ArchiveReader, ArchiveWriter } from '../archive/types';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { EventBus } from '../events/eventBus';
import type { Attempt, JobRunner } from '../jobs/jobRunner';
import type { Clock } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { UploadResult } from '../providers/sdk/files';
import { instantOf, msOf } from '../time';
import type { JobMaker } from './jobRows';
import { qualify, type ProviderRuntime } from './providerRuntime';
import { runProgress } from './runProgress';
import type { RunService } from './runService';
import { openSpool } from './spool';

export interface ReportService {
  build(order: {
    companyId: CompanyId;
    month: Month;
    trigger?: RunView['trigger'];
    due?: RunView['due'];
  }): Promise<{ runId: RunId }>;
  upload(order: {
    companyId: CompanyId;
    month: Month;
    connectionId?: ConnectionId | undefined;
    trigger?: RunView['trigger'];
    due?: RunView['due'];
  }): Promise<{ runId: RunId }>;
  /** One report of a month by its file's name, as it is there; an unknown one is refused with the names there are. */
  uploadNamed(order: {
    companyId: CompanyId;
    month: Month;
    connectionId: ConnectionId;
    name: string;
    trigger: RunView['trigger'];
  }): Promise<{ runId: RunId }>;
  runBuild(attempt: Attempt<'build'>): Promise<void>;
  runBuildAndUpload(attempt: Attempt<'build_and_upload'>): Promise<void>;
  runUpload(attempt: Attempt<'upload'>): Promise<void>;
}

export interface ReportParts {
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
  readonly language: () => Promise<string>;
}

/** Names tried at a destination before a person is asked. */
const MAX_NAMES = 20;

export function reportService(parts: ReportParts): ReportService {
  const { writer, reader, connections, manifestOf, runs, events, clock } = parts;

  const buildNow = async (
    runId: string,
    companyId: CompanyId,
    month: Month,
    signal: AbortSignal,
  ): Promise<BundleView> => {
    const draft = await writer.draftBundle(companyId, month);
    if (draft.existing) {
      await runs.log(runId, 'info', 'run.log.bundle_unchanged', { revision: draft.existing.revision });
      return draft.existing;
    }
    if (draft.invoiceIds.length === 0)
      throw new Failure({ kind: 'user_input', key: 'upload.empty_month', params: { month } });
    const order = { at: instantOf(clock.now()), language: await parts.language() };
    const bundle = await writer.buildBundle(
      draft,
      order,
      (done, total) => {
        runs.progress(runId, null, { unit: 'invoices', done, ...(total === null ? {} : { total }) });
      },
      signal,
    );
    await runs.log(runId, 'info', 'run.log.bundle_built', { revision: bundle.revision, count: bundle.invoiceCount });
    events.emit('reports.changed', { companyId, month });
    return bundle;
  };

  const uploadOne = async (attempt: Attempt<'upload'>, bundle: BundleView): Promise<void> => {
    const { job, payload, signal } = attempt;
    const connection = await connections.find(payload.connectionId);
    if (!connection) return;
    const manifest = manifestOf(connection.providerId);
    if (!manifest.files) throw new Failure({ kind: 'bug', key: 'error.bug' });
    const target = await parts.runtime.stored(connection.id, manifest);
    const spool = await openSpool(parts.spoolRoot, connection.id);
    const progress = runProgress(runs, job.runId, connection.id, clock, 'bytes');
    const ctx = parts.runtime.work(target, { signal, spool, progress, log: progress.log });
    const folders = [payload.month.slice(0, 4), payload.month.slice(5, 7)];
    await writer.saveIntent({
      bundleId: bundle.id,
      connectionId: connection.id,
      path: [...folders, bundle.fileName].join('/'),
      at: instantOf(clock.now()),
    });
    const path = await reader.bundleFile(bundle.id);
    const upload = await manifest.files.upload();
    const send = (fileName: string): Promise<UploadResult> =>
      upload(ctx, {
        path,
        bytes: bundle.bytes,
        sha256: bundle.sha256,
        folders,
        fileName,
        mediaType: 'application/zip',
        modifiedAtMs: msOf(bundle.builtAt),
      });
    const result = await underFreeName(bundle.fileName, send);
    const receipt: ReceiptView = {
      connectionId: connection.id,
      path: result.path,
      bytes: bundle.bytes,
      sha256: bundle.sha256,
      verifiedBy: result.verifiedBy,
      at: instantOf(clock.now()),
      ...(result.remoteId === undefined ? {} : { remoteId: result.remoteId }),
    };
    await writer.saveReceipt(bundle.id, receipt);
    await runs.log(job.runId, 'info', `run.log.${result.result}`, { path: result.path, verifiedBy: result.verifiedBy });
    events.emit('reports.changed', { companyId: payload.companyId, month: payload.month });
  };

  return {
    build: async ({ companyId, month, trigger = 'user', due }) => {
      const dueOf = due === undefined ? {} : { due };
      const run = await runs.open(
        { kind: 'build', trigger, companyId, month, connections: [undefined], ...dueOf },
        (runId) => [parts.jobs(runId, 'build', { companyId, month })],
      );
      parts.runner().wake();
      return { runId: run.id };
    },
    upload: async ({ companyId, month, connectionId, trigger = 'user', due }) => {
      const destinations = (await connections.list(companyId)).filter(
        (c) =>
          manifestOf(c.providerId).files !== undefined &&
          (connectionId === undefined ? c.state !== 'paused' && c.state !== 'unverified' : c.id === connectionId),
      );
      if (destinations.length === 0) throw new Failure({ kind: 'user_input', key: 'upload.no_destination' });
      const connectionIds = destinations.map((c) => c.id);
      const run = await runs.open(
        {
          kind: 'upload',
          trigger,
          companyId,
          month,
          connections: connectionIds,
          ...(due === undefined ? {} : { due }),
        },
        (runId) => [parts.jobs(runId, 'build_and_upload', { companyId, month, connectionIds })],
      );
      parts.runner().wake();
      return { runId: run.id };
    },
    uploadNamed: async ({ companyId, month, connectionId, name, trigger }) => {
      const { bundles } = await reader.bundles(companyId, month);
      const bundle = bundles.find(({ fileName }) => fileName === name);
      if (!bundle) {
        const names = bundles.map(({ fileName }) => fileName).join(', ') || '—';
        throw new Failure({ kind: 'user_input', key: 'api.no_report', params: { name, month, names } });
      }
      const upload = { companyId, connectionId, bundleId: bundle.id, month };
      const run = await runs.open(
        { kind: 'upload', trigger, companyId, month, connections: [connectionId] },
        (runId) => [parts.jobs(runId, 'upload', upload)],
      );
      parts.runner().wake();
      return { runId: run.id };
    },
    runBuild: async ({ job, payload, signal }) => {
      const bundle = await buildNow(job.runId, payload.companyId, payload.month, signal);
      runs.setRevision(job.runId, bundle.revision);
    },
    runBuildAndUpload: async ({ job, payload, signal }) => {
      const { companyId, month, connectionIds } = payload;
      const bundle = await buildNow(job.runId, companyId, month, signal);
      runs.setRevision(job.runId, bundle.revision);
      for (const connectionId of connectionIds) {
        const upload = parts.jobs(job.runId, 'upload', { companyId, connectionId, bundleId: bundle.id, month });
        // The same id after a crash: adding it again changes nothing.
        await writer.addJob({ ...upload, id: childId(job.id, connectionId) });
      }
    },
    runUpload: async (attempt) => {
      const { payload, job } = attempt;
      const bundle = (await reader.bundles(payload.companyId, payload.month)).bundles.find(
        (b) => b.id === payload.bundleId,
      );
      if (!bundle) throw new Failure({ kind: 'bug', key: 'error.bug' });
      // Told again: the process that built it may be gone.
      runs.setRevision(job.runId, bundle.revision);
      if (bundle.receipts.some((receipt) => receipt.connectionId === payload.connectionId)) {
        await runs.log(job.runId, 'info', 'run.log.already_uploaded', { file: bundle.fileName });
        return;
      }
      const connection = await connections.find(payload.connectionId);
      try {
        await uploadOne(attempt, bundle);
      } catch (error) {
        throw qualify(connection?.providerId ?? '', error);
      }
    },
  };
}

/** `2026-10-r1.zip`, then `2026-10-r1 (2).zip`, …: a foreign file is never overwritten. */
async function underFreeName(
  fileName: string,
  send: (name: string) => Promise<UploadResult>,
): Promise<Exclude<UploadResult, { result: 'name_taken' }>> {
  const dot = fileName.lastIndexOf('.');
  for (let n = 1; n <= MAX_NAMES; n += 1) {
    const name = n === 1 ? fileName : `${fileName.slice(0, dot)} (${String(n)})${fileName.slice(dot)}`;
    const result = await send(name);
    if (result.result !== 'name_taken') return result;
  }
  throw new Failure({ kind: 'conflict', key: 'upload.names_taken', params: { fileName } });
}

function childId(jobId: string, connectionId: string): string {
  const hex = createHash('sha256').update(`${jobId}|${connectionId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
