// Main's way to the worker that reads files. One per import.
import { shortWorker } from '../archive/shortWorker';
import type { Host } from '../ports';
import type { Planned, Staged, Stager, TableLook } from './types';

export function workerStager(host: Pick<Host, 'startWorker'>): Stager {
  const { call, close } = shortWorker(host.startWorker('import', null), 'import');
  return {
    // Both ends are of one build; the worker's methods are typed by the same interface.
    stage: async (order, onProgress, signal) => (await call('stage', [order], { onProgress, signal })) as Staged,
    look: async (order, company) => (await call('look', [order, company])) as TableLook,
    plan: async (order, onProgress, signal) => (await call('plan', [order], { onProgress, signal })) as Planned,
    close,
  };
}
