// What reconciling works on: records of one company around one month, and the rows that they make.
import type { ReconcileList, ReconcileStep } from '../../../../shared/contract/reconcile';
import type { CompanyId, ConnectionId, Month } from '../../../../shared/domain/ids';
import type { Direction, InvoiceKind, PaymentState } from '../../../../shared/domain/invoice';
import type { Compared } from '../links/differences';
import type { LinkReason } from '../links/groups';

export interface ReconcileOrder {
  readonly companyId: CompanyId;
  readonly month: Month;
  readonly direction: Direction | null;
  /** Where originals come from. */
  readonly left: readonly ConnectionId[];
  /** The accounting programs that are compared. */
  readonly right: readonly ConnectionId[];
  /** Calendar date: what was issued in these days may still come. */
  readonly today: string;
  /** Sides of the invoices whose originals are not yet read to the month's end: what is missing there may only be unread. */
  readonly unread: readonly Direction[];
}

export type Side = 'left' | 'right';

export interface Doc extends Compared {
  readonly id: number;
  readonly source: ConnectionId;
  readonly side: Side;
  readonly kind: InvoiceKind;
  readonly direction: Direction;
  readonly counterparty: string;
  readonly counterpartyOrder: string;
  readonly paymentState: PaymentState | null;
  readonly ksefNumber: string | null;
  readonly matchKey: string | null;
  readonly isScan: boolean;
  readonly month: string;
  readonly leaderId: number;
  readonly reason: LinkReason | null;
}

export interface Decision {
  readonly a: number;
  readonly b: number;
  readonly verdict: 'same' | 'apart';
}

export interface Explanation {
  readonly about: string;
  readonly note: string;
  readonly at: string;
}

export interface Material {
  readonly docs: readonly Doc[];
  readonly decisions: readonly Decision[];
  readonly explanations: ReadonlyMap<number, Explanation>;
}

export interface Row {
  readonly id: number;
  readonly list: ReconcileList;
  readonly left: Doc | null;
  readonly right: Doc | null;
  readonly more: readonly Doc[];
  readonly by: LinkReason | 'likely' | 'same_number' | null;
  readonly differs: number;
  readonly step: ReconcileStep;
  /** What an explanation of this row is about; an older one says nothing about it once this has changed. */
  readonly about: string;
  readonly explained: Explanation | null;
  readonly decided: readonly Decision[];
}
