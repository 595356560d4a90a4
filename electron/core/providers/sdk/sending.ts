// Sending: invoices leave for a service that numbers them. The core owns the outbox, the confirmation and the archive; the provider owns
// the protocol. What a step says is committed before the step that follows it: a process that dies leaves a state that can be settled.
import type { FieldValues } from '../../../../shared/forms/fields';
import type { SendMode } from '../../../../shared/contract/sending';
import type { FailureSpec } from '../../../../shared/errors';
import type { ProviderContext, WorkContext } from './context';

export type { SendMode };

/** Where the service was told about an invoice; enough to ask for it after everything else was lost. */
export interface SendTrace {
  /** The service's name for the delivery: a session, a batch. */
  readonly session: string;
  /** Its name for the invoice within, once it has given one. */
  readonly item?: string;
}

export interface OutgoingInvoice {
  readonly id: string;
  /** Final and unchanging. */
  readonly path: string;
  readonly bytes: number;
  /** Standard Base64. */
  readonly sha256: string;
  readonly fileName: string;
  readonly mode: SendMode;
  /** Standard Base64 of what was refused and is sent again in a valid form (technical correction). */
  readonly correctsSha256?: string;
  /** `sending` and `unknown`: something may have been sent; find out before anything else. `accepted`: its receipt is missing. */
  readonly state: 'queued' | 'sending' | 'unknown' | 'sent' | 'accepted';
  readonly trace?: SendTrace;
  /** The service's number, once accepted. */
  readonly remoteNumber?: string;
}

export type SendStep =
  /** Committed before the first byte leaves. */
  | { readonly step: 'sending'; readonly trace: SendTrace }
  /** The service has it and will decide. */
  | { readonly step: 'sent'; readonly trace: SendTrace }
  /** Nobody knows whether it arrived, and the service cannot be asked now. */
  | { readonly step: 'unknown'; readonly trace: SendTrace; readonly problem: FailureSpec }
  /** It certainly did not arrive, or was dropped there without a number: it may be sent again. */
  | { readonly step: 'queued' }
  | {
      readonly step: 'accepted';
      readonly trace: SendTrace;
      readonly remoteNumber: string;
      /** Under which the archive keeps it, where that is another: the archive does not tell small letters from capitals. */
      readonly naturalKey?: string;
      /** Instant text of the legal receipt and its date in the service's own zone. */
      readonly receivedAt?: string;
      readonly receivedOn?: string;
      /** It was there already, byte for byte: an earlier try had arrived. */
      readonly wasThere?: boolean;
    }
  | { readonly step: 'rejected'; readonly trace?: SendTrace; readonly problem: FailureSpec };

export interface SendReceipt {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly mediaType: string;
}

export interface SendEntry {
  readonly id: string;
  readonly step: SendStep;
}

export interface SendJournal {
  /** The same step for some invoices; committed before the promise resolves. */
  note(ids: readonly string[], step: SendStep): Promise<void>;
  /** Decisions, each for its own invoice; all of them committed together. */
  settle(entries: readonly SendEntry[]): Promise<void>;
  /** The service's receipt, for one invoice or for many at once. */
  receipt(ids: readonly string[], receipt: SendReceipt): Promise<void>;
}

export type SendPackaging = 'zip' | 'tar.gz';

export interface SendOrder {
  readonly items: readonly OutgoingInvoice[];
  readonly journal: SendJournal;
  /** Writes one package of these invoices, named by their ids; the same invoices give the same bytes. */
  pack(ids: readonly string[], toPath: string, packaging: SendPackaging): Promise<void>;
}

/**
 * Sends what is queued, settles what is uncertain by asking first, waits for decisions, fetches receipts. Called again with the same
 * invoices in the states that were noted; nothing may then be sent twice.
 */
export type SendInvoices = (ctx: WorkContext, order: SendOrder) => Promise<void>;

export interface SendableFacts {
  readonly mode: SendMode;
  readonly issueDate: string;
  /** Of an announced unavailability or failure; null while it lasts. */
  readonly outageEndedOn?: string | null;
}

export interface LinkOrder {
  readonly sellerTaxId: string;
  readonly issueDate: string;
  readonly sha256Base64Url: string;
  readonly mode: SendMode;
}

/** Texts of the QR codes that the law wants on what is handed over before the service knows it. */
export interface OfflineLinks {
  readonly invoice?: string;
  /** Signed; who issued it. */
  readonly issuer?: string;
}

/** What an official receipt says of one invoice, in the service's own words. */
export interface ReceiptFacts {
  readonly issuer: string;
  readonly sentAt: string;
  readonly numberedAt: string;
  readonly session: string;
  /** Standard Base64 of the document that it confirms. */
  readonly sha256: string;
}

export interface SendingAbility {
  /** Toggle of the form that switches sending on; off by default. While it is off the core lets no sending call out. */
  readonly switchField: string;
  /** Every request that could make the service take an invoice, by method and address. */
  readonly isSendingCall: (method: string, url: URL) => boolean;
  readonly modes: readonly SendMode[];
  /** Formats (electron/core/formats) that it takes. */
  readonly formats: readonly string[];
  readonly maxBytes: number;
  /**
   * The service cannot be asked what became of a delivery: `unknown` stays until a person has found out. `sent` then means that it
   * arrived, `queued` that it is to be sent again.
   */
  readonly asksPerson?: true;
  readonly send: () => Promise<SendInvoices>;
  /** Last calendar day on which it may be sent; null: none, undefined: not known while the outage lasts. Pure. */
  readonly deadline: () => Promise<(facts: SendableFacts) => string | null | undefined>;
  /** Reads a stored receipt; null when it does not speak of this number. */
  readonly readReceipt?: () => Promise<(bytes: Uint8Array, remoteNumber: string) => ReceiptFacts | null>;
  readonly links?: () => Promise<(ctx: ProviderContext, order: LinkOrder) => Promise<OfflineLinks>>;
  /** Where it goes, as the user should read it before confirming: `TEST`. */
  readonly target: (settings: FieldValues) => { readonly name: string; readonly isProduction: boolean };
}
