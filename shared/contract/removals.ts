// Removing a company for good: what goes, and the proof of what went.
import { z } from 'zod';
import { CompanyId, Instant, Month } from '../domain/ids';

/** What is there, or what was. */
export const RemovalCounts = z.strictObject({
  documents: z.int(),
  /** Every version of them. */
  originals: z.int(),
  bundles: z.int(),
  reports: z.int(),
  tillFiles: z.int(),
  sentInvoices: z.int(),
  runs: z.int(),
  connections: z.int(),
  schedules: z.int(),
  drafts: z.int(),
  /** Of originals and files. */
  bytes: z.int(),
});
export type RemovalCounts = z.infer<typeof RemovalCounts>;

export const RemovalView = z.strictObject({
  counts: RemovalCounts,
  /** Of the newest invoice: from it the law counts. */
  lastMonth: Month.optional(),
  /** Something of it is under way: it has to end first. */
  isBusy: z.boolean(),
  /** Other PCs have archives of their own, which lose it at their next start. */
  isShared: z.boolean(),
  /** The last backup that holds everything. */
  backedUpAt: Instant.optional(),
});
export type RemovalView = z.infer<typeof RemovalView>;

/** Nothing in it names anybody. `sha256`: of the rest as canonical JSON, keys in order and no white space. */
export const RemovalProof = z.strictObject({
  format: z.literal('kontor-removal'),
  v: z.literal(1),
  companyId: CompanyId,
  country: z.enum(['PL', 'DE', 'EE']),
  askedAt: Instant,
  removedAt: Instant,
  program: z.string(),
  removed: RemovalCounts,
  /** The company's chain as it ended: the folder for an auditor shows the same one. */
  chain: z.strictObject({ links: z.int(), head: z.string() }),
  /** Of the removal before it on this computer: none can be left out afterwards. */
  previous: z.string().nullable(),
  sha256: z.string(),
});
export type RemovalProof = z.infer<typeof RemovalProof>;
