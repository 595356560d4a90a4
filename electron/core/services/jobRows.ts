// New jobs as they are stored before they run.
import type { ConnectionId } from '../../../shared/domain/ids';
import type { JobRow } from '../archive/types';
import type { JobPayload, JobType } from '../jobs/jobTypes';
import type { Clock, Ids } from '../ports';
import { instantOf } from '../time';

export type JobMaker = <T extends JobType>(runId: string, type: T, payload: JobPayload<T>) => JobRow;

export function jobMaker(clock: Clock, ids: Ids): JobMaker {
  return (runId, type, payload) => {
    const facts = payload as { companyId?: string; connectionId?: ConnectionId };
    return {
      id: ids.uuid(),
      runId,
      type,
      companyId: facts.companyId ?? null,
      connectionId: facts.connectionId ?? null,
      payload: JSON.stringify(payload),
      state: 'queued',
      attempt: 0,
      leaseUntil: null,
      notBefore: null,
      problem: null,
      createdAt: instantOf(clock.now()),
    };
  };
}
