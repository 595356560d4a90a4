// What goes into a bank's form: account, amount, title. Plain text, line by line.
import type { z } from 'zod';
import { hasKsefNumberShape } from '../../../shared/domain/ksefNumber';
import type { ParsedInvoice } from '../../../shared/domain/invoice';

type Invoice = z.infer<typeof ParsedInvoice>;

/**
 * The title of a transfer: the invoice's own number and, where there is one, the number that the state gave it. What a service calls it
 * is nobody else's business.
 */
export function paymentTitle(invoice: Invoice, remoteNumber: string | undefined): string {
  const isOfRegister = remoteNumber !== undefined && hasKsefNumberShape(remoteNumber);
  return isOfRegister ? `${invoice.number}, ${remoteNumber}` : invoice.number;
}

export function paymentText(invoice: Invoice, remoteNumber: string | undefined): string | undefined {
  const account = invoice.payment.accounts[0];
  if (!account || invoice.payment.paid) return undefined;
  return [
    invoice.seller.name,
    account.number,
    `${invoice.payable ?? invoice.gross} ${invoice.currency}`,
    ...(invoice.payment.reference === undefined ? [] : [invoice.payment.reference]),
    paymentTitle(invoice, remoteNumber),
  ].join('\n');
}
