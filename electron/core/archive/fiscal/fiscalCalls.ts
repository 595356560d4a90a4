// Files of tills in the writer.
import type { Exclusive } from '../exclusive';
import { saveRecord } from '../records/saveRecord';
import { findCompany, findSource, type Store } from '../store';
import { FISCAL_STREAM, fiscalQueries } from './fiscalQueries';
import { keepFile } from './keepFile';
import type { FiscalWriter } from './types';

export function fiscalCalls(store: Store, exclusive: Exclusive): FiscalWriter {
  const { fileOf } = fiscalQueries(store.db);
  return {
    keepFiscalFile: (delivery, onProgress, signal) =>
      exclusive(async () => {
        const kept = fileOf(await keepFile(store, delivery, onProgress, signal));
        if (kept === null) throw new Error('fiscal file without a row');
        return kept;
      }),
    closeFiscalMonth: ({ companyId, connectionId, providerId, month, at }) =>
      exclusive(() => {
        const stream = FISCAL_STREAM + month;
        const company = findCompany(store, companyId);
        const source = company === null ? null : findSource(store, company, connectionId);
        if (source !== null && store.statements.checkpoint.get(source, stream) !== undefined) return;
        const body = { connection: connectionId, provider: providerId, stream, value: 'whole' };
        saveRecord(store, companyId, { kind: 'checkpoint', at, body });
      }),
  };
}
