import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, InvoiceRowId, Month, PlainDate } from '../domain/ids';
import { Direction, InvoiceKind, PaymentState } from '../domain/invoice';
import { Money } from '../domain/money';
import { command, query } from './define';

/** What can differ between two records of one invoice. */
/** Append only: the archive stores their places as bits. */
export const LinkField = z.enum([
  'number',
  'issue_date',
  'counterparty_tax_id',
  'currency',
  'net',
  'vat',
  'gross',
  'due_on',
  'kind',
]);
export type LinkField = z.infer<typeof LinkField>;

/** By what two records are one invoice; `likely` is a suggestion: same party, amount and currency, at most three days apart. */
export const LinkReason = z.enum(['person', 'ksef_number', 'number']);
export type LinkReason = z.infer<typeof LinkReason>;

/** Left is where originals come from (KSeF), right is the accounting programs. */
export const ReconcileList = z.enum(['equal', 'different', 'only_left', 'only_right', 'duplicate']);
export type ReconcileList = z.infer<typeof ReconcileList>;

export const ReconcileSide = z.strictObject({
  id: InvoiceRowId,
  connectionId: ConnectionId,
  number: z.string(),
  kind: InvoiceKind,
  direction: Direction,
  issueDate: PlainDate,
  counterparty: z.string(),
  counterpartyTaxId: z.string().optional(),
  net: Money,
  vat: Money,
  gross: Money,
  dueOn: PlainDate.optional(),
  payment: PaymentState.optional(),
  ksefNumber: z.string().optional(),
  isScan: z.boolean(),
});
export type ReconcileSide = z.infer<typeof ReconcileSide>;

/** What to do next; the screen has the words. */
export const ReconcileStep = z.enum([
  'none',
  'fix_program',
  'correct_sale',
  'enter_purchase',
  'enter_sale',
  'not_own',
  'ask_seller',
  'foreign_seller',
  'may_come',
  'send_sale',
  'sync_first',
  'delete_double',
  'link_or_apart',
  'explained',
]);
export type ReconcileStep = z.infer<typeof ReconcileStep>;

export const ReconcileRow = z.strictObject({
  /** The document that the row is about: the same as long as the row is there. */
  id: InvoiceRowId,
  list: ReconcileList,
  left: ReconcileSide.optional(),
  right: ReconcileSide.optional(),
  /** More records of the same invoice, e.g. a second program or a scan. */
  more: z.array(ReconcileSide),
  by: z.union([LinkReason, z.literal('likely'), z.literal('same_number')]).optional(),
  differs: z.array(LinkField),
  step: ReconcileStep,
  /** A person's note; the row is out of the way. */
  explained: z.strictObject({ note: z.string(), at: Instant }).optional(),
  /** Pairs that a person decided about: can be taken back. */
  decided: z.array(z.strictObject({ a: InvoiceRowId, b: InvoiceRowId, verdict: z.enum(['same', 'apart']) })),
});
export type ReconcileRow = z.infer<typeof ReconcileRow>;

export const ReconcileSum = z.strictObject({ direction: Direction, money: Money, count: z.int() });
export type ReconcileSum = z.infer<typeof ReconcileSum>;

export const ReconcileScope = z.strictObject({
  companyId: CompanyId,
  month: Month,
  direction: Direction.optional(),
  /** Only this accounting program against the originals. */
  connectionId: ConnectionId.optional(),
});
export type ReconcileScope = z.infer<typeof ReconcileScope>;

export const ReconcileOverview = z.strictObject({
  left: z.strictObject({ connectionIds: z.array(ConnectionId), count: z.int(), sums: z.array(ReconcileSum) }),
  right: z.strictObject({ connectionIds: z.array(ConnectionId), count: z.int(), sums: z.array(ReconcileSum) }),
  lists: z.array(
    z.strictObject({
      list: ReconcileList,
      /** Without the explained ones. */
      count: z.int(),
      explained: z.int(),
      /** Of the left side, where there is one, else of the right. */
      sums: z.array(ReconcileSum),
      /** Right minus left, where both sides are there. */
      differences: z.array(ReconcileSum),
    }),
  ),
  /** Sources whose reading does not yet cover the month. */
  incomplete: z.array(z.strictObject({ connectionId: ConnectionId, upTo: Instant.optional() })),
});
export type ReconcileOverview = z.infer<typeof ReconcileOverview>;

export const ReconcilePage = z.strictObject({ rows: z.array(ReconcileRow), next: z.int().optional() });
export type ReconcilePage = z.infer<typeof ReconcilePage>;

const Note = z.string().trim().min(1).max(500);

/** What takes a decision back: the same kind of call. */
export const ReconcileUndo = z.union([
  z.strictObject({
    kind: z.literal('link'),
    a: InvoiceRowId,
    b: InvoiceRowId,
    verdict: z.enum(['same', 'apart', 'none']),
  }),
  z.strictObject({
    kind: z.literal('explain'),
    id: InvoiceRowId,
    about: z.string().max(2000),
    note: Note.nullable(),
  }),
]);
export type ReconcileUndo = z.infer<typeof ReconcileUndo>;

export const reconcile = {
  overview: query(ReconcileScope, ReconcileOverview),
  list: query(
    ReconcileScope.extend({
      list: ReconcileList,
      search: z.string().max(200).optional(),
      withExplained: z.boolean(),
      after: z.int().min(0).optional(),
      limit: z.int().min(1).max(500),
    }),
    ReconcilePage,
  ),
  /**
   * Records of the other side that may be this invoice, the likeliest first. With words: every one of any month that holds them and
   * is linked with nothing yet, at most 50.
   */
  candidates: query(
    z.strictObject({ scope: ReconcileScope, id: InvoiceRowId, search: z.string().max(200).optional() }),
    z.array(ReconcileSide.extend({ differs: z.array(LinkField) })),
  ),
  /** Two records are one invoice, or two; `none` leaves it to what they say. */
  decide: command(
    z.strictObject({
      companyId: CompanyId,
      a: InvoiceRowId,
      b: InvoiceRowId,
      verdict: z.enum(['same', 'apart', 'none']),
    }),
    z.strictObject({ undo: ReconcileUndo }),
  ),
  /** Puts a row out of the way with a note, as long as it stays what it is now; null brings it back. */
  explain: command(
    z.strictObject({ scope: ReconcileScope, id: InvoiceRowId, note: Note.nullable() }),
    z.strictObject({ undo: ReconcileUndo }),
  ),
  undo: command(z.strictObject({ companyId: CompanyId, undo: ReconcileUndo }), z.strictObject({ undo: ReconcileUndo })),
  /** All lists as a table for a spreadsheet; save dialog in main. */
  exportTable: command(ReconcileScope, z.strictObject({ savedTo: z.string().optional() })),
};
