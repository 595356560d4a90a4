// Closing a month: its steps as they stand, the word of a person, and what that word keeps from happening by itself.
import type { ClosingStep, ClosingView } from '../../../../shared/contract/closing';
import type { CompanyId, Month } from '../../../../shared/domain/ids';
import { Failure } from '../../../../shared/errors';
import type { ArchiveReader } from '../../archive/types';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import type { EventBus } from '../../events/eventBus';
import type { Clock } from '../../ports';
import type { SharedClosings } from '../../sharing/sharedClosings';
import { closingSteps, type StepParts } from './closingSteps';
import { monthEndMs } from './monthEnd';

export interface ClosingParts extends StepParts {
  readonly closings: Pick<SharedClosings, 'say'>;
  readonly reader: ArchiveReader;
  readonly companies: Pick<CompanyRepo, 'find'>;
  readonly events: EventBus;
  readonly clock: Clock;
}

export interface ClosingService {
  month(companyId: CompanyId, month: Month): Promise<ClosingView>;
  year(companyId: CompanyId, year: number): Promise<readonly Month[]>;
  close(companyId: CompanyId, month: Month): Promise<void>;
  reopen(companyId: CompanyId, month: Month): Promise<void>;
  /** Throws `closing.month_closed`. */
  assertOpen(companyId: CompanyId, month: Month | undefined): Promise<void>;
}

/** A person's own choice: an invoice may be right as it is, and a program may never get what the register has. */
const MAY_STAY_OPEN: ReadonlySet<ClosingStep['kind']> = new Set(['look', 'match']);

export function closingService(parts: ClosingParts): ClosingService {
  const { reader, events, clock } = parts;

  const month: ClosingService['month'] = async (companyId, wanted) => {
    const [company, closed] = await Promise.all([parts.companies.find(companyId), reader.closedMonths(companyId)]);
    const endMs = monthEndMs(wanted, company?.country ?? 'PL');
    const isOver = clock.now() >= endMs;
    const { bundles, invoiceCount } = await reader.bundles(companyId, wanted);
    const steps = await closingSteps(parts, { companyId, month: wanted, endMs, bundle: bundles[0], invoiceCount });
    const closedAt = closed[wanted];
    return {
      month: wanted,
      isOver,
      steps: [...steps],
      mayClose:
        isOver && closedAt === undefined && steps.every(({ kind, isDone }) => isDone || MAY_STAY_OPEN.has(kind)),
      lateCount: closedAt === undefined ? 0 : (bundles[0]?.lateCount ?? invoiceCount),
      ...(closedAt === undefined ? {} : { closedAt }),
    };
  };
  const set = async (companyId: CompanyId, wanted: Month, isClosed: boolean): Promise<void> => {
    await parts.closings.say(companyId, wanted, isClosed);
    events.emit('closing.changed', { companyId, month: wanted });
  };

  return {
    month,
    year: async (companyId, year) =>
      Object.keys(await reader.closedMonths(companyId))
        .filter((closed) => closed.startsWith(`${String(year)}-`))
        .sort(),
    close: async (companyId, wanted) => {
      const { mayClose, closedAt } = await month(companyId, wanted);
      if (closedAt !== undefined) return;
      if (!mayClose) throw new Failure({ kind: 'user_input', key: 'closing.not_ready', params: { month: wanted } });
      await set(companyId, wanted, true);
    },
    reopen: (companyId, wanted) => set(companyId, wanted, false),
    assertOpen: async (companyId, wanted) => {
      if (wanted === undefined || (await reader.closedMonths(companyId))[wanted] === undefined) return;
      throw new Failure({ kind: 'user_input', key: 'closing.month_closed', params: { month: wanted } });
    },
  };
}
