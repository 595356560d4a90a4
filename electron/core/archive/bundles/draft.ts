// What a bundle of a month would hold now, and whether the last one still says the same.
import { createHash } from 'node:crypto';
import type { Month, CompanyId } from '../../../../shared/domain/ids';
import { InvoiceRowId } from '../../../../shared/domain/ids';
import type { BundleView } from '../../../../shared/contract/reports';
import type { Direction } from '../../../../shared/domain/invoice';
import { fromMinor } from '../../../../shared/domain/money';
import { Failure } from '../../../../shared/errors';
import { createBundleViews, IN_MONTH } from '../read/bundleQueries';
import type { Store } from '../store';
import type { BundleDraft, BundleElsewhere } from '../types';

/** Identity: SHA-256 over the sorted hashes of the originals, the month and the revision. Never of the ZIP. */
export function bundleIdentity(hashes: readonly string[], month: string, revision: number): string {
  const text = [...hashes].sort().join('\n');
  return createHash('sha256').update(`${text}\n${month}\n${revision}`).digest('hex');
}

export function draftBundle(
  store: Store,
  companyId: CompanyId,
  month: Month,
  elsewhere: readonly BundleElsewhere[] = [],
): BundleDraft {
  const rows = store.db
    .prepare(
      `SELECT i.id, hex(v.sha256) AS sha256, v.segment_seq || ' ' || v.entry_offset AS place, i.direction, i.currency, i.gross, i.is_hidden AS isHidden ${IN_MONTH.replace(
        'WHERE',
        'JOIN document_version v ON v.document_id = d.id AND v.no = d.last_version WHERE',
      )} ORDER BY i.direction, i.issue_date, i.number, d.natural_key, i.id`,
    )
    .all({ company: companyId, month }) as (Counted & { id: number; sha256: string; place: string })[];
  // An original with several invoices is one.
  const originals = new Map(rows.map((row) => [row.place, row.sha256.toLowerCase()]));
  const hashes = [...originals.values()];
  const [last] = createBundleViews(store.db).ofMonth(companyId, month);
  const newest = Math.max(0, ...elsewhere.map((bundle) => bundle.revision));
  // The same originals, but what they count is another: something was linked since, and the cover would tell old sums.
  const isSame =
    last !== undefined &&
    !elsewhere.some(({ revision, identity }) => revision >= last.revision && identity !== last.identity) &&
    last.identity === bundleIdentity(hashes, month, last.revision) &&
    JSON.stringify(last.totals) === JSON.stringify(bundleTotals(rows));
  // What another PC has made of the same originals is made here under the same number, and is then the same bundle.
  const theirs = bundleIdentity(hashes, month, newest);
  const isTheirs = (last?.revision ?? 0) < newest && elsewhere.some(({ identity }) => identity === theirs);
  const next = Math.max(last?.revision ?? 0, newest) + 1;
  const revision = isSame ? last.revision : isTheirs ? newest : next;
  return {
    companyId,
    month,
    revision,
    identity: bundleIdentity(hashes, month, revision),
    existing: isSame ? last : null,
    invoiceIds: rows.map((row) => InvoiceRowId.parse(row.id)),
    elsewhere,
  };
}

interface Counted {
  readonly direction: Direction;
  readonly currency: string;
  readonly gross: number;
  readonly isHidden: number;
}

/** Sums of a month's originals: what lies in several sources counts with the one that leads. */
export function bundleTotals(rows: readonly Counted[]): BundleView['totals'] {
  const sums = new Map<string, { direction: Direction; currency: string; count: number; gross: bigint }>();
  for (const { direction, currency, gross, isHidden } of rows) {
    if (isHidden !== 0) continue;
    const key = `${direction} ${currency}`;
    const sum = sums.get(key) ?? { direction, currency, count: 0, gross: 0n };
    sums.set(key, { ...sum, count: sum.count + 1, gross: sum.gross + BigInt(gross) });
  }
  return [...sums.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { direction, currency, count, gross }]) => {
      const minor = Number(gross);
      if (!Number.isSafeInteger(minor)) throw new Failure({ kind: 'rejected', key: 'archive.too_big', params: {} });
      return { direction, count, gross: { amount: fromMinor(minor, currency), currency } };
    });
}
