// Where the archive keeps what, below its root.
import { join } from 'node:path';

export const DATABASE_NAME = 'archive.sqlite';
/** Put aside (openArchive) or copied (migrate), with what SQLite keeps beside it. */
export const OLDER_DATABASE = /^archive\.sqlite\.(damaged|before)-?/;
export const TEMP_SUFFIX = '.part';
const SEGMENT_NAME = /^(\d{8})\.zip$/;

export interface CompanyFolders {
  readonly root: string;
  readonly segments: string;
  readonly records: string;
  readonly bundles: string;
  /** Files of a month that somebody brought. */
  readonly reports: string;
  /** Invoices that are to be sent, and the receipts for those that were. */
  readonly outbox: string;
  /** What tills have signed. */
  readonly fiscal: string;
}

export function databaseFile(archive: string): string {
  return join(archive, DATABASE_NAME);
}

export function companyFolders(archive: string, companyId: string): CompanyFolders {
  // Ids come from rows and folder names; none of them may lead out of the archive.
  if (!/^[0-9a-zA-Z-]{1,64}$/.test(companyId)) throw new Error(`company id ${companyId}`);
  const root = join(archive, companyId);
  return {
    root,
    segments: join(root, 'segments'),
    records: join(root, 'records.jsonl'),
    bundles: join(root, 'bundles'),
    reports: join(root, 'reports'),
    outbox: join(root, 'outbox'),
    fiscal: join(root, 'fiscal'),
  };
}

export function segmentName(seq: number): string {
  return `${String(seq).padStart(8, '0')}.zip`;
}

/** Number of a segment's file name, or null when it is no segment. */
export function segmentSeq(name: string): number | null {
  const match = SEGMENT_NAME.exec(name);
  return match ? Number(match[1]) : null;
}
