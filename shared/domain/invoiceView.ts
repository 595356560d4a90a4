// Everything a document says, arranged as a person reads an invoice. Built from the original by its format; drawn by the window
// and by the PDF from the same model, so that both say the same.
import { z } from 'zod';

/** A message key (`fa.field.P_1`), or the document's own word where it brings one. */
export const ViewLabel = z.union([z.strictObject({ key: z.string() }), z.strictObject({ text: z.string() })]);
export type ViewLabel = z.infer<typeof ViewLabel>;

export const ViewValueKind = z.enum([
  'text',
  'date',
  'instant',
  'number',
  'money',
  'percent',
  'code',
  'account',
  'taxId',
  /** Compared character by character: KSeF numbers, serial numbers. */
  'id',
  'link',
]);
export type ViewValueKind = z.infer<typeof ViewValueKind>;

/** `text` is what the document says, never rounded and never rewritten; how it is shown is the reader's business. */
export const ViewValue = z.strictObject({
  kind: ViewValueKind,
  text: z.string(),
  currency: z.string().optional(),
  /** Message key of a code in words. Absent when the code is in no list of ours. */
  word: z.string().optional(),
});
export type ViewValue = z.infer<typeof ViewValue>;

export const ViewField = z.strictObject({
  label: ViewLabel,
  value: ViewValue,
  /** Where it stands in the document, for elements that no section knows. */
  path: z.string().optional(),
});
export type ViewField = z.infer<typeof ViewField>;

export const ViewParty = z.strictObject({
  role: ViewLabel,
  place: z.enum(['main', 'other', 'before']),
  name: z.string().optional(),
  address: z.array(z.string()),
  fields: z.array(ViewField),
});
export type ViewParty = z.infer<typeof ViewParty>;

export const ViewColumn = z.strictObject({
  label: ViewLabel,
  align: z.enum(['start', 'end']),
  /** Takes what the others leave, and carries a row's details. */
  isWide: z.boolean(),
});
export type ViewColumn = z.infer<typeof ViewColumn>;

export const ViewRow = z.strictObject({
  cells: z.array(ViewValue.nullable()),
  details: z.array(ViewField),
  /** `heading`: one cell that spans the table. */
  state: z.enum(['plain', 'before', 'after', 'sum', 'heading']),
});
export type ViewRow = z.infer<typeof ViewRow>;

export const ViewNode = z.strictObject({ depth: z.int(), label: ViewLabel, value: ViewValue.optional() });
export type ViewNode = z.infer<typeof ViewNode>;

const titled = { id: z.string(), title: ViewLabel.optional() };

export const ViewBlock = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('fields'),
    ...titled,
    groups: z.array(z.strictObject({ title: ViewLabel.optional(), fields: z.array(ViewField) })),
  }),
  z.strictObject({ type: z.literal('table'), ...titled, columns: z.array(ViewColumn), rows: z.array(ViewRow) }),
  z.strictObject({ type: z.literal('text'), ...titled, paragraphs: z.array(z.string()) }),
  z.strictObject({ type: z.literal('tree'), ...titled, nodes: z.array(ViewNode) }),
]);
export type ViewBlock = z.infer<typeof ViewBlock>;
export type FieldsBlock = Extract<ViewBlock, { type: 'fields' }>;
export type TableBlock = Extract<ViewBlock, { type: 'table' }>;

export const InvoiceView = z.strictObject({
  /** `fa3`, `fa2`, `fa_rr`, or `generic` for a schema that no reader of ours knows. */
  format: z.string(),
  title: ViewLabel,
  number: z.string().optional(),
  currency: z.string().optional(),
  /** What the check link of the page is made of. */
  issueDate: z.string().optional(),
  sellerTaxId: z.string().optional(),
  head: z.array(ViewField),
  parties: z.array(ViewParty),
  /** In the order in which they are drawn. */
  blocks: z.array(ViewBlock),
  /** The amounts that one looks for, the most important last. */
  totals: z.array(ViewField),
  /** What the document says by "no" and about itself: small print. */
  quiet: z.array(ViewField),
  /** What no section knows: listed, never dropped. */
  rest: z.array(ViewField),
});
export type InvoiceView = z.infer<typeof InvoiceView>;
