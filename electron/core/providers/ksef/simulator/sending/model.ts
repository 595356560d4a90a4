// What the simulated service knows of sending: sessions and what was sent in them.
import type { NamedFault } from '../faults';
import type { Micros } from '../instants';

export interface Status {
  readonly code: number;
  readonly description: string;
  readonly details?: readonly string[];
  readonly extensions?: Readonly<Record<string, string>>;
}

export interface SessionKey {
  readonly key: Buffer;
  readonly iv: Buffer;
}

export interface FormCode {
  readonly systemCode: string;
  readonly schemaVersion: string;
  readonly value: string;
}

export interface SentInvoice {
  readonly ordinalNumber: number;
  readonly referenceNumber: string;
  /** Of the plain document as the sender told it; in a package as it is. */
  readonly invoiceHash: string;
  readonly fileName?: string;
  readonly acceptedAt: Micros;
  readonly isOffline: boolean;
  readonly hashOfCorrectedInvoice: string | null;
  readonly invoiceNumber?: string;
  readonly invoicingMode?: 'Online' | 'Offline';
  /** What it comes to once it has been asked for often enough. */
  readonly outcome: Status;
  readonly ksefNumber?: string;
  readonly acquiredAt?: Micros;
  readonly storedAt?: Micros;
  pollsLeft: number;
  /** Answers 21178 before the receipt is there. */
  receiptPollsLeft: number;
}

export interface BatchPart {
  readonly ordinalNumber: number;
  readonly fileSize: number;
  readonly fileHash: string;
  uploaded: Buffer | null;
}

export interface SendingSession {
  readonly kind: 'Online' | 'Batch';
  readonly referenceNumber: string;
  readonly contextNip: string;
  readonly authReference: string;
  /** The KSeF token behind the sign-in, for the receipt; null after a certificate. */
  readonly tokenReference: string | null;
  readonly formCode: FormCode;
  /** Null when the client's key could not be decrypted. */
  readonly key: SessionKey | null;
  readonly openedAt: Micros;
  /** An online session closes itself then; parts of a batch are not taken any more. */
  readonly validUntil: Micros;
  readonly isOffline: boolean;
  readonly batch: {
    readonly fileSize: number;
    readonly fileHash: string;
    readonly compression: 'Zip' | 'TarGz';
  } | null;
  readonly parts: readonly BatchPart[];
  readonly upoReference: string;
  readonly fault: NamedFault | null;
  invoices: SentInvoice[];
  closedAt: Micros | null;
  updatedAt: Micros;
  pollsLeft: number;
  /** Of a package as a whole; null while it is good. */
  failure: Status | null;
}

export const isGood = (invoice: SentInvoice): boolean => invoice.outcome.code === 200;
