// Originals read back from their segments, each checked against the hash it was stored with.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { InvoiceRowId } from '../../../../shared/domain/ids';
import { Failure } from '../../../../shared/errors';
import type { SqliteDatabase } from '../../db/openSqlite';
import { companyFolders, segmentName } from '../folders';
import { readEntryAt } from '../zip/readEntryAt';
import { sha256Hex } from '../sha256';

export interface StoredVersion {
  readonly no: number;
  readonly sha256: Buffer | null;
  readonly bytes: number;
  readonly mediaType: string;
  readonly fileName: string;
  readonly storedAt: string;
  readonly isDeleted: number;
  readonly segmentSeq: number | null;
  readonly entryOffset: number | null;
  /** Which invoice of the original it is, counted from 1. */
  readonly part: number;
}

export interface ReadOriginal {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly isUnchanged: boolean;
  readonly version: StoredVersion;
}

export function createOriginals(db: SqliteDatabase, archive: string) {
  const versions = db.prepare(`SELECT no, sha256, bytes, media_type AS mediaType, file_name AS fileName,
    stored_at AS storedAt, is_deleted AS isDeleted, segment_seq AS segmentSeq, entry_offset AS entryOffset, part
    FROM document_version WHERE document_id = ? ORDER BY no`);
  const companyOf = db
    .prepare(
      `SELECT c.uuid FROM document d JOIN source s ON s.id = d.source_id JOIN company c ON c.id = s.company_id
       WHERE d.id = ?`,
    )
    .pluck();

  const versionsOf = (id: InvoiceRowId): readonly StoredVersion[] => versions.all(id) as StoredVersion[];

  /** The version asked for, or the last one that has content. */
  const read = (id: InvoiceRowId, no: number | null): ReadOriginal => {
    const all = versionsOf(id);
    const version = no === null ? all.findLast((one) => one.isDeleted === 0) : all.find((one) => one.no === no);
    const company = companyOf.get(id) as string | undefined;
    if (
      version === undefined ||
      version.sha256 === null ||
      version.segmentSeq === null ||
      version.entryOffset === null ||
      company === undefined
    )
      throw new Failure({ kind: 'user_input', key: 'archive.no_original' });
    const file = join(companyFolders(archive, company).segments, segmentName(version.segmentSeq));
    if (!existsSync(file)) throw new Failure({ kind: 'rejected', key: 'archive.original_missing', details: file });
    const bytes = readOrChanged(file, version.entryOffset);
    const sha256 = sha256Hex(bytes);
    return { bytes, sha256, isUnchanged: sha256 === version.sha256.toString('hex'), version };
  };
  return { versionsOf, read };
}

/** A segment that can no longer be unpacked was changed, too. */
function readOrChanged(file: string, offset: number): Uint8Array {
  try {
    return readEntryAt(file, offset);
  } catch (cause) {
    throw originalChanged(cause);
  }
}

export function originalChanged(cause?: unknown): Failure {
  return new Failure({ kind: 'rejected', key: 'archive.original_changed', ...(cause === undefined ? {} : { cause }) });
}
