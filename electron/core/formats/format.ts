// A format reads original bytes into the common invoice model. Pure and worker-safe: no clock, no disk, no network.
import type { ParsedInvoice } from '../../../shared/domain/invoice';
import type { InvoiceView } from '../../../shared/domain/invoiceView';

export interface InvoiceFormat {
  /** `fa3`, `fa2`, … */
  readonly id: string;
  /** Cheap look at the first bytes; true when `parse` should be tried. */
  detect(head: Uint8Array): boolean;
  /**
   * Throws a Failure of kind `rejected` with key `format.<reason>` (format.doctype, format.too_deep, format.too_large, format.not_xml,
   * format.not_utf8, format.unknown, format.missing_field and format.bad_field with params {field}) when the bytes cannot be read.
   * The original is kept all the same. Roles, payment methods, findings and the labels of notes that begin with `format.note.` are
   * message keys of the catalogue `format` (`role.<id>`, `method.<id>`, …); a note whose label says all has an empty text.
   */
  parse(bytes: Uint8Array): ParsedInvoice;
  /** Everything the document says, arranged as a page. Requires nothing but readable bytes; without it a tree of the elements is shown. */
  view?(bytes: Uint8Array): InvoiceView;
}
