// The check itself: in the worker, and without one in tests.
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { FiscalChecker } from './types';

export function createChecker(manifests: readonly ProviderManifest[]): FiscalChecker {
  return {
    check: async (providerId, path, _onProgress, signal) => {
      const load = manifests.find(({ id }) => id === providerId)?.fiscal?.check;
      if (load === undefined) throw new Error(`no fiscal check ${providerId}`);
      return (await load())(path, signal);
    },
    close: () => Promise.resolve(),
  };
}
