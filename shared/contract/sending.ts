// Sending: what waits, what was sent, what came of it. Nothing leaves without a confirmation that names exactly what it is for.
import { z } from 'zod';
import { AppError } from '../errors';
import { CompanyId, ConnectionId, Instant, PlainDate, RunId } from '../domain/ids';
import { Money } from '../domain/money';
import { command, event, query } from './define';
import { InvoicePaper, PaperLanguage } from './invoices';

export const OutboxId = z.uuid().brand<'OutboxId'>();
export type OutboxId = z.infer<typeof OutboxId>;

/** How it was issued: at once, or offline by choice, during an announced unavailability, during an announced failure. */
export const SendMode = z.enum(['online', 'offline24', 'offline', 'emergency']);
export type SendMode = z.infer<typeof SendMode>;

/**
 * draft: stored, nobody has confirmed it. queued: confirmed. sending: on its way. sent: the service has it and decides. unknown: it may
 * have arrived; that is found out before anything else. accepted: numbered. rejected: the service refused it. discarded: withdrawn before
 * anything was sent.
 */
export const OutboxState = z.enum([
  'draft',
  'queued',
  'sending',
  'sent',
  'unknown',
  'accepted',
  'rejected',
  'discarded',
]);
export type OutboxState = z.infer<typeof OutboxState>;

/** What people recognise an invoice by. */
export const OutboxFacts = z.strictObject({
  format: z.string(),
  number: z.string(),
  kind: z.string(),
  issueDate: PlainDate,
  seller: z.strictObject({ name: z.string(), taxId: z.string().optional() }),
  buyer: z.strictObject({ name: z.string(), taxId: z.string().optional() }),
  gross: Money,
});
export type OutboxFacts = z.infer<typeof OutboxFacts>;

export const OutboxItem = z.strictObject({
  id: OutboxId,
  companyId: CompanyId,
  connectionId: ConnectionId,
  state: OutboxState,
  mode: SendMode,
  fileName: z.string(),
  bytes: z.int(),
  /** Lower-case hex. */
  sha256: z.string(),
  facts: OutboxFacts,
  createdAt: Instant,
  changedAt: Instant,
  /** It replaces this one, which was refused: sent again in a valid form. */
  corrects: OutboxId.optional(),
  /** The service's number. */
  remoteNumber: z.string().optional(),
  /** Accepted by an earlier try already. */
  wasThere: z.boolean().optional(),
  problem: AppError.optional(),
  /** The service's official receipt is stored with it. */
  hasReceipt: z.boolean(),
  /** Last day on which it may be sent, while it is not; absent: none, or not known while an outage lasts. */
  deadline: PlainDate.optional(),
});
export type OutboxItem = z.infer<typeof OutboxItem>;

/** `blocks`: it cannot be sent like this. */
export const Finding = z.strictObject({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Element or field it is about. */
  field: z.string().optional(),
  level: z.enum(['blocks', 'warns']),
});
export type Finding = z.infer<typeof Finding>;

export const Prepared = z.strictObject({
  connectionId: ConnectionId,
  /** Where it goes, as the service calls it: `PROD`, `TEST`. */
  target: z.string(),
  isProduction: z.boolean(),
  items: z.array(
    z.strictObject({
      item: OutboxItem,
      findings: z.array(Finding),
      /** Last day on which it may be sent; absent: none, or not known while an outage lasts. */
      deadline: PlainDate.optional(),
      isLate: z.boolean(),
    }),
  ),
  totals: z.array(Money),
  /** Given back to confirm exactly this; once, for a quarter of an hour. Absent while something blocks. */
  token: z.string().optional(),
  tokenEndsAt: Instant.optional(),
});
export type Prepared = z.infer<typeof Prepared>;

/** A connection that can send, as one must know it before writing. */
export const Sender = z.strictObject({
  connectionId: ConnectionId,
  title: z.string(),
  /** Where it goes, as the service calls it. */
  target: z.string(),
  isProduction: z.boolean(),
  /** Its switch; while it is off nothing can leave. */
  isOn: z.boolean(),
  isPaused: z.boolean(),
  modes: z.array(SendMode),
});
export type Sender = z.infer<typeof Sender>;

