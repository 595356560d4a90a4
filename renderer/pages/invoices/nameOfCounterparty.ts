import type { InvoiceRow } from '../../../shared/contract/invoices';
import { groupTaxId } from '../../../shared/domain/grouping';

type Named = Pick<InvoiceRow, 'counterparty' | 'counterpartyTaxId' | 'number'>;

/** A simplified invoice names its buyer by the tax id alone. */
export function nameOfCounterparty({ counterparty, counterpartyTaxId, number }: Named): string {
  if (counterparty !== '') return counterparty;
  return counterpartyTaxId === undefined ? number : groupTaxId(counterpartyTaxId);
}
