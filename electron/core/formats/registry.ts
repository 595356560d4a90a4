// Every format the core can read by itself. Adding one is a folder and a line here; a provider's own record format stands in its folder.
import { faFormats } from './fa/formats';
import type { InvoiceFormat } from './format';

export const formats: readonly InvoiceFormat[] = [...faFormats];

/** The format whose `detect` knows these first bytes (4 kB are enough), or null: kept, but not readable. */
export function formatFor(head: Uint8Array): InvoiceFormat | null {
  return formats.find((format) => format.detect(head)) ?? null;
}
