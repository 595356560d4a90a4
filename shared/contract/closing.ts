// Closing a month: what it still needs, the word of a person that it is closed, and what came after that.
import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, Month } from '../domain/ids';
import { command, event, query } from './define';

/**
 * In this order; one that does not apply is left out. `complete`: sources that tell how far they are whole. `fetched`: the other sources,
 * read after the month's end. `look`: invoices that want a look. `match`: what two sources do not tell alike. `bundle`: the newest revision
 * holds every invoice of the month. `arrived`: it and the files beside it lie at the destinations.
 */
export const ClosingKind = z.enum(['complete', 'fetched', 'look', 'match', 'bundle', 'arrived']);
export type ClosingKind = z.infer<typeof ClosingKind>;

export const ClosingStep = z.strictObject({
  kind: ClosingKind,
  isDone: z.boolean(),
  /** Of sources and destinations: so many of `of`. */
  done: z.int(),
  /** Of invoices (`look`, `match`, `bundle`): so many are left. */
  of: z.int(),
  /** The first one that is not done. */
  connectionId: ConnectionId.optional(),
});
export type ClosingStep = z.infer<typeof ClosingStep>;

export const ClosingView = z.strictObject({
  month: Month,
  /** It is over where the company is. */
  isOver: z.boolean(),
  steps: z.array(ClosingStep),
  /** Everything that must be done before is done: looking and matching are a person's own choice. */
  mayClose: z.boolean(),
  closedAt: Instant.optional(),
  /** Invoices of the month that came after it was closed and are in no revision yet. */
  lateCount: z.int(),
});
export type ClosingView = z.infer<typeof ClosingView>;

const OfMonth = z.strictObject({ companyId: CompanyId, month: Month });

export const closing = {
  month: query(OfMonth, ClosingView),
  /** Closed months of a year. */
  year: query(z.strictObject({ companyId: CompanyId, year: z.int().min(2000).max(2100) }), z.array(Month)),
  /** From then on nothing is built for the month by itself: what comes later waits for a person, who makes a supplement. */
  close: command(OfMonth, z.void()),
  reopen: command(OfMonth, z.void()),
  changed: event(OfMonth),
};
