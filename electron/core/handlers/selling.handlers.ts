// selling.*: thin, no logic.
import type { AllHandlers } from '../dispatcher';
import type { SellingService } from '../services/selling/sellingService';

export function sellingHandlers(selling: SellingService): Pick<AllHandlers, 'selling'> {
  return { selling };
}
