// UBL 2.1: Peppol BIS Billing 3, XRechnung in UBL, and what else is written so.
import { enFormat } from '../en16931/enFormat';
import { ublInvoice } from './ublInvoice';

export const UBL = {
  invoice: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
  creditNote: 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2',
} as const;

export const ublFormat = enFormat({
  id: 'ubl',
  namespaces: [UBL.invoice, UBL.creditNote],
  roots: ['Invoice', 'CreditNote'],
  read: ublInvoice,
});
