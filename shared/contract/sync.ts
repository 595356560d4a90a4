import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, PlainDate, RunId } from '../domain/ids';
import { DateRange, Tag } from '../domain/dateRange';
import { command, query } from './define';

/** What reading a source for the first time takes, before it begins. */
export const ImportPlanView = z.strictObject({
  /** First day that will be read. */
  from: PlainDate,
  windows: z.int(),
  roles: z.int(),
  packages: z.int(),
  packagesPerHour: z.int(),
  endsAt: Instant,
});
export type ImportPlanView = z.infer<typeof ImportPlanView>;

export const sync = {
  /** For a connection, or for the values of one that is being made; absent for sources without a plan. */
  plan: query(
    z.strictObject({ connectionId: ConnectionId, since: PlainDate.optional() }),
    z.strictObject({ plan: ImportPlanView.optional() }),
  ),
  /**
   * All sources of a company, or one connection. Joins a run that is already going, unless a range or a tag is asked for.
   * `range` (one connection only) reads these dates again and whole; `tag` is put on every invoice that the run brings.
   */
  start: command(
    z.strictObject({
      companyId: CompanyId,
      connectionId: ConnectionId.optional(),
      range: DateRange.optional(),
      tag: Tag.optional(),
      /** Of tills: the running month as well, what was signed so far as a file of its own. */
      soFar: z.boolean().optional(),
    }),
    /** `answeredFrom`: every source was read to its end less than 15 minutes ago, nothing was asked again. */
    z.strictObject({ runId: RunId, answeredFrom: Instant.optional() }),
  ),
  /** What the button shows. `checkedAt`: everything is known to be complete as of then. */
  status: query(
    z.strictObject({ companyId: CompanyId }),
    z.strictObject({ runningRunId: RunId.optional(), checkedAt: Instant.optional(), newSinceCheck: z.int() }),
  ),
};
