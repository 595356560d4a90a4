// Every format the core can read. Adding one is a folder and a line here.
import { fakturowniaFormat } from './accounting/fakturownia';
import { infaktFormat } from './accounting/infakt';
import { faFormats } from './fa/formats';
import type { InvoiceFormat } from './format';

export const formats: readonly InvoiceFormat[] = [...faFormats, fakturowniaFormat, infaktFormat];

/** The format of this id, else the one whose `detect` knows these bytes, or null: kept, but not readable. */
export function formatFor(head: Uint8Array, parserId = 'auto'): InvoiceFormat | null {
  const named = parserId === 'auto' ? undefined : formats.find((format) => format.id === parserId);
  if (named !== undefined) return named;
  return formats.find((format) => format.detect(head)) ?? null;
}
