// Bundles, intents and receipts of the writer.
import { Failure } from '../../../../shared/errors';
import type { Exclusive } from '../exclusive';
import { saveRecord } from '../records/saveRecord';
import type { Store } from '../store';
import type { ArchiveWriter } from '../types';

type BundleCalls = Pick<ArchiveWriter, 'draftBundle' | 'buildBundle' | 'saveIntent' | 'saveReceipt'>;

export function bundleCalls(store: Store, exclusive: Exclusive): BundleCalls {
  const addIntent = store.db.prepare(`INSERT OR REPLACE INTO intent (bundle_uuid, connection_uuid, path, at)
    VALUES (?, ?, ?, ?)`);
  const companyOf = store.db
    .prepare('SELECT c.uuid FROM bundle b JOIN company c ON c.id = b.company_id WHERE b.uuid = ?')
    .pluck();
  return {
    draftBundle: async () => Promise.reject(new Error('coming')),
    buildBundle: async () => Promise.reject(new Error('coming')),
    saveIntent: async ({ bundleId, connectionId, path, at }) => {
      addIntent.run(bundleId, connectionId, path, at);
      store.options.reached('intent.committed');
    },
    saveReceipt: (bundleId, receipt) =>
      exclusive(() => {
        const company = companyOf.get(bundleId) as string | undefined;
        if (company === undefined) throw new Failure({ kind: 'user_input', key: 'archive.unknown_bundle' });
        saveRecord(store, company, { kind: 'receipt', at: receipt.at, body: { bundleId, receipt } });
      }),
  };
}
