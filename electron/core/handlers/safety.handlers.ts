// safety.*: thin, no logic.
import type { AllHandlers } from '../dispatcher';
import type { Safety } from '../services/safety/safetyOf';

export function safetyHandlers({ turn, integrity }: Safety): Pick<AllHandlers, 'safety'> {
  return {
    safety: {
      integrity: () => integrity.view(),
      check: () => Promise.resolve(integrity.begin()),
      cancel: () => Promise.resolve(turn.cancel()),
      fetchAgain: ({ companyId }) => integrity.fetchAgain(companyId),
    },
  };
}
