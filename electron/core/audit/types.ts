// What an auditor is given of a company: which months, where to, and what it came to.
import type { Language } from '../../../shared/domain/ids';

export interface AuditOrder {
  readonly archive: string;
  readonly companyId: string;
  /** Months, both included. */
  readonly from: string;
  readonly to: string;
  /** The folder that was chosen; `name` is made in it. */
  readonly into: string;
  readonly name: string;
  readonly language: Language;
  /** What the company calls its connections, by their id. */
  readonly titles: Readonly<Record<string, string>>;
  readonly at: string;
  readonly version: string;
}

/** Something of the months that the archive can no longer give as it was stored. */
export interface LostFile {
  /** Below the company's folder in the archive, with '/'. */
  readonly file: string;
  readonly originals: number;
}

export interface AuditDone {
  readonly folder: string;
  readonly documents: number;
  readonly originals: number;
  /** Bundles, reports, sent invoices and their receipts, exports of tills. */
  readonly files: number;
  readonly bytes: number;
  readonly links: number;
  /** SHA-256 of the manifest: whoever knows it knows that nothing in the folder was exchanged. */
  readonly fingerprint: string;
  readonly lost: readonly LostFile[];
}
