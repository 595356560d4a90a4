import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, RunId } from '../domain/ids';
import { DateRange, Tag } from '../domain/dateRange';
import { command, query } from './define';

export const sync = {
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
