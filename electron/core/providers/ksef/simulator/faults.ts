// Faults that tests may script. `FaultScript` entries of type `named` use these words; where each one works is told beside it.
// Entries of the types status, cut, lose_answer and truncate work on every call.
import type { Fault } from '../../sdk/simulatorKit';

export type NamedFault =
  // On any call
  /** 200 with a page of HTML, as the firewall in front of the real service sends it. */
  | 'html_instead'
  /** 429 with seconds, with an HTTP date, without Retry-After. */
  | 'too_many_requests'
  | 'retry_after_date'
  | 'no_retry_after'
  /** The old public keys are withdrawn just before this call. */
  | 'key_rotation'
  /** X-System-Warning on an otherwise normal answer. */
  | 'system_warning'
  // On POST /auth/challenge
  /** The service's clock is ten minutes ahead of the machine's. */
  | 'clock_skew'
  // On POST /auth/ksef-token
  /** The operation stays at 100 for ever. */
  | 'stuck_login'
  | 'login_cancelled'
  // On POST /invoices/query/metadata
  /** After this answer three invoices appear whose storage date lies between the high water mark and now. */
  | 'late_invoices'
  /** From here on, pages overlap by one record. */
  | 'duplicates_across_pages'
  // On POST /invoices/exports (the package that is being ordered); late_invoices works here too
  | 'stuck_export'
  | 'export_failed'
  | 'export_cancelled'
  | 'export_key_rejected'
  /** Half of what matches, with isTruncated and the last date. */
  | 'truncated_package'
  /** The first part's hash in the status is not the hash of its bytes. */
  | 'wrong_part_hash'
  /** The plain part's hash is wrong, the encrypted one right. */
  | 'wrong_plain_hash'
  /** The archive's end is missing although every hash fits. */
  | 'broken_archive'
  /** An entry named ../../wyjscie.xml. */
  | 'zip_slip'
  /** An entry of 50 MB of zeros. */
  | 'zip_bomb'
  /** One invoice with a document type declaration and an entity. */
  | 'doctype_invoice'
  /** One invoice of almost three megabytes. */
  | 'big_invoice_3mb'
  /** One invoice of the metadata has no file. */
  | 'missing_invoice'
  /** One file is in no metadata. */
  | 'foreign_file'
  /** The metadata's hash of one invoice is wrong. */
  | 'wrong_invoice_hash'
  /** One invoice begins with a byte order mark. */
  | 'bom_invoice'
  /** No _metadata.json. */
  | 'no_metadata_file'
  // On GET /invoices/exports/{referenceNumber}
  /** 210: the package is no longer there. */
  | 'export_expired'
  /** The links of this answer are already over. */
  | 'link_expired'
  // On POST /sessions/online and /sessions/batch
  /** The session's key cannot be opened: status 415, and 21180 on sending. */
  | 'session_key_rejected'
  /** The package ends with status 500. */
  | 'batch_failed'
  // On POST /sessions/online/{referenceNumber}/invoices
  /** 21184: maintenance; only a new session helps. */
  | 'session_unavailable'
  /** The invoice stays at 150 for ever. */
  | 'invoice_stuck'
  /** It ends with 500 or 550 and has no number. */
  | 'invoice_failed'
  | 'invoice_cancelled'
  // On GET …/upo
  /** 21178 although the invoice is good. */
  | 'receipt_missing'
  // On GET /storage/…
  /** One byte is flipped. */
  | 'damaged_part'
  /** The answer is shorter than announced in the status, without a broken connection. */
  | 'short_part';

/** Typed entry for a test's script. */
export function named(match: RegExp, name: NamedFault, times = 1): Fault {
  return { match, times, kind: { type: 'named', name } };
}
