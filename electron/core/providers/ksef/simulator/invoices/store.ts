// The repository: light records sorted by storage date. Documents are written when somebody asks for them; what was learned from a
// document once (hash, amounts) is kept.
import { createHash } from 'node:crypto';
import type { InvoiceFacts } from '../faGenerator/facts';
import type { Micros } from '../instants';

export type SubjectType = 'Subject1' | 'Subject2' | 'Subject3' | 'SubjectAuthorized';

export interface InvoiceRecord {
  readonly ksefNumber: string;
  readonly issueDate: string;
  readonly acceptedAt: Micros;
  readonly acquiredAt: Micros;
  readonly storedAt: Micros;
  /** Readers see it from here on: between the storage date and the high water mark invoices may be late. */
  readonly visibleAt: Micros;
  readonly mode: 'Online' | 'Offline';
  readonly sellerNip: string;
  /** Who may read it, and as what. */
  readonly subjects: readonly { readonly type: SubjectType; readonly nip: string }[];
  /** Of a technical correction: the hash of what was refused. */
  readonly hashOfCorrectedInvoice?: string | null;
  /** Writes the document; the same bytes each time. */
  readonly make: () => Made;
}

export interface Made {
  readonly bytes: Buffer;
  readonly facts: InvoiceFacts;
}

export interface Known {
  readonly facts: InvoiceFacts;
  /** Base64 of SHA-256. */
  readonly hash: string;
}

export class InvoiceStore {
  private records: InvoiceRecord[] = [];
  private readonly numbers = new Map<string, InvoiceRecord>();
  private readonly known = new WeakMap<InvoiceRecord, Known>();

  add(records: readonly InvoiceRecord[]): void {
    for (const record of records) {
      if (this.numbers.has(record.ksefNumber)) throw new Error(`KSeF number ${record.ksefNumber} twice`);
      this.numbers.set(record.ksefNumber, record);
    }
    this.records = [...this.records, ...records].sort((a, b) => a.storedAt - b.storedAt || order(a, b));
  }

  get all(): readonly InvoiceRecord[] {
    return this.records;
  }

  get(ksefNumber: string): InvoiceRecord | undefined {
    return this.numbers.get(ksefNumber);
  }

  learn(record: InvoiceRecord, made?: Made): Known {
    let known = this.known.get(record);
    if (!known) {
      const { bytes, facts } = made ?? record.make();
      known = { facts, hash: createHash('sha256').update(bytes).digest('base64') };
      this.known.set(record, known);
    }
    return known;
  }
}

export const order = (a: InvoiceRecord, b: InvoiceRecord): number => (a.ksefNumber < b.ksefNumber ? -1 : 1);

export const isSubject = (record: InvoiceRecord, type: SubjectType, nip: string): boolean =>
  record.subjects.some((subject) => subject.type === type && subject.nip === nip);
