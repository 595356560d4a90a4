import type { PaperLanguage } from '../../../shared/contract/invoices';
import type { InvoiceView } from '../../../shared/domain/invoiceView';

export interface PaperFacts {
  readonly view: InvoiceView;
  readonly language: PaperLanguage;
  /** The number that the state gave it. */
  readonly remoteNumber?: string;
  /** Hex, of the original's bytes; absent where the page itself is the only one. */
  readonly sha256?: string;
  /** KOD I, and KOD II for what was issued offline. */
  readonly links: { readonly invoice?: string; readonly certificate?: string };
}
