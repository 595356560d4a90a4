import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, InvoiceRowId, Month, PlainDate } from '../domain/ids';
import { AppError } from '../errors';
import { Tag } from '../domain/dateRange';
import { Direction, InvoiceKind, ParsedInvoice, PaymentState } from '../domain/invoice';
import { InvoiceView } from '../domain/invoiceView';
import { Money } from '../domain/money';
import { command, event, query } from './define';
import { LinkField, LinkReason } from './reconcile';

export const InvoiceFilter = z.strictObject({
  companyId: CompanyId,
  /** Folded and split in main; every word must match number, party, tax id, remote number or a line item. */
  search: z.string().max(200).optional(),
  month: Month.optional(),
  connectionId: ConnectionId.optional(),
  direction: Direction.optional(),
  needsLook: z.boolean().optional(),
  tag: Tag.optional(),
});
export type InvoiceFilter = z.infer<typeof InvoiceFilter>;

export const InvoiceRow = z.strictObject({
  id: InvoiceRowId,
  connectionId: ConnectionId,
  number: z.string(),
  kind: InvoiceKind,
  direction: Direction,
  issueDate: PlainDate,
  counterparty: z.string(),
  counterpartyTaxId: z.string().optional(),
  gross: Money,
  needsLook: z.boolean(),
  isDeleted: z.boolean(),
  versionCount: z.int(),
  /** Other connections in which the same invoice lies. */
  alsoIn: z.array(ConnectionId).optional(),
  /** One of its records says something else than the one that leads. */
  differs: z.boolean().optional(),
  /** Absent: nobody knows. */
  payment: PaymentState.optional(),
});
export type InvoiceRow = z.infer<typeof InvoiceRow>;

export const InvoiceSort = z.enum([
  'date_desc',
  'date_asc',
  'gross_desc',
  'gross_asc',
  'counterparty_asc',
  'counterparty_desc',
]);
export type InvoiceSort = z.infer<typeof InvoiceSort>;

export const InvoiceCursor = z.strictObject({ value: z.union([z.string(), z.number()]), id: InvoiceRowId });
export type InvoiceCursor = z.infer<typeof InvoiceCursor>;

export const InvoicePage = z.strictObject({
  rows: z.array(InvoiceRow),
  next: InvoiceCursor.optional(),
});
export type InvoicePage = z.infer<typeof InvoicePage>;

export const InvoiceSummary = z.strictObject({
  count: z.int(),
  totals: z.array(z.strictObject({ direction: Direction, gross: Money, net: Money, vat: Money, count: z.int() })),
});
export type InvoiceSummary = z.infer<typeof InvoiceSummary>;

export const InvoiceVersion = z.strictObject({
  no: z.int(),
  storedAt: Instant,
  sha256: z.string(),
  bytes: z.int(),
  isDeleted: z.boolean(),
});

export const InvoiceDetail = z.strictObject({
  row: InvoiceRow,
  /** Absent when the original could not be parsed; it is kept and can be saved all the same. */
  invoice: ParsedInvoice.optional(),
  parseProblem: z.strictObject({ key: z.string(), params: z.record(z.string(), z.string()) }).optional(),
  /** Number under which the remote system knows it, e.g. the KSeF number. */
  remoteNumber: z.string().optional(),
  receivedAt: z.string().optional(),
  /** Hex SHA-256 of the stored bytes, computed again while this was answered. */
  sha256: z.string(),
  isUnchanged: z.boolean(),
  bytes: z.int(),
  mediaType: z.string(),
  tags: z.array(Tag).optional(),
  /** The records of the same invoice in other places. */
  others: z.array(
    z.strictObject({
      id: InvoiceRowId,
      connectionId: ConnectionId,
      number: z.string(),
      issueDate: PlainDate,
      gross: Money,
      isScan: z.boolean(),
      /** Sums and lists show this one. */
      isLeader: z.boolean(),
      by: LinkReason,
      differs: z.array(LinkField),
    }),
  ),
  versions: z.array(InvoiceVersion),
  /** Text of the check link that the law puts on the page as a QR code (KSeF: KOD I). */
  checkLink: z.string().optional(),
  bundledIn: z.array(z.strictObject({ month: Month, revision: z.int() })),
  /** Records of this invoice whose service can be asked for a file of its own: a PDF, or what the supplier sent. */
  sourceFiles: z.array(z.strictObject({ id: InvoiceRowId, connectionId: ConnectionId })).optional(),
});
export type InvoiceDetail = z.infer<typeof InvoiceDetail>;

/** Words of the page: Polish and English together, or one language. Numbers and dates follow the first. */
export const PaperLanguage = z.enum(['pl-en', 'pl', 'en', 'de', 'et']);
export type PaperLanguage = z.infer<typeof PaperLanguage>;

