import type { InvoiceRow } from '../../../shared/contract/invoices';
import { groupTaxId } from '../../../shared/domain/grouping';

/** A simplified invoice names its buyer by the tax id alone. */
export function nameOfCounterparty({ counterparty, counterpartyTaxId, number }: InvoiceRow): string {
  if (counterparty !== '') return counterparty;
  return counterpartyTaxId === undefined ? number : groupTaxId(counterpartyTaxId);
}
