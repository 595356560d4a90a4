// What the record of a fiscal file does to the rows, and what a start does with files that no record names.
import type { CompanyRow, Store } from '../store';
import type { RecordBody } from '../records/recordLine';

export function addFiscalFile(store: Store, company: CompanyRow, at: string, body: RecordBody<'fiscal_file'>): void {
  store.db
    .prepare(
      `INSERT OR IGNORE INTO fiscal_file (uuid, company_id, connection_uuid, provider, natural_key, month, file, file_name,
         media_type, bytes, sha256, stored_at, module_id, is_interim, records, first_counter, last_counter, findings)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      body.id,
      company.id,
      body.connection,
      body.provider,
      body.key,
      body.month,
      body.file,
      body.fileName,
      body.mediaType,
      body.bytes,
      body.sha256,
      at,
      body.moduleId ?? null,
      body.isInterim ? 1 : 0,
      body.records,
      body.firstCounter,
      body.lastCounter,
      JSON.stringify(body.findings),
    );
}
