// InvoiceMetadata, as the query and the package's _metadata.json give it.
import { asNumber } from '../faGenerator/amounts';
import { isoMicros, isoTicks } from '../instants';
import type { InvoiceRecord, Known } from './store';

export function metadataOf(record: InvoiceRecord, { facts, hash }: Known) {
  const { seller, buyer, thirds, authorized } = facts;
  return {
    ksefNumber: record.ksefNumber,
    invoiceNumber: facts.invoiceNumber,
    issueDate: record.issueDate,
    invoicingDate: isoTicks(record.acceptedAt),
    acquisitionDate: isoTicks(record.acquiredAt),
    permanentStorageDate: isoMicros(record.storedAt),
    seller,
    buyer,
    netAmount: asNumber(facts.net),
    grossAmount: asNumber(facts.gross),
    vatAmount: asNumber(facts.vat),
    currency: facts.currency,
    invoicingMode: record.mode,
    invoiceType: facts.invoiceType,
    formCode: facts.formCode,
    isSelfInvoicing: facts.isSelfInvoicing,
    hasAttachment: facts.hasAttachment,
    invoiceHash: hash,
    hashOfCorrectedInvoice: record.hashOfCorrectedInvoice ?? null,
    thirdSubjects: thirds,
    authorizedSubject: authorized ?? null,
  };
}

export type InvoiceMetadata = ReturnType<typeof metadataOf>;
