// Companies: taxpayers whose invoices are kept apart. Rows in the config store, folders in the archive.
import { Failure, toAppError, type AppError, type FailureSpec } from '../../../shared/errors';
import type { CompanyId } from '../../../shared/domain/ids';
import { asLine, COMPANY_NAME_CHARS } from '../../../shared/domain/line';
import type { CompanyView } from '../../../shared/contract/companies';
import type { FoundCompany } from '../../../shared/contract/connect';
import { segmentName } from '../archive/folders';
import type { ArchiveCompany, ArchiveReader, ArchiveWriter, Recovered } from '../archive/types';
import type { Company, CompanyRepo } from '../db/repositories/company.repo';
import type { EventBus } from '../events/eventBus';
import type { Clock, Ids } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import { instantOf } from '../time';

export const DEMO_COMPANY = {
  name: 'Zielona Kuźnia sp. z o.o.',
  country: 'PL',
  taxId: '5265877635',
  isDemo: true,
} as const;

export interface CompanyService {
  list(): Promise<CompanyView[]>;
  find(id: CompanyId): Promise<Company | null>;
  /** What is damaged in its archive folder. */
  findings(id: CompanyId): Promise<AppError[]>;
  create(spec: {
    name: string;
    country: Company['country'];
    taxId?: string | undefined;
    isDemo?: boolean;
  }): Promise<CompanyId>;
  update(id: CompanyId, changes: Pick<Company, 'name' | 'purchaseMonthRule'>): Promise<void>;
  /** The company that verify found: an existing one with this tax id, else a new one. */
  forFound(found: FoundCompany | undefined, manifest: ProviderManifest): Promise<CompanyId>;
  /** At start: what the archive knows and the config store has lost comes back; then the archive is told about every company. */
  announce(): Promise<void>;
}

export interface CompanyParts {
  readonly companies: CompanyRepo;
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function findingSpec({ companyId, seq, key }: Recovered['problems'][number]): FailureSpec {
  return {
    kind: 'unavailable',
    key,
    params: { file: key === 'archive.records_damaged' ? 'records.jsonl' : segmentName(seq) },
    details: `${companyId} link ${String(seq)}`,
  };
}

/** A config store that was lost costs the connections, never the invoices: their company is known from the archive. */
function returning(found: Omit<ArchiveCompany, 'at'>, createdAt: string): Company {
  const { id, taxId, purchaseMonthRule } = found;
  const isDemo = taxId === DEMO_COMPANY.taxId && found.name === DEMO_COMPANY.name;
  const country = found.country === 'DE' || found.country === 'EE' ? found.country : 'PL';
  const name = asLine(found.name, COMPANY_NAME_CHARS) || (taxId ?? id.slice(0, 8));
  return { id, name, country, taxId, isDemo, purchaseMonthRule, createdAt };
}

export function companyService({ companies, writer, reader, events, clock, ids }: CompanyParts): CompanyService {
  const tellArchive = (company: Company): Promise<void> =>
    writer.saveCompany({
      id: company.id,
      name: company.name,
      country: company.country,
      taxId: company.taxId,
      purchaseMonthRule: company.purchaseMonthRule,
      at: instantOf(clock.now()),
    });

  const create: CompanyService['create'] = async ({ name, country, taxId, isDemo = false }) => {
    if (taxId !== undefined && (await companies.list()).some((c) => c.taxId === taxId && c.country === country)) {
      throw new Failure({ kind: 'conflict', key: 'error.company_exists', params: { taxId } });
    }
    const company: Company = {
      id: ids.uuid() as CompanyId,
      name: asLine(name, COMPANY_NAME_CHARS),
      country,
      taxId: taxId ?? null,
      isDemo,
      purchaseMonthRule: 'issue_date',
      createdAt: instantOf(clock.now()),
    };
    await companies.insert(company);
    await tellArchive(company);
    events.emit('companies.changed', { id: company.id });
    return company.id;
  };

  return {
    list: async () => {
      const counts = await reader.counts();
      return (await companies.list()).map((company) => ({
        id: company.id,
        name: company.name,
        country: company.country,
        isDemo: company.isDemo,
        purchaseMonthRule: company.purchaseMonthRule,
        createdAt: company.createdAt,
        invoiceCount: counts[company.id] ?? 0,
        ...(company.taxId === null ? {} : { taxId: company.taxId }),
      }));
    },
    find: (id) => companies.find(id),
    findings: async (id) =>
      (await reader.findings(id)).map((finding) => toAppError(new Failure(findingSpec(finding)), '')),
    create,
    update: async (id, changes) => {
      const company = await companies.find(id);
      if (!company) throw new Failure({ kind: 'user_input', key: 'error.company_gone' });
      await companies.update(id, changes);
      await tellArchive({ ...company, ...changes });
      events.emit('companies.changed', { id });
      events.emit('invoices.changed', { companyId: id });
    },
    forFound: async (found, manifest) => {
      const all = await companies.list();
      const same = found?.taxId === undefined ? undefined : all.find((c) => c.taxId === found.taxId);
      if (same) return same.id;
      const only = all[0];
      if (found?.taxId === undefined && all.length === 1 && only) return only.id;
      if (!found) throw new Failure({ kind: 'user_input', key: 'connect.company_needed' });
      const country = manifest.countries.find((c) => c !== '*') ?? 'PL';
      return create({ name: found.name, country, taxId: found.taxId });
    },
    announce: async () => {
      const inArchive = await reader.companies();
      // Read after it: whatever another PC adds meanwhile is in both.
      const known = new Set((await companies.list()).map(({ id }) => id));
      for (const found of inArchive)
        if (!known.has(found.id)) await companies.insert(returning(found, instantOf(clock.now())));
      for (const company of await companies.list()) {
        const name = asLine(company.name, COMPANY_NAME_CHARS);
        // A file of this computer kept any name: in a store on a server it would find no room.
        if (name !== company.name) await companies.update(company.id, { ...company, name });
        await tellArchive({ ...company, name });
      }
    },
  };
}
