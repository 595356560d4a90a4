// Files of tills as the screens and the uploads see them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FiscalFileView } from '../../../../shared/contract/fiscal';
import { Failure } from '../../../../shared/errors';
import type { SqliteDatabase } from '../../db/openSqlite';
import { companyFolders } from '../folders';
import { createReceipts } from '../reports/reportQueries';
import { promised } from '../promised';
import type { FiscalReader } from './types';

/** Checkpoints of this stream say that a month is whole. */
export const FISCAL_STREAM = 'fiscal/';

interface Row {
  readonly id: string;
  readonly companyId: string;
  readonly file: string;
  readonly moduleId: string | null;
  readonly isInterim: number;
  readonly firstCounter: number | null;
  readonly lastCounter: number | null;
  readonly findings: string;
}

const FILE = `SELECT f.uuid AS id, c.uuid AS companyId, f.connection_uuid AS connectionId, f.provider AS providerId, f.month,
  f.file, f.file_name AS fileName, f.media_type AS mediaType, f.bytes, f.sha256, f.stored_at AS storedAt,
  f.module_id AS moduleId, f.is_interim AS isInterim, f.records, f.first_counter AS firstCounter, f.last_counter AS lastCounter, f.findings
  FROM fiscal_file f JOIN company c ON c.id = f.company_id`;
const ORDER = 'ORDER BY f.month, f.connection_uuid, f.natural_key, f.stored_at';

export function fiscalQueries(db: SqliteDatabase) {
  const receipts = createReceipts(db);
  const byId = db.prepare(`${FILE} WHERE f.uuid = ?`);
  const ofCompany = db.prepare(`${FILE} WHERE c.uuid = ? ${ORDER}`);
  const ofMonth = db.prepare(`${FILE} WHERE c.uuid = ? AND f.month = ? ${ORDER}`);
  const view = ({
    file: _file,
    moduleId,
    isInterim,
    firstCounter,
    lastCounter,
    findings,
    ...shown
  }: Row): FiscalFileView =>
    FiscalFileView.parse({
      ...shown,
      isInterim: isInterim === 1,
      findings: JSON.parse(findings) as unknown,
      receipts: receipts(shown.id),
      ...(moduleId === null ? {} : { moduleId }),
      ...(firstCounter === null ? {} : { firstCounter }),
      ...(lastCounter === null ? {} : { lastCounter }),
    });
  const stored = (id: string): Row | null => (byId.get(id) as Row | undefined) ?? null;
  return {
    stored,
    fileOf: (id: string) => {
      const row = stored(id);
      return row === null ? null : view(row);
    },
    files: (companyId: string, month?: string) =>
      ((month === undefined ? ofCompany.all(companyId) : ofMonth.all(companyId, month)) as Row[]).map(view),
  };
}

export function fiscalReader(db: SqliteDatabase, archive: string): FiscalReader {
  const { files, stored } = fiscalQueries(db);
  const byKey = db.prepare('SELECT 1 FROM fiscal_file WHERE connection_uuid = ? AND natural_key = ?');
  const closed = db
    .prepare(
      `SELECT substr(p.stream, ${String(FISCAL_STREAM.length + 1)}) FROM checkpoint p JOIN source s ON s.id = p.source_id
       WHERE s.uuid = ? AND p.stream LIKE '${FISCAL_STREAM}%' ORDER BY 1`,
    )
    .pluck();
  return {
    hasFiscalFile: promised((connectionId, naturalKey) => byKey.get(connectionId, naturalKey) !== undefined),
    fiscalFiles: promised((companyId, month) => files(companyId, month)),
    fiscalFile: promised((fileId) => {
      const row = stored(fileId);
      if (row === null) throw new Failure({ kind: 'user_input', key: 'archive.unknown_bundle' });
      const path = join(companyFolders(archive, row.companyId).fiscal, row.file);
      if (!existsSync(path)) throw new Failure({ kind: 'rejected', key: 'archive.bundle_missing', details: path });
      return path;
    }),
    closedFiscalMonths: promised((connectionId) => closed.all(connectionId) as string[]),
  };
}
