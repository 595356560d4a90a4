// One invoice as both tables show it, before it is written in the one or the other way.
import type { BundleInvoice, BundleOriginal } from './types';

export interface TableRow {
  readonly facts: BundleInvoice;
  readonly file: string;
  readonly isReadable: boolean;
  /** First soft finding of the reader, for the cover page. */
  readonly finding: { readonly key: string; readonly params: Readonly<Record<string, string>> } | null;
  readonly saleDate: string;
  readonly dueOn: string;
  readonly paidOn: string;
  readonly payable: string;
  readonly correctedNumbers: string;
  readonly rates: ReadonlyMap<string, { readonly net: string; readonly vat: string }>;
}

export function tableRow(facts: BundleInvoice, file: string, { invoice }: BundleOriginal): TableRow {
  return {
    facts,
    file,
    isReadable: invoice !== null,
    finding: invoice?.findings[0] ?? null,
    saleDate: invoice?.saleDate ?? invoice?.periodTo ?? '',
    dueOn: invoice?.payment.dueOn.join(', ') ?? '',
    paidOn: invoice?.payment.paidOn ?? '',
    payable: invoice?.payable ?? facts.gross,
    correctedNumbers: invoice?.correctedNumbers.map(({ number }) => number).join(', ') ?? '',
    rates: new Map((invoice?.rates ?? []).map(({ rate, net, vat }) => [rate, { net, vat: vat ?? '' }])),
  };
}
