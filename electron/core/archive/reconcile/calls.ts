// What the archive's workers offer for one invoice in several sources.
import type {
  LinkField,
  ReconcileList,
  ReconcileOverview,
  ReconcilePage,
  ReconcileSide,
  ReconcileSum,
} from '../../../../shared/contract/reconcile';
import type { CompanyId, InvoiceRowId } from '../../../../shared/domain/ids';
import type { TableWords } from './table';
import type { ReconcileOrder } from './types';

export type LinkWord = 'same' | 'apart' | 'none';

export interface LinkWriter {
  /** A person's word about two documents; answers what they said before. */
  decideLink(order: {
    readonly companyId: CompanyId;
    readonly a: InvoiceRowId;
    readonly b: InvoiceRowId;
    readonly verdict: LinkWord;
    readonly at: string;
  }): Promise<LinkWord>;
  /** A person's note on a document, about what it is about; answers the one before. */
  explain(order: {
    readonly companyId: CompanyId;
    readonly id: InvoiceRowId;
    readonly about: string;
    readonly note: string | null;
    readonly at: string;
  }): Promise<{ readonly about: string; readonly note: string } | null>;
}

interface SideSums {
  readonly left: { readonly count: number; readonly sums: ReconcileSum[] };
  readonly right: { readonly count: number; readonly sums: ReconcileSum[] };
}

export interface ReconcileReader {
  /** Both sides of a month against each other; worked out once, then read in pages. */
  reconcileOverview(
    order: ReconcileOrder,
  ): Promise<Omit<ReconcileOverview, 'left' | 'right' | 'incomplete'> & SideSums>;
  reconcileRows(
    order: ReconcileOrder,
    page: {
      readonly list: ReconcileList;
      readonly search: string;
      readonly withExplained: boolean;
      readonly after: number;
      readonly limit: number;
    },
  ): Promise<ReconcilePage>;
  /** What an explanation of this row would be about; null when there is no such row. */
  reconcileAbout(order: ReconcileOrder, id: InvoiceRowId): Promise<string | null>;
  reconcileCandidates(
    order: ReconcileOrder,
    id: InvoiceRowId,
    /** Words that a record must hold; empty: what lies near by itself. */
    search: string,
  ): Promise<(ReconcileSide & { readonly differs: LinkField[] })[]>;
  reconcileTable(order: ReconcileOrder, words: TableWords): Promise<string>;
}
