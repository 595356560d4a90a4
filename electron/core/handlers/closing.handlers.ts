// closing.*: thin, no logic.
import type { AllHandlers } from '../dispatcher';
import type { ClosingService } from '../services/closing/closingService';

export function closingHandlers(closing: ClosingService): Pick<AllHandlers, 'closing'> {
  return {
    closing: {
      month: ({ companyId, month }) => closing.month(companyId, month),
      year: async ({ companyId, year }) => [...(await closing.year(companyId, year))],
      close: ({ companyId, month }) => closing.close(companyId, month),
      reopen: ({ companyId, month }) => closing.reopen(companyId, month),
    },
  };
}
