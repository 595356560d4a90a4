// reports.*: thin, no logic. Files and folders are chosen in main's own dialogs.
import type { CompanyId, ConnectionId, Month } from '../../../shared/domain/ids';
import type { ArchiveReader, ArchiveWriter } from '../archive/types';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { AllHandlers } from '../dispatcher';
import type { EventBus } from '../events/eventBus';
import type { Clock, Dialogs } from '../ports';
import type { TakeReports } from '../services/reports/takeReports';
import type { WatchedFolders } from '../services/reports/watchedFolders';
import type { ReportService } from '../services/reportService';
import type { RunService } from '../services/runService';
import { yearGrid } from '../services/yearGrid';
import type { Texts } from '../texts';
import { instantOf } from '../time';

export interface ReportHandlerParts {
  readonly reports: ReportService;
  readonly takeReports: TakeReports;
  readonly watchedFolders: WatchedFolders;
  readonly runs: RunService;
  readonly reader: ArchiveReader;
  readonly writer: ArchiveWriter;
  readonly events: EventBus;
  readonly connectionRepo: ConnectionRepo;
  readonly dialogs: Dialogs;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly hasFiles: (providerId: string) => boolean;
}

const EXTENSIONS = ['pdf', 'xml', 'csv', 'xlsx', 'xls', 'zip', 'tar', 'json', 'txt'];

export function reportHandlers(parts: ReportHandlerParts): Pick<AllHandlers, 'reports'> {
  const { reports, reader, writer, watchedFolders, dialogs } = parts;
  const now = (): string => instantOf(parts.clock.now());
  const changed = (companyId: CompanyId, months: readonly (Month | undefined)[]): void => {
    for (const month of months)
      parts.events.emit('reports.changed', { companyId, ...(month === undefined ? {} : { month }) });
  };
  const take = (companyId: CompanyId, month: Month | undefined, paths: readonly string[]) =>
    parts.takeReports({ companyId, month, paths, origin: 'dropped' });
  return {
    reports: {
      year: async ({ companyId, year }) => ({ rows: await yearRows(parts, companyId, year) }),
      month: async ({ companyId, month }) => {
        const { bundles, invoiceCount } = await reader.bundles(companyId, month);
        const brought = await reader.reports(companyId, month);
        const signed = await reader.fiscalFiles(companyId, month);
        return { bundles: [...bundles], invoiceCount, reports: [...brought], fiscalFiles: [...signed] };
      },
      build: (input) => reports.build(input),
      upload: (input) => reports.upload(input),
      check: (input) => reports.check(input),
      unsorted: async ({ companyId }) => [...(await reader.reports(companyId, null))],
      target: ({ companyId, month, fileName }) => reports.targets(companyId, month, fileName),
      add: async ({ companyId, month }) => {
        const t = await parts.texts();
        const order = { title: t('report_files'), kind: t('report_kind'), extensions: EXTENSIONS };
        return take(companyId, month, await dialogs.openFiles(order));
      },
      drop: ({ companyId, month, paths }) => take(companyId, month, paths),
      setMonth: async ({ reportId, month }) => {
        const { companyId, month: before } = await reader.report(reportId);
        await writer.setReportMonth(companyId, reportId, month, now());
        changed(companyId, [before, month]);
      },
      remove: async ({ reportId }) => {
        const { companyId, month } = await reader.report(reportId);
        await writer.removeReport(companyId, reportId, now());
        changed(companyId, [month]);
      },
      folder: ({ companyId }) => watchedFolders.state(companyId),
      chooseFolder: async ({ companyId }) => {
        const t = await parts.texts();
        const path = await dialogs.chooseFolder({ title: t('report_folder') });
        if (path !== null) await watchedFolders.choose(companyId, path);
      },
      leaveFolder: ({ companyId }) => watchedFolders.leave(companyId),
      lookIntoFolder: ({ companyId }) => watchedFolders.look(companyId),
      reveal: async ({ bundleId }) => dialogs.showInFolder(await reader.bundleFile(bundleId)),
      revealReport: async ({ reportId }) => dialogs.showInFolder(await reader.reportFile(reportId)),
    },
  };
}

async function yearRows(parts: ReportHandlerParts, companyId: CompanyId, year: number) {
  const destinations = (await parts.connectionRepo.list(companyId)).filter((c) => parts.hasFiles(c.providerId));
  const months = await parts.reader.months(companyId);
  const uploads = parts.runs.live().filter((run) => run.kind === 'upload' && run.companyId === companyId);
  return yearGrid({
    year,
    thisMonth: instantOf(parts.clock.now()).slice(0, 7),
    destinations: destinations.map((c): ConnectionId => c.id),
    monthsWithInvoices: new Set(months.map((m) => m.month)),
    bundles: await parts.reader.bundlesOfYear(companyId, year),
    reports: [...(await parts.reader.reportsOfYear(companyId, year)), ...(await parts.reader.fiscalFiles(companyId))],
    uploading: new Set(
      uploads.flatMap((run) => run.parts.map((p) => `${String(p.connectionId)}|${String(run.month)}`)),
    ),
  });
}
