// What the reader tells of companies as a whole.
import type { CompanyId } from '../../../shared/domain/ids';
import type { ArchiveCompany } from './types';

export interface CompanyHeld {
  readonly documents: number;
  /** Every version of them. */
  readonly originals: number;
  readonly bundles: number;
  readonly reports: number;
  readonly tillFiles: number;
  readonly sentInvoices: number;
  readonly runs: number;
  /** Of originals and files. */
  readonly bytes: number;
  /** Of the chain, and the hash of its last one. */
  readonly links: number;
  readonly head: string;
  /** Of the newest invoice. */
  readonly lastMonth: string | null;
}

export interface CompanyReader {
  /** Companies whose folders are there, as their records tell. */
  companies(): Promise<readonly Omit<ArchiveCompany, 'at'>[]>;
  counts(): Promise<Readonly<Record<string, number>>>;
  /** All that is held of a company, before it goes; null when nothing is. */
  companyHeld(companyId: CompanyId): Promise<CompanyHeld | null>;
}
