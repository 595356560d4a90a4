// Writing sales invoices: drafts of the form, what the form offers by itself, and the step from a draft to a document in the outbox.
import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, InvoiceRowId, PlainDate } from '../domain/ids';
import { InvoiceKind } from '../domain/invoice';
import { InvoiceView } from '../domain/invoiceView';
import { DecimalText } from '../domain/money';
import { SalesFinding, SalesInvoice } from '../domain/salesInvoice';
import { command, query } from './define';
import { PaperLanguage } from './invoices';
import { OutboxId, SendMode } from './sending';

export const SalesDraftId = z.uuid().brand<'SalesDraftId'>();
export type SalesDraftId = z.infer<typeof SalesDraftId>;

/** How it shall leave; absent while nobody chose. */
const way = { connectionId: ConnectionId.optional(), mode: SendMode.optional() };

export const SalesDraft = z.strictObject({
  id: SalesDraftId,
  changedAt: Instant,
  invoice: SalesInvoice,
  ...way,
  /** The document that was made of it; once that is accepted the draft goes. */
  outboxId: OutboxId.optional(),
  /** It is written on after this document was refused. */
  after: OutboxId.optional(),
});
export type SalesDraft = z.infer<typeof SalesDraft>;

/** A line of the list; everything is as far as it was written. */
export const SalesDraftRow = z.strictObject({
  id: SalesDraftId,
  changedAt: Instant,
  kind: InvoiceKind,
  number: z.string(),
  buyer: z.string(),
  issueDate: z.string(),
  gross: DecimalText,
  currency: z.string(),
});
export type SalesDraftRow = z.infer<typeof SalesDraftRow>;

/** Somebody who was sold to before. */
export const KnownCustomer = z.strictObject({
  /** The last invoice to them: where their data come from. */
  invoiceId: InvoiceRowId,
  name: z.string(),
  taxId: z.string().optional(),
  lastIssueDate: PlainDate,
});
export type KnownCustomer = z.infer<typeof KnownCustomer>;

const ofCompany = { companyId: CompanyId };
const written = z.strictObject({ ...ofCompany, invoice: SalesInvoice });

export const selling = {
  /** Last changed first. */
  drafts: query(z.strictObject(ofCompany), z.array(SalesDraftRow)),
  draft: query(z.strictObject({ ...ofCompany, id: SalesDraftId }), SalesDraft),
  /** Without an id a new one. */
  saveDraft: command(
    z.strictObject({ ...ofCompany, id: SalesDraftId.optional(), invoice: SalesInvoice, ...way }),
    z.strictObject({ id: SalesDraftId }),
  ),
  removeDraft: command(z.strictObject({ ...ofCompany, id: SalesDraftId }), z.void()),
  /** An invoice of today: seller, next number, account and terms as the last one had them. */
  blank: query(z.strictObject(ofCompany), SalesInvoice),
  /** What was refused, as a draft again, with everything that was written. */
  again: command(z.strictObject({ ...ofCompany, outboxId: OutboxId }), z.strictObject({ id: SalesDraftId })),
  /** A correction of a stored sale: what it said before, and the same again to be changed. */
  correction: query(z.strictObject({ ...ofCompany, invoiceId: InvoiceRowId }), SalesInvoice),
  /** Last sold to first; found by any word of the name or by the tax id. */
  customers: query(z.strictObject({ ...ofCompany, search: z.string().max(200) }), z.array(KnownCustomer)),
  customer: query(z.strictObject({ ...ofCompany, invoiceId: InvoiceRowId }), SalesInvoice.shape.buyer),
  /** What stands in the way of sending it, and what is unusual. */
  check: query(written, z.array(SalesFinding)),
  /** The page as the buyer will see it; absent while something stands in the way. */
  preview: query(written, z.strictObject({ findings: z.array(SalesFinding), view: InvoiceView.optional() })),
  /** The same invoice as a file, outside Poland: an E-arve, a Peppol UBL document, or the page. Without a path it was not saved. */
  saveFile: command(
    z.strictObject({
      ...ofCompany,
      invoice: SalesInvoice,
      as: z.enum(['earve', 'ubl', 'pdf']),
      language: PaperLanguage,
    }),
    z.strictObject({ savedTo: z.string().optional(), findings: z.array(SalesFinding) }),
  ),
  /** Makes the document and lays it into the outbox; sends nothing. Without an id something stands in the way. The draft stays with it. */
  write: command(
    z.strictObject({
      ...ofCompany,
      connectionId: ConnectionId,
      invoice: SalesInvoice,
      mode: SendMode,
      draftId: SalesDraftId.optional(),
    }),
    z.strictObject({ id: OutboxId.optional(), findings: z.array(SalesFinding) }),
  ),
};
