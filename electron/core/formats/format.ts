// A format reads original bytes into the common invoice model. Pure and worker-safe: no clock, no disk, no network.
import type { ParsedInvoice } from '../../../shared/domain/invoice';

export interface InvoiceFormat {
  /** `fa3`, `fa2`, … */
  readonly id: string;
  /** Cheap look at the first bytes; true when `parse` should be tried. */
  detect(head: Uint8Array): boolean;
  /**
   * Throws a Failure of kind `rejected` with key `format.<reason>` (format.doctype, format.too_deep, format.too_large, format.not_xml,
   * format.not_utf8, format.missing_field with params {field}) when the bytes cannot be read. The original is kept all the same.
   */
  parse(bytes: Uint8Array): ParsedInvoice;
}
