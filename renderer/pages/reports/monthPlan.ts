// What a month needs next: pure.
import type { BundleView } from '../../../shared/contract/reports';

export interface MonthPlan {
  /** `first`: no bundle yet; `next`: invoices came after the last one; `none`: nothing has changed since. */
  readonly build: 'first' | 'next' | 'none';
  readonly nextRevision: number;
  /** Some destination does not have the newest revision. */
  readonly canUpload: boolean;
  readonly primary: 'build' | 'upload' | undefined;
}

interface MonthNow {
  readonly bundles: readonly BundleView[];
  readonly invoiceCount: number;
}
export function nextStep(now: MonthNow, destinations: readonly string[], isAhead: boolean): MonthPlan {
  const newest = now.bundles[0];
  const nothing = isAhead || (now.invoiceCount === 0 && !newest);
  const build = nothing ? 'none' : !newest ? 'first' : newest.lateCount > 0 ? 'next' : 'none';
  const lacks = destinations.some((id) => !newest?.receipts.some(({ connectionId }) => connectionId === id));
  // An upload builds first when that is due, so it is offered then too.
  const canUpload = !nothing && destinations.length > 0 && (build !== 'none' || lacks);
  return {
    build,
    nextRevision: (newest?.revision ?? 0) + 1,
    canUpload,
    primary: canUpload ? 'upload' : build === 'none' ? undefined : 'build',
  };
}
