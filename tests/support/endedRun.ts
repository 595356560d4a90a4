// A sync that has ended, as its company's chain keeps it.
import { RunView } from '../../shared/contract/runs';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';

export function endedRun(companyId: CompanyId, connectionId: ConnectionId, more: Partial<RunView> = {}): RunView {
  const counted = { newCount: 3, changedCount: 1, knownCount: 0, unreadable: [] };
  return RunView.parse({
    id: '0192f3a0-0000-7000-8000-0000000000a1',
    companyId,
    kind: 'sync',
    trigger: 'user',
    state: 'done',
    startedAt: '2026-10-31T08:00:00.000Z',
    endedAt: '2026-10-31T08:01:00.000Z',
    parts: [{ connectionId, state: 'done', done: 4, unit: 'invoices', ...counted }],
    ...more,
  });
}
