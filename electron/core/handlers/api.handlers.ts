// api.*: thin, no logic.
import type { LocalApi } from '../api/localApi';
import type { AllHandlers } from '../dispatcher';

export function apiHandlers(api: LocalApi): Pick<AllHandlers, 'api'> {
  return { api: { view: () => api.view(), save: (settings) => api.save(settings), renew: () => api.renew() } };
}
