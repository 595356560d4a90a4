// The month: build its bundle, upload it and the reports beside it once to each destination, check what lies there.
import { createHash } from 'node:crypto';
import { Failure, isFailure } from '../../../shared/errors';
import { monthBefore } from '../../../shared/domain/calendar';
import type { CompanyId, ConnectionId, Month, RunId } from '../../../shared/domain/ids';
import { HOME_ZONES } from '../../../shared/domain/schedule/suggested';
import { dateInZone } from '../../../shared/domain/schedule/zone';
import type { RunView } from '../../../shared/contract/runs';
import type { Attempt } from '../jobs/jobRunner';
import type { JobPayload } from '../jobs/jobTypes';
import type { JobMaker } from './jobRows';
import { buildMonth, type BuildParts } from './reports/buildMonth';
import { checkMonth, promisedOf } from './reports/monthCheck';
import { besideBundle } from './reports/monthFiles';
import type { SendParts } from './reports/sendFiles';
import { targetPath } from './reports/targetPaths';
import { uploadMonth } from './reports/uploadMonth';

export interface ReportService {
  build(order: {
    companyId: CompanyId;
    month: Month;
    trigger?: RunView['trigger'];
    due?: RunView['due'];
  }): Promise<{ runId: RunId }>;
  /** The month's bundle and reports, or the one file that is named. */
  upload(order: {
    companyId: CompanyId;
    /** Default: the last one that is over where the company is. */
    month?: Month | undefined;
    connectionId?: ConnectionId | undefined;
    reportName?: string | undefined;
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
  /** Compares the month's receipts with what lies there now. */
  check(order: {
    companyId: CompanyId;
    month: Month;
    connectionId?: ConnectionId | undefined;
  }): Promise<{ runId: RunId }>;
  /** Where a file of this name will lie. */
  targets(
    companyId: CompanyId,
    month: Month,
    fileName: string,
  ): Promise<{ connectionId: ConnectionId; path: string }[]>;
  runBuild(attempt: Attempt<'build'>): Promise<void>;
  runBuildAndUpload(attempt: Attempt<'build_and_upload'>): Promise<void>;
  runUpload(attempt: Attempt<'upload'>): Promise<void>;
  runCheck(attempt: Attempt<'check'>): Promise<void>;
}

export interface ReportParts extends SendParts, BuildParts {
  readonly jobs: JobMaker;
}

export function reportService(parts: ReportParts): ReportService {
  const { writer, reader, connections, manifestOf, runs, clock } = parts;

  const destinationsOf = async (companyId: CompanyId, only: ConnectionId | undefined): Promise<ConnectionId[]> => {
    const all = await connections.list(companyId);
    const places = all.filter(
      (c) =>
        manifestOf(c.providerId).files &&
        (only === undefined ? c.state !== 'paused' && c.state !== 'unverified' : c.id === only),
    );
    if (places.length === 0) throw new Failure({ kind: 'user_input', key: 'upload.no_destination' });
    return places.map(({ id }) => id);
  };

  /** The last month that is over where the company is. */
  const lastMonth = async (companyId: CompanyId): Promise<Month> => {
    const { country } = (await parts.companies.find(companyId)) ?? { country: 'PL' as const };
    return monthBefore(dateInZone(clock.now(), HOME_ZONES[country]).slice(0, 7));
  };

  /** One file of the month by its name: a revision of the bundle, or the report that came last under it. */
  const fileNamed = async (companyId: CompanyId, month: Month, name: string) => {
    const { bundles } = await reader.bundles(companyId, month);
    const reports = await besideBundle(reader, companyId, month);
    const bundle = bundles.find(({ fileName }) => fileName === name);
    if (bundle) return { bundleId: bundle.id };
    const report = reports.findLast(({ fileName }) => fileName === name);
    if (report) return { reportIds: [report.id] };
    const names = [...bundles, ...reports].map(({ fileName }) => fileName);
    const params = { name, month, names: names.join(', ') };
    throw new Failure({
      kind: 'user_input',
      key: `upload.unknown_report${names.length > 0 ? '' : '_of_none'}`,
      params,
    });
  };

  const uploadJobs = (runId: string, order: Omit<JobPayload<'upload'>, 'connectionId'>, to: readonly ConnectionId[]) =>
    to.map((connectionId) => parts.jobs(runId, 'upload', { ...order, connectionId }));

  const service: ReportService = {
    build: async ({ companyId, month, trigger = 'user', due }) => {
      const dueOf = due === undefined ? {} : { due };
      const run = await runs.open(
        { kind: 'build', trigger, companyId, month, connections: [undefined], ...dueOf },
        (runId) => [parts.jobs(runId, 'build', { companyId, month })],
      );
      parts.runner().wake();
      return { runId: run.id };
    },
    upload: async ({ companyId, connectionId, reportName, trigger = 'user', due, ...order }) => {
      const month = order.month ?? (await lastMonth(companyId));
      const connectionIds = await destinationsOf(companyId, connectionId);
      const file = reportName === undefined ? null : await fileNamed(companyId, month, reportName);
      const dueOf = due === undefined ? {} : { due };
      const fileOf = reportName === undefined ? {} : { file: reportName };
      const run = await runs.open(
        { kind: 'upload', trigger, companyId, month, connections: connectionIds, ...dueOf, ...fileOf },
        (runId) =>
          file
            ? uploadJobs(runId, { companyId, month, ...file }, connectionIds)
            : [parts.jobs(runId, 'build_and_upload', { companyId, month, connectionIds })],
      );
      parts.runner().wake();
      return { runId: run.id };
    },
    uploadNamed: async ({ name, ...order }) => {
      try {
        return await service.upload({ ...order, reportName: name });
      } catch (error) {
        if (!isFailure(error) || !error.spec.key.startsWith('upload.unknown_report')) throw error;
        const { names = '' } = error.spec.params ?? {};
        const params = { name, month: order.month, names: names === '' ? '—' : names };
        throw new Failure({ kind: 'user_input', key: 'api.no_report', params });
      }
    },
    check: async ({ companyId, month, connectionId }) => {
      const promised = await promisedOf(parts, { companyId, month });
      const isAsked = (id: ConnectionId): boolean => connectionId === undefined || id === connectionId;
      const here = new Set((await connections.list(companyId)).map(({ id }) => id));
      const places = [...new Set(promised.map(({ receipt }) => receipt.connectionId))].filter(
        (id) => here.has(id) && isAsked(id),
      );
      if (places.length === 0)
        throw new Failure({ kind: 'user_input', key: 'upload.nothing_to_check', params: { month } });
      const run = await runs.open({ kind: 'check', trigger: 'user', companyId, month, connections: places }, (runId) =>
        places.map((place) => parts.jobs(runId, 'check', { companyId, month, connectionId: place })),
      );
      parts.runner().wake();
      return { runId: run.id };
    },
    targets: async (companyId, month, fileName) =>
      (await connections.list(companyId)).flatMap(({ id, providerId, settings }) => {
        const { files } = manifestOf(providerId);
        return files ? [{ connectionId: id, path: targetPath({ settings, files }, month, fileName) }] : [];
      }),
    runBuild: async ({ job: { runId, attempt }, payload, signal }) => {
      const bundle = await buildMonth(parts, { ...payload, runId, attempt, signal });
      if (bundle) await runs.setRevision(runId, bundle.revision);
    },
    runBuildAndUpload: async ({ job, payload, signal }) => {
      const { companyId, month, connectionIds } = payload;
      const reportIds = (await besideBundle(reader, companyId, month)).map(({ id }) => id);
      const { runId, attempt } = job;
      const asked = { runId, attempt, companyId, month, signal, destinations: connectionIds };
      const bundle = await buildMonth(parts, { ...asked, mayBeEmpty: reportIds.length > 0 });
      if (bundle) await runs.setRevision(job.runId, bundle.revision);
      const order = { companyId, month, reportIds, ...(bundle ? { bundleId: bundle.id } : {}) };
      for (const upload of uploadJobs(job.runId, order, connectionIds)) {
        // The same id after a crash: adding it again changes nothing.
        await writer.addJob({ ...upload, id: childId(job.id, upload.connectionId ?? '') });
      }
    },
    runUpload: (attempt) => uploadMonth(parts, attempt),
    runCheck: (attempt) => checkMonth(parts, attempt),
  };
  return service;
}

function childId(jobId: string, connectionId: string): string {
  const hex = createHash('sha256').update(`${jobId}|${connectionId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
