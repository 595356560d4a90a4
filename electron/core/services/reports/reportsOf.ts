// Puts the reports together: the month's uploads, what is brought, and the folders that are watched.
import type { CompanyRepo } from '../../db/repositories/company.repo';
import { destinationService } from '../destinations/destinationService';
import type { DestinationParts } from '../destinations/remotePlaces';
import { reportService, type ReportParts } from '../reportService';
import { takeReports, type TakeParts } from './takeReports';
import { watchedFolders } from './watchedFolders';

interface ReportsParts extends Omit<ReportParts, 'language'>, TakeParts, Pick<DestinationParts, 'dialogs' | 'texts'> {
  readonly settings: { readonly language: ReportParts['language'] };
  readonly companies: CompanyRepo;
  readonly logFailure: (what: string, error: unknown) => void;
}

export function reportsOf(parts: ReportsParts) {
  const take = takeReports(parts);
  const companyIds = async () => (await parts.companies.list()).map(({ id }) => id);
  const reports = reportService({ ...parts, language: parts.settings.language });
  const destinations = destinationService(parts);
  return {
    reports,
    reportJobs: {
      build: reports.runBuild,
      build_and_upload: reports.runBuildAndUpload,
      upload: reports.runUpload,
      check: reports.runCheck,
      fetch: destinations.runFetch,
      restore: destinations.runRestore,
    },
    brought: {
      reports,
      destinations,
      takeReports: take,
      watchedFolders: watchedFolders({ ...parts, take, companyIds }),
      writer: parts.writer,
      events: parts.events,
    },
  };
}
