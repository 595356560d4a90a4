// What a bundle of a month would hold now, and whether the last one still says the same.
import { createHash } from 'node:crypto';
import type { Month, CompanyId } from '../../../../shared/domain/ids';
import { InvoiceRowId } from '../../../../shared/domain/ids';
import { createBundleViews, IN_MONTH } from '../read/bundleQueries';
import type { Store } from '../store';
import type { BundleDraft } from '../types';

/** Identity: SHA-256 over the sorted hashes of the originals, the month and the revision. Never of the ZIP. */
export function bundleIdentity(hashes: readonly string[], month: string, revision: number): string {
  const text = [...hashes].sort().join('\n');
  return createHash('sha256').update(`${text}\n${month}\n${revision}`).digest('hex');
}

export function draftBundle(store: Store, companyId: CompanyId, month: Month): BundleDraft {
  const rows = store.db
    .prepare(
      `SELECT i.id, hex(v.sha256) AS sha256 ${IN_MONTH.replace(
        'WHERE',
        'JOIN document_version v ON v.document_id = d.id AND v.no = d.last_version WHERE',
      )} ORDER BY i.direction, i.issue_date, i.number, d.natural_key, i.id`,
    )
    .all({ company: companyId, month }) as { id: number; sha256: string }[];
  const hashes = rows.map((row) => row.sha256.toLowerCase());
  const [last] = createBundleViews(store.db).ofMonth(companyId, month);
  const isSame = last !== undefined && last.identity === bundleIdentity(hashes, month, last.revision);
  const revision = isSame ? last.revision : (last?.revision ?? 0) + 1;
  return {
    companyId,
    month,
    revision,
    identity: bundleIdentity(hashes, month, revision),
    existing: isSame ? last : null,
    invoiceIds: rows.map((row) => InvoiceRowId.parse(row.id)),
  };
}
