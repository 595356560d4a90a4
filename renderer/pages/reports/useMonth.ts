import type { z } from 'zod';
import type { ClosingView } from '../../../shared/contract/closing';
import type { reports } from '../../../shared/contract/reports';
import type { RunView } from '../../../shared/contract/runs';
import type { CompanyId } from '../../../shared/domain/ids';
import { useQuery, type QueryState } from '../../bridge/hooks';
import { isGoing } from '../../features/runs/runTexts';

export interface ShownMonth {
  readonly companyId: CompanyId;
  readonly month: string;
  readonly query: QueryState<z.infer<typeof reports.month.output>>;
  readonly closing: ClosingView | undefined;
  /** Building or uploading right now. */
  readonly going: RunView | undefined;
  /** The newest run of the month when it stopped. */
  readonly stopped: RunView | undefined;
}

/** A month with the work that is going on for it. */
export function useMonth(companyId: CompanyId, month: string): ShownMonth {
  const query = useQuery('reports.month', { companyId, month });
  const closing = useQuery('closing.month', { companyId, month });
  const runs = useQuery('runs.list', { companyId, limit: 60 });
  const ofMonth = (runs.data ?? []).filter((run) => run.month === month);
  const newest = ofMonth[0];
  return {
    companyId,
    month,
    query,
    closing: closing.data,
    going: ofMonth.find(isGoing),
    stopped: newest?.state === 'failed' && newest.problem ? newest : undefined,
  };
}
