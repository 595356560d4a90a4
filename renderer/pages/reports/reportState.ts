// Where a report lies, in one word and a list of places: pure.
import { isProven, liesAt } from '../../../shared/domain/receipts';
import type { ReportView } from '../../../shared/contract/reports';
import type { ConnectionId } from '../../../shared/domain/ids';

export interface ReportState {
  /** `here`: there is no destination that it could go to. */
  readonly is: 'here' | 'missing' | 'partly' | 'there' | 'lost';
  readonly done: number;
  readonly all: number;
  /** Destinations where a check found it no longer as it was sent. */
  readonly lostAt: readonly ConnectionId[];
}

export function reportState(
  { receipts }: Pick<ReportView, 'receipts'>,
  destinations: readonly ConnectionId[],
): ReportState {
  const done = destinations.filter((id) => liesAt(receipts, id)).length;
  const lost = receipts.filter((receipt) => !isProven(receipt)).map(({ connectionId }) => connectionId);
  const lostAt = [...new Set(lost)].filter((id) => !liesAt(receipts, id));
  const all = destinations.length;
  const is = lostAt.length > 0 ? 'lost' : all === 0 ? 'here' : done === 0 ? 'missing' : done < all ? 'partly' : 'there';
  return { is, done, all, lostAt };
}

/** Months that a file may be of: the last ones, and its own. */
export function monthsToChoose(currentMonth: string, own: string | undefined, count = 18): readonly string[] {
  const months: string[] = [];
  let [year = 0, no = 0] = currentMonth.split('-').map(Number);
  for (let n = 0; n < count; n += 1) {
    months.push(`${String(year)}-${String(no).padStart(2, '0')}`);
    no -= 1;
    if (no === 0) [year, no] = [year - 1, 12];
  }
  if (own !== undefined && !months.includes(own)) months.push(own);
  return months.sort().reverse();
}
