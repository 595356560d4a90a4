import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, RunId } from '../domain/ids';
import { command, query } from './define';

export const sync = {
  /** All sources of a company, or one connection. Joins a run that is already going. */
  start: command(
    z.strictObject({ companyId: CompanyId, connectionId: ConnectionId.optional() }),
    /** `answeredFrom`: every source was read to its end less than 15 minutes ago, nothing was asked again. */
    z.strictObject({ runId: RunId, answeredFrom: Instant.optional() }),
  ),
  /** What the button shows. `checkedAt`: everything is known to be complete as of then. */
  status: query(
    z.strictObject({ companyId: CompanyId }),
    z.strictObject({ runningRunId: RunId.optional(), checkedAt: Instant.optional(), newSinceCheck: z.int() }),
  ),
};
