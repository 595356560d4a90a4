// Whether everything is still there and as it was, and the copy for the day when it is not.
import { z } from 'zod';
import { CompanyId, Instant } from '../domain/ids';
import { AppError } from '../errors';
import { command, event, query } from './define';

/** What is under way: one piece at a time. */
export const SafetyWork = z.enum(['check']);
export type SafetyWork = z.infer<typeof SafetyWork>;

export const SafetyProgress = z.strictObject({
  work: SafetyWork,
  /** Bytes. */
  done: z.int(),
  total: z.int().nullable(),
});
export type SafetyProgress = z.infer<typeof SafetyProgress>;

export const CompanyProofView = z.strictObject({
  companyId: CompanyId,
  name: z.string(),
  originals: z.int(),
  /** Bundles, reports, sent invoices, exports of tills. */
  files: z.int(),
  bytes: z.int(),
  /** Each names its file. */
  damages: z.array(AppError),
  /** Sources that can be asked again for what is damaged. */
  canFetch: z.boolean(),
});
export type CompanyProofView = z.infer<typeof CompanyProofView>;

export const IntegrityView = z.strictObject({
  running: SafetyProgress.optional(),
  /** The last look through everything, and when the next one begins by itself. */
  checkedAt: Instant.optional(),
  nextAt: Instant.optional(),
  companies: z.array(CompanyProofView),
  /** Why the last one ended early. */
  problem: AppError.optional(),
});
export type IntegrityView = z.infer<typeof IntegrityView>;

export const safety = {
  integrity: query(z.void(), IntegrityView),
  /** Begins; its end is told by `changed`. */
  check: command(z.void(), z.void()),
  /** What is under way ends at its next step; nothing is half done. */
  cancel: command(z.void(), z.void()),
  /** Reads the sound files anew and asks the sources of the damaged ones for their dates again. */
  fetchAgain: command(z.strictObject({ companyId: CompanyId }), z.void()),
  changed: event(z.void()),
  progress: event(SafetyProgress),
};
