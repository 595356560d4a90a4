// The year grid of a company, and the same written where a person says: a page to file, a table, or facts for a program.
import { writeFile } from 'node:fs/promises';
import type { InputOf } from '../../../../shared/contract/define';
import type { BundleView, reports as contract, ReportView } from '../../../../shared/contract/reports';
import type { CompanyId, ConnectionId, Language } from '../../../../shared/domain/ids';
import { HOME_ZONES } from '../../../../shared/domain/schedule/suggested';
import { dateInZone } from '../../../../shared/domain/schedule/zone';
import type { FileThere, YearOfReports } from '../../../../shared/domain/yearOfReports';
import { Failure } from '../../../../shared/errors';
import type { ArchiveReader } from '../../archive/types';
import { safeStem } from '../../bundle/entryNames';
import type { Company, CompanyRepo } from '../../db/repositories/company.repo';
import type { Connection, ConnectionRepo } from '../../db/repositories/connection.repo';
import type { ScheduleRepo } from '../../db/repositories/schedule.repo';
import { refusedByDisk } from '../../paper/refusedByDisk';
import type { PaperDrawer } from '../../paper/types';
import type { Clock, Dialogs } from '../../ports';
import type { Texts } from '../../texts';
import { instantOf } from '../../time';
import type { RunService } from '../runService';
import { deadlines } from './yearDeadlines';
import { monthsOf, yearGrid } from './yearGrid';
import { yearTable } from './yearTable';

export interface YearParts {
  readonly reader: ArchiveReader;
  readonly companies: Pick<CompanyRepo, 'find'>;
  readonly connections: ConnectionRepo;
  readonly schedules: Pick<ScheduleRepo, 'list'>;
  readonly runs: Pick<RunService, 'live'>;
  readonly hasFiles: (providerId: string) => boolean;
  readonly clock: Clock;
  readonly newDrawer: () => PaperDrawer;
  readonly dialogs: Dialogs;
  readonly texts: Texts;
  readonly language: () => Promise<Language>;
  readonly version: string;
}

export interface YearService {
  rows(companyId: CompanyId, year: number): Promise<ReturnType<typeof yearGrid>>;
  save(order: InputOf<(typeof contract)['saveYear']>): Promise<{ savedTo?: string }>;
}

/** What somebody brought, and what tills have signed. */
type MonthFile = Pick<ReportView, 'month' | 'fileName' | 'receipts'>;

export function yearService(parts: YearParts): YearService {
  const { reader, clock } = parts;

  const read = async (companyId: CompanyId, year: number) => {
    const company = await parts.companies.find(companyId);
    if (!company) throw new Failure({ kind: 'user_input', key: 'error.company_gone' });
    const zone = HOME_ZONES[company.country];
    const destinations = (await parts.connections.list(companyId)).filter((one) => parts.hasFiles(one.providerId));
    const uploads = parts.runs.live().filter((run) => run.kind === 'upload' && run.companyId === companyId);
    // A store that is away tells of no schedule: then the end of the next month counts.
    const schedules = (await parts.schedules.list().catch(() => [])).filter((one) => one.companyId === companyId);
    const bundles = await reader.bundlesOfYear(companyId, year);
    const signed = (await reader.fiscalFiles(companyId)).filter(({ month }) => month.startsWith(String(year)));
    const reports: readonly MonthFile[] = [...(await reader.reportsOfYear(companyId, year)), ...signed];
    const grid = yearGrid({
      year,
      nowMs: clock.now(),
      thisMonth: dateInZone(clock.now(), zone).slice(0, 7),
      destinations,
      monthsWithInvoices: new Set((await reader.months(companyId)).map(({ month }) => month)),
      bundles,
      reports,
      deadline: deadlines(schedules, { zone, country: company.country }),
      uploading: new Set(
        uploads.flatMap((run) => run.parts.map((part) => `${String(part.connectionId)}|${String(run.month)}`)),
      ),
    });
    return { company, destinations, bundles, reports, grid };
  };

  const factsOf = async (companyId: CompanyId, year: number): Promise<YearOfReports> => {
    const { company, destinations, bundles, reports, grid } = await read(companyId, year);
    return {
      kind: 'kontor.year-of-reports',
      v: 1,
      year,
      madeAt: instantOf(clock.now()),
      program: `Kontor ${parts.version}`,
      company: facts(company),
      months: monthsOf(year).map((month) => ({
        month,
        destinations: destinations.map((one) => ({
          ...placeOf(one),
          state:
            grid.find((row) => row.connectionId === one.id)?.cells.find((each) => each.month === month)?.state ??
            'none',
          files: [...bundles, ...reports]
            .filter((file) => file.month === month)
            .flatMap((file) => filesAt(file, one.id))
            .sort((a, b) => (a.at < b.at ? -1 : 1)),
        })),
      })),
    };
  };

  const bytesOf = async (year: YearOfReports, format: 'pdf' | 'csv' | 'json'): Promise<Uint8Array | string> => {
    const language = await parts.language();
    if (format === 'json') return `${JSON.stringify(year, null, 2)}\n`;
    if (format === 'csv') return yearTable(year, language);
    const drawer = parts.newDrawer();
    try {
      return await drawer.drawYear(year, language);
    } finally {
      await drawer.close();
    }
  };

  return {
    rows: async (companyId, year) => (await read(companyId, year)).grid,
    save: async ({ companyId, year, format }) => {
      const facts = await factsOf(companyId, year);
      const t = await parts.texts();
      const stem = safeStem([t('year_file'), facts.company.name, String(year)].join(' '));
      const path = await parts.dialogs.saveFile({ suggestedName: `${stem}.${format}`, title: t('save_year') });
      if (path === null) return {};
      await writeFile(path, await bytesOf(facts, format)).catch(refusedByDisk);
      return { savedTo: path };
    },
  };
}

const facts = ({ name, country, taxId }: Company) => ({ name, country, taxId });
const placeOf = ({ providerId: provider, title, identity: account }: Connection) => ({ provider, title, account });

function filesAt(file: BundleView | MonthFile, destination: ConnectionId): FileThere[] {
  return file.receipts
    .filter(({ connectionId }) => connectionId === destination)
    .map(({ path, bytes, sha256, at, verifiedBy, checked }) => ({
      fileName: file.fileName,
      revision: 'revision' in file ? file.revision : null,
      path: checked?.path ?? path,
      bytes,
      sha256,
      at,
      verifiedBy,
      checked: checked ?? null,
    }));
}
