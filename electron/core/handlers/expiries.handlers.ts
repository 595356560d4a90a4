// expiries.*: thin, no logic.
import type { AllHandlers } from '../dispatcher';
import type { ExpiryService } from '../services/expiries/expiryService';

export function expiryHandlers(expiries: ExpiryService): Pick<AllHandlers, 'expiries'> {
  return {
    expiries: { list: () => expiries.list(), note: (order) => expiries.note(order), save: () => expiries.save() },
  };
}