export const InvoicePaper = z.strictObject({
  view: InvoiceView,
  fileName: z.string(),
  sha256: z.string(),
  remoteNumber: z.string().optional(),
  checkLink: z.string().optional(),
});
export type InvoicePaper = z.infer<typeof InvoicePaper>;

/** How the saving of many PDFs goes on. */
export const PaperProgress = z.strictObject({
  taskId: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  done: z.int(),
  total: z.int(),
  /** Originals that no page could be made of. */
  unreadable: z.int(),
  folder: z.string(),
  problem: AppError.optional(),
});
export type PaperProgress = z.infer<typeof PaperProgress>;

/** A file at the service is on its way; of one record several at most, all told as one. */
export const SourceFileProgress = z.strictObject({ id: InvoiceRowId, bytes: z.int() });
export type SourceFileProgress = z.infer<typeof SourceFileProgress>;

export const invoices = {
  list: query(
    z.strictObject({
      filter: InvoiceFilter,
      sort: InvoiceSort,
      after: InvoiceCursor.optional(),
      limit: z.int().min(1).max(500),
    }),
    InvoicePage,
  ),
  summary: query(z.strictObject({ filter: InvoiceFilter }), InvoiceSummary),
  /** Months that hold invoices, newest first, with net totals per direction in one currency each: filter and chart. */
  months: query(
    z.strictObject({ companyId: CompanyId }),
    z.array(z.strictObject({ month: Month, direction: Direction, count: z.int(), net: Money })),
  ),
  /** Tags of a company's invoices with how many carry each, by name. */
  tags: query(z.strictObject({ companyId: CompanyId }), z.array(z.strictObject({ tag: Tag, count: z.int() }))),
  get: query(z.strictObject({ id: InvoiceRowId }), InvoiceDetail),
  /** Original as text, for *XML original*; the renderer never sees more than 3 MB. */
  original: query(
    z.strictObject({ id: InvoiceRowId, version: z.int().optional() }),
    z.strictObject({ text: z.string(), fileName: z.string() }),
  ),
  /** Save dialog in main; answers the path that was chosen, or nothing when the user closed it. */
  saveOriginal: command(
    z.strictObject({ id: InvoiceRowId, version: z.int().optional() }),
    z.strictObject({ savedTo: z.string().optional() }),
  ),
  /** A file inside the invoice, by its place among the attachments; save dialog in main. */
  saveAttachment: command(
    z.strictObject({ id: InvoiceRowId, index: z.int().min(0) }),
    z.strictObject({ savedTo: z.string().optional() }),
  ),
  /** Shown by the system's own program; only kinds that run nothing. */
  openAttachment: command(z.strictObject({ id: InvoiceRowId, index: z.int().min(0) }), z.void()),
  /** Asks the service for its file of this record, and shows it with the system's own program. */
  openSourceFile: command(z.strictObject({ id: InvoiceRowId }), z.void()),
  /** The same; save dialog in main once the file is there. */
  saveSourceFile: command(z.strictObject({ id: InvoiceRowId }), z.strictObject({ savedTo: z.string().optional() })),
  /** The same, kept with the reports of the invoice's month. `isKnown`: it was there already. */
  keepSourceFile: command(
    z.strictObject({ id: InvoiceRowId }),
    z.strictObject({ month: Month, fileName: z.string(), isKnown: z.boolean() }),
  ),
  cancelSourceFile: command(z.strictObject({ id: InvoiceRowId }), z.void()),
  /** Everything a version of the document says, arranged as a page. */
  view: query(z.strictObject({ id: InvoiceRowId, version: z.int().optional() }), InvoicePaper),
  /** The page as a PDF; save dialog in main. */
  savePdf: command(
    z.strictObject({ id: InvoiceRowId, version: z.int().optional(), language: PaperLanguage }),
    z.strictObject({ savedTo: z.string().optional() }),
  ),
  /** The pages of all that match, into a folder that main asks for. Answers at once; `pdfProgress` tells the rest. */
  savePdfs: command(
    z.strictObject({
      what: z.union([
        z.strictObject({ ids: z.array(InvoiceRowId).min(1).max(10_000) }),
        z.strictObject({ filter: InvoiceFilter }),
      ]),
      language: PaperLanguage,
    }),
    z.strictObject({ task: PaperProgress.optional() }),
  ),
  cancelPdfs: command(z.strictObject({ taskId: z.string() }), z.void()),
  /** Prints what the window shows as a page. Without a printer the PDF is offered instead. */
  print: command(
    z.strictObject({ id: InvoiceRowId, version: z.int().optional(), language: PaperLanguage }),
    z.strictObject({ outcome: z.enum(['printed', 'cancelled', 'saved']), savedTo: z.string().optional() }),
  ),
  changed: event(z.strictObject({ companyId: CompanyId })),
  pdfProgress: event(PaperProgress),
  sourceFileProgress: event(SourceFileProgress),
};
