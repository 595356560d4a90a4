// A format reads original bytes into the common invoice model. Pure and worker-safe: no clock, no disk, no network.
import type { ParsedInvoice } from '../../../shared/domain/invoice';
import type { InvoiceView } from '../../../shared/domain/invoiceView';

/** A file inside an invoice. */
export interface FormatAttachment {
  readonly name: string;
  readonly mediaType: string;
  /** Throws a Failure `format.bad_field` when it cannot be unpacked. */
  load(): Uint8Array;
}

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
   * `part` says which invoice of a file that holds several, counted from 1.
   */
  parse(bytes: Uint8Array, part?: number): ParsedInvoice;
  /** How many invoices the file holds; a format without it knows of files with one only. */
  parts?(bytes: Uint8Array): number;
  /** Everything the document says, arranged as a page. Requires nothing but readable bytes; without it a tree of the elements is shown. */
  view?(bytes: Uint8Array, part?: number): InvoiceView;
  /** In the order of `ParsedInvoice.attachments`. */
  attachments?(bytes: Uint8Array, part?: number): readonly FormatAttachment[];
}
