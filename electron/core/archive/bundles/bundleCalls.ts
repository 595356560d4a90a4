// Bundles, intents and receipts of the writer.
import type { ReceiptView } from '../../../../shared/contract/receipts';
import { Failure } from '../../../../shared/errors';
import type { Exclusive } from '../exclusive';
import { fiscalQueries } from '../fiscal/fiscalQueries';
import { createBundleViews } from '../read/bundleQueries';
import { createReceipts, createReportViews } from '../reports/reportQueries';
import { settleIntents } from '../records/applyRecord';
import { saveRecord } from '../records/saveRecord';
import type { Store } from '../store';
import type { ArchiveWriter } from '../types';
import { buildBundle } from './buildBundle';
import { draftBundle } from './draft';
import { promised } from '../promised';

type BundleCalls = Pick<ArchiveWriter, 'draftBundle' | 'buildBundle' | 'saveIntent' | 'saveReceipt'>;

export function bundleCalls(store: Store, exclusive: Exclusive): BundleCalls {
  const addIntent = store.db.prepare(`INSERT OR REPLACE INTO intent (bundle_uuid, connection_uuid, path, at)
    VALUES (?, ?, ?, ?)`);
  return {
    draftBundle: promised((companyId, month, elsewhere = []) => draftBundle(store, companyId, month, elsewhere)),
    buildBundle: (draft, order, onProgress, signal) =>
      exclusive(() => buildBundle(store, draft, order, onProgress, signal)),
    saveIntent: promised(({ bundleId, connectionId, path, at }) => {
      addIntent.run(bundleId, connectionId, path, at);
      store.options.reached('intent.committed');
    }),
    saveReceipt: (bundleId, receipt) => exclusive(() => saveReceipt(store, bundleId, receipt)),
  };
}

function saveReceipt(store: Store, bundleId: string, receipt: ReceiptView): void {
  const { db } = store;
  const companyId =
    createBundleViews(db).stored(bundleId)?.companyId ??
    createReportViews(db).companyOf(bundleId) ??
    fiscalQueries(db).stored(bundleId)?.companyId;
  if (companyId === undefined) throw new Failure({ kind: 'user_input', key: 'archive.unknown_bundle' });
  const isKnown = createReceipts(db)(bundleId).some((known) => isSame(known, receipt));
  if (isKnown) settleIntents(store, bundleId, receipt);
  else saveRecord(store, companyId, { kind: 'receipt', at: receipt.at, body: { bundleId, receipt } });
}

function isSame(a: ReceiptView, b: ReceiptView): boolean {
  const keys = ['connectionId', 'path', 'bytes', 'sha256', 'verifiedBy', 'at', 'remoteId'] as const;
  return keys.every((key) => a[key] === b[key]);
}
