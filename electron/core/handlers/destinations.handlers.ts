// destinations.*: thin, no logic.
import type { AllHandlers } from '../dispatcher';
import type { DestinationService } from '../services/destinations/destinationService';

export function destinationHandlers(service: DestinationService): Pick<AllHandlers, 'destinations'> {
  return {
    destinations: {
      list: (input) => service.list(input),
      fetch: (input) => service.fetch(input),
      tryRestore: (input) => service.tryRestore(input),
      reveal: ({ runId }) => service.reveal(runId),
    },
  };
}
