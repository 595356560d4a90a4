// What a month needs next: pure.
import { liesAt } from '../../../shared/domain/receipts';
import type { FiscalFileView } from '../../../shared/contract/fiscal';
import type { BundleView, ReportView } from '../../../shared/contract/reports';

export interface MonthPlan {
  /** `first`: no bundle yet; `next`: invoices came after the last one; `none`: nothing has changed since. */
  readonly build: 'first' | 'next' | 'none';
  readonly nextRevision: number;
  /** Some destination lacks the newest revision, or a report of the month. */
  readonly canUpload: boolean;
  readonly primary: 'build' | 'upload' | undefined;
}

interface MonthNow {
  readonly bundles: readonly BundleView[];
  readonly invoiceCount: number;
  readonly reports: readonly Pick<ReportView, 'receipts'>[];
  readonly fiscalFiles: readonly Pick<FiscalFileView, 'receipts'>[];
}
export function nextStep(now: MonthNow, destinations: readonly string[], isAhead: boolean): MonthPlan {
  const newest = now.bundles[0];
  const nothing = isAhead || (now.invoiceCount === 0 && !newest);
  const build = nothing ? 'none' : !newest ? 'first' : newest.lateCount > 0 ? 'next' : 'none';
  const files = [...(newest ? [newest] : []), ...now.reports, ...now.fiscalFiles];
  const lacks = destinations.some((id) => files.some(({ receipts }) => !liesAt(receipts, id)));
  // An upload builds first when that is due, so it is offered then too.
  const canUpload = !isAhead && destinations.length > 0 && (build !== 'none' || lacks);
  return {
    build,
    nextRevision: (newest?.revision ?? 0) + 1,
    canUpload,
    primary: canUpload ? 'upload' : build === 'none' ? undefined : 'build',
  };
}