/** An official receipt (UPO) as it was stored, read. */
export const Receipt = z.strictObject({
  /** Who confirms. */
  issuer: z.string(),
  remoteNumber: z.string(),
  /** Times in the service's own words. */
  sentAt: z.string(),
  numberedAt: z.string(),
  session: z.string(),
  /** Whether it speaks of exactly the bytes that were sent. */
  isForThese: z.boolean(),
});
export type Receipt = z.infer<typeof Receipt>;

const ids = z.array(OutboxId).min(1).max(10_000);
/** Payloads end at a million characters; bigger documents come from the core's own writer. */
const MAX_DOCUMENT_CHARS = 900_000;

export const sending = {
  /** Newest first. */
  list: query(
    z.strictObject({
      companyId: CompanyId,
      states: z.array(OutboxState).optional(),
      before: z.strictObject({ createdAt: Instant, id: OutboxId }).optional(),
      limit: z.int().min(1).max(200),
    }),
    z.array(OutboxItem),
  ),
  get: query(z.strictObject({ id: OutboxId }), OutboxItem),
  /** Stores a document as a draft; nothing leaves. `corrects`: a technical correction of one that was issued offline and refused. */
  draft: command(
    z.strictObject({
      companyId: CompanyId,
      connectionId: ConnectionId,
      fileName: z.string().min(1).max(120),
      base64: z.base64().max(MAX_DOCUMENT_CHARS),
      mode: SendMode,
      corrects: OutboxId.optional(),
    }),
    z.strictObject({ id: OutboxId }),
  ),
  /** What would be sent, where to, and what speaks against it. Sends nothing. */
  prepare: command(z.strictObject({ ids, outageEndedOn: PlainDate.optional() }), Prepared),
  /** Sends what was prepared. The only call that does. */
  confirm: command(z.strictObject({ token: z.string().min(1).max(100) }), z.strictObject({ runId: RunId })),
  /** Finds out what is uncertain, asks again for what is undecided, fetches receipts; what waits goes. Only what was confirmed. */
  resume: command(z.strictObject({ connectionId: ConnectionId }), z.strictObject({ runId: RunId })),
  /** Where the service cannot be asked: what a person found out about a delivery of which nobody knows whether it arrived. */
  decide: command(z.strictObject({ id: OutboxId, hasArrived: z.boolean() }), z.strictObject({ runId: RunId })),
  /** Withdraws what was not sent: drafts, and what waits while no run is sending it. */
  discard: command(z.strictObject({ ids }), z.void()),
  /** Texts of the QR codes for what is handed over before the service knows it. */
  links: query(
    z.strictObject({ id: OutboxId }),
    z.strictObject({ invoice: z.string().optional(), issuer: z.string().optional() }),
  ),
  /** Connections of the company that can send. */
  senders: query(z.strictObject({ companyId: CompanyId }), z.array(Sender)),
  /** The switch of one connection: off, nothing leaves, whoever asks. */
  setOn: command(z.strictObject({ connectionId: ConnectionId, isOn: z.boolean() }), z.void()),
  /** The page of the document as it will leave or has left, with the codes of `links` where there are any. */
  page: query(z.strictObject({ id: OutboxId }), InvoicePaper),
  /** The same as a PDF, for whoever gets it outside the service; through a dialog, null when it was closed. */
  savePage: command(
    z.strictObject({ id: OutboxId, language: PaperLanguage }),
    z.strictObject({ path: z.string().nullable() }),
  ),
  /** What the official receipt says. */
  receipt: query(z.strictObject({ id: OutboxId }), Receipt),
  /** Through a dialog; null when it was closed. */
  saveReceipt: command(z.strictObject({ id: OutboxId }), z.strictObject({ path: z.string().nullable() })),
  changed: event(z.strictObject({ companyId: CompanyId })),
};
