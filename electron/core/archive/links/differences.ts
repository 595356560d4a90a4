// What differs between two records of one invoice, as bits of one number.
import { LinkField } from '../../../../shared/contract/reconcile';
import { bareTaxId, isCorrectionLike, numberKey } from './keys';

export interface Compared {
  readonly number: string;
  readonly kind: string;
  readonly issueDate: string;
  readonly counterpartyTaxId: string | null;
  readonly currency: string;
  readonly net: number;
  readonly vat: number;
  readonly gross: number;
  readonly dueOn: string | null;
}

/** What one side does not tell is no difference. */
export function differences(a: Compared, b: Compared): number {
  const [taxA, taxB] = [bareTaxId(a.counterpartyTaxId), bareTaxId(b.counterpartyTaxId)];
  const found: Readonly<Record<LinkField, boolean>> = {
    number: a.number !== b.number && numberKey(a.number) !== numberKey(b.number),
    issue_date: a.issueDate !== b.issueDate,
    counterparty_tax_id: taxA !== null && taxB !== null && taxA !== taxB,
    currency: a.currency !== b.currency,
    net: a.net !== b.net,
    vat: a.vat !== b.vat,
    gross: a.gross !== b.gross,
    due_on: a.dueOn !== null && b.dueOn !== null && a.dueOn !== b.dueOn,
    kind: isCorrectionLike(a.kind, a.gross) !== isCorrectionLike(b.kind, b.gross),
  };
  return LinkField.options.reduce((bits, field, at) => (found[field] ? bits | (1 << at) : bits), 0);
}

export function fieldsOf(bits: number): readonly LinkField[] {
  return LinkField.options.filter((_, at) => (bits & (1 << at)) !== 0);
}
