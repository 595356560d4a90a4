// The cheap question before an export: is there anything new for this role? One metadata query, never an export.
import type { WorkContext } from '../sdk/context';
import { advance, type Advance, type Position } from './checkpoint';
import { queryMetadata } from './client';
import { isRefusal } from './errors';
import { compareInstants } from './instants';
import type { Role } from './roles';
import type { Session } from './session';
import type { Window } from './window';

export interface Question {
  readonly role: Role;
  readonly window: Window;
  readonly position: Position;
}

/** One page of metadata. Answers how far it is quiet, or null when there is something to fetch. */
export async function askIfAnything(
  ctx: WorkContext,
  session: Session,
  { role, window, position }: Question,
): Promise<Advance | null> {
  const filters = {
    subjectType: role.subject,
    dateRange: { dateType: 'PermanentStorage', ...window, restrictToPermanentStorageHwmDate: true },
  } as const;
  try {
    const page = await session.run((bearer) =>
      queryMetadata(session.ksef, bearer, { filters, pageOffset: 0, pageSize: 10, sortOrder: 'Asc' }),
    );
    // At the high-water mark itself everything is known already; the range repeats that instant.
    const isNew = (stored: string | undefined) =>
      position.reached !== 'hwm' || stored === undefined || compareInstants(stored, position.at) > 0;
    if (page.isTruncated || page.hasMore || page.invoices.some((one) => isNew(one.permanentStorageDate))) return null;
    const reach = { isTruncated: false, permanentStorageHwmDate: page.permanentStorageHwmDate };
    const next = advance(window, reach, ctx.clock.now());
    return next.position.at === position.at
      ? { ...next, position: { ...position, checkedAtMs: ctx.clock.now() } }
      : next;
  } catch (error) {
    if (!isRefusal(error, 21183)) throw error;
    return { position: { ...position, checkedAtMs: ctx.clock.now() }, isMore: false };
  }
}
