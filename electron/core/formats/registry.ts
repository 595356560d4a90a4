// Every format the core can read by itself. Adding one is a folder and a line here; a provider's own record format stands in its folder.
import { earveFormat } from './earve/formats';
import { ciiFormat } from './cii/format';
import { tableRowFormat } from './csv/rowRecord';
import { faFormats } from './fa/formats';
import { pdfFormat } from './pdf/format';
import { ublFormat } from './ubl/format';
import { isFailure } from '../../../shared/errors';
import type { InvoiceView } from '../../../shared/domain/invoiceView';
import type { InvoiceFormat } from './format';
import { viewParsed } from './generic/viewParsed';
import { viewTree } from './generic/viewTree';

export const formats: readonly InvoiceFormat[] = [
  ...faFormats,
  earveFormat,
  ublFormat,
  ciiFormat,
  pdfFormat,
  tableRowFormat,
];

/** The format whose `detect` knows these first bytes (4 kB are enough), or null: kept, but not readable. */
export function formatFor(head: Uint8Array): InvoiceFormat | null {
  return formats.find((format) => format.detect(head)) ?? null;
}

/**
 * The page of a document: as its format arranges it, for a record without a page from what was read of it, else as a tree of its
 * elements. Throws what `parse` throws for unreadable bytes.
 */
export function viewOf(bytes: Uint8Array, format: InvoiceFormat | null = formatFor(bytes), part = 1): InvoiceView {
  if (format === null) return viewTree(bytes);
  if (format.view === undefined) return viewParsed(format.parse(bytes, part));
  try {
    return format.view(bytes, part);
  } catch (error) {
    // The head promised a structure that the root is not: still a document that can be read as a tree.
    if (isFailure(error) && error.spec.key === 'format.unknown') return viewTree(bytes);
    throw error;
  }
}
