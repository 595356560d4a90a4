// A certificate of completeness as others read it: what was asked for, how far the answer reaches, and the run behind it.
import type { CompletenessView } from '../contract/completeness';

export interface CompletenessCertificate {
  readonly kind: 'kontor.completeness';
  readonly v: 1;
  /** ISO 8601 in UTC, like every time here. */
  readonly madeAt: string;
  /** `Kontor 1.2.3`. */
  readonly program: string;
  readonly company: { readonly name: string; readonly country: string; readonly taxId: string | null };
  readonly source: { readonly provider: string; readonly title: string; readonly account: string };
  /** The last run that read the source to its end; null when there was none. */
  readonly run: { readonly id: string; readonly finishedAt: string | null } | null;
  readonly streams: CompletenessView['sources'][number]['streams'];
  readonly months: CompletenessView['sources'][number]['months'];
}
