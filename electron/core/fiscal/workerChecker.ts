// Main's way to the checking worker: started with the first file of a piece of work, ended with it.
import { shortWorker, type ShortWorker } from '../archive/shortWorker';
import type { Host } from '../ports';
import type { FiscalCheck } from '../providers/sdk/fiscal';
import type { FiscalChecker } from './types';

export function workerChecker(host: Pick<Host, 'startWorker'>): FiscalChecker {
  let worker: ShortWorker | null = null;
  return {
    check: async (providerId, path, onProgress, signal) => {
      worker ??= shortWorker(host.startWorker('fiscal', null), 'fiscal');
      // Both ends are of one build.
      return (await worker.call('check', [providerId, path], { onProgress, signal })) as FiscalCheck;
    },
    close: async () => worker?.close(),
  };
}
