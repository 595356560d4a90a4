// What the archive gives to the builder of a month's bundle, and what it gets back. The builder is pure: the same input gives the
// same entries, byte for byte; the archive writes them into one ZIP with fixed times.
import type { Direction, ParsedInvoice, PaymentState } from '../../../shared/domain/invoice';

export interface BundleInvoice {
  readonly connectionId: string;
  readonly naturalKey: string;
  /** Number under which the source knows it, e.g. the KSeF number. */
  readonly remoteNumber: string | null;
  readonly receivedOn: string | null;
  readonly number: string;
  readonly kind: string;
  readonly direction: Direction;
  readonly issueDate: string;
  readonly counterparty: string;
  readonly counterpartyTaxId: string | null;
  readonly currency: string;
  /** Decimal text. */
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
  readonly needsLook: boolean;
  /** As a table shows them: joined by commas. */
  readonly tags?: string;
  /** Null or absent: nobody knows. */
  readonly payment?: PaymentState | null;
  /** Another source's record of the same invoice stands for it in every sum; this one is enclosed, and counts nowhere. */
  readonly countsWith?: { readonly number: string; readonly remoteNumber: string | null; readonly sha256: string };
  /** Its original holds several invoices and is enclosed once: with the one at this place in `invoices`. */
  readonly heldBy?: number;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

export interface BundleOriginal {
  /** Checked against its hash. */
  readonly bytes: Uint8Array;
  /** Null when no format reads it. */
  readonly invoice: ParsedInvoice | null;
}

export interface BundleInput {
  readonly company: { readonly name: string; readonly country: string; readonly taxId: string | null };
  readonly month: string;
  readonly revision: number;
  /** Hash over the sorted originals' hashes, month and revision. */
  readonly identity: string;
  /** Language of the cover page. */
  readonly language: string;
  /** By direction, issue date, number, natural key. */
  readonly invoices: readonly BundleInvoice[];
  /** Reads one original: by its place in `invoices`; in order is fastest. Nothing is kept in memory. */
  readonly read: (place: number) => BundleOriginal;
}

export interface BundleEntry {
  /** Path inside the ZIP with `/`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Entries in the order in which they stand in the ZIP. */
export type BuildBundle = (input: BundleInput) => AsyncIterable<BundleEntry> | Iterable<BundleEntry>;
