// reports.*: thin, no logic. Files and folders are chosen in main's own dialogs.
import type { CompanyId, Month } from '../../../shared/domain/ids';
import type { ArchiveReader, ArchiveWriter } from '../archive/types';
import type { AllHandlers } from '../dispatcher';
import type { EventBus } from '../events/eventBus';
import type { Clock, Dialogs } from '../ports';
import type { ClosingService } from '../services/closing/closingService';
import type { TakeReports } from '../services/reports/takeReports';
import type { WatchedFolders } from '../services/reports/watchedFolders';
import type { ReportService } from '../services/reportService';
import type { YearService } from '../services/year/yearService';
import type { Texts } from '../texts';
import { instantOf } from '../time';

export interface ReportHandlerParts {
  readonly reports: ReportService;
  readonly takeReports: TakeReports;
  readonly watchedFolders: WatchedFolders;
  readonly reader: ArchiveReader;
  readonly writer: ArchiveWriter;
  readonly events: EventBus;
  readonly dialogs: Dialogs;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly year: YearService;
  readonly closing: ClosingService;
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
      year: async ({ companyId, year }) => ({ rows: await parts.year.rows(companyId, year) }),
      saveYear: (order) => parts.year.save(order),
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
        for (const one of [before, month]) await parts.closing.assertOpen(companyId, one);
        await writer.setReportMonth(companyId, reportId, month, now());
        changed(companyId, [before, month]);
      },
      remove: async ({ reportId }) => {
        const { companyId, month } = await reader.report(reportId);
        await parts.closing.assertOpen(companyId, month);
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
