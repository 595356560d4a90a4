// What may be relied on: how far each source is read, month by month. The certificate of completeness is made of this.
import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, Month, RunId } from '../domain/ids';
import { Direction } from '../domain/invoice';
import { Money } from '../domain/money';
import { command, query } from './define';

/**
 * `complete`: everything the source had received by the end of the month is in the archive. `partial`: only a part of the month has been
 * read. `unknown`: nothing is promised.
 */
export const MonthState = z.enum(['complete', 'partial', 'unknown']);
export type MonthState = z.infer<typeof MonthState>;

export const CompletenessView = z.strictObject({
  asOf: Instant,
  sources: z.array(
    z.strictObject({
      connectionId: ConnectionId,
      /** The last run that read this source to its end. */
      runId: RunId.optional(),
      streams: z.array(
        z.strictObject({
          stream: z.string(),
          direction: Direction,
          from: Instant.optional(),
          /** Everything the source had until then is here; cut to milliseconds. */
          completeUpTo: Instant.optional(),
          /** The same as the source itself writes it. */
          exact: z.string().optional(),
          checkedAt: Instant.optional(),
          /** When the past was last compared with the source, number by number. */
          comparedAt: Instant.optional(),
        }),
      ),
      months: z.array(
        z.strictObject({
          direction: Direction,
          month: Month,
          state: MonthState,
          count: z.int(),
          gross: z.array(Money),
        }),
      ),
    }),
  ),
});
export type CompletenessView = z.infer<typeof CompletenessView>;

export const completeness = {
  get: query(z.strictObject({ companyId: CompanyId }), CompletenessView),
  /** One source's certificate in the language of the window; main asks where to. Nothing was saved: the dialog was closed. */
  save: command(
    z.strictObject({ companyId: CompanyId, connectionId: ConnectionId, format: z.enum(['pdf', 'json']) }),
    z.strictObject({ savedTo: z.string().optional() }),
  ),
};
