// What goes into a bank's form: account, amount, title. Plain text, line by line.
import type { z } from 'zod';
import type { ParsedInvoice } from '../../../shared/domain/invoice';

type Invoice = z.infer<typeof ParsedInvoice>;

/** The title of a transfer: the invoice's own number and, where there is one, the number that the state gave it. */
export function paymentTitle(invoice: Invoice, remoteNumber: string | undefined): string {
  return remoteNumber === undefined ? invoice.number : `${invoice.number}, ${remoteNumber}`;
}

export function paymentText(invoice: Invoice, remoteNumber: string | undefined): string | undefined {
  const account = invoice.payment.accounts[0];
  if (!account || invoice.payment.paid) return undefined;
  return [
    invoice.seller.name,
    account.number,
    `${invoice.payable ?? invoice.gross} ${invoice.currency}`,
    paymentTitle(invoice, remoteNumber),
  ].join('\n');
}
