// Main's way to the drawing worker. One per piece of work.
import { shortWorker } from '../archive/shortWorker';
import type { Host } from '../ports';
import type { PaperDrawer } from './types';

export function workerDrawer(host: Pick<Host, 'startWorker'>): PaperDrawer {
  const { call, close } = shortWorker(host.startWorker('paper', null), 'paper');
  return {
    // Both ends are of one build; the worker's methods are typed by the same interface.
    draw: async (facts) => (await call('draw', [facts])) as Uint8Array,
    drawCompleteness: async (facts, language) => (await call('drawCompleteness', [facts, language])) as Uint8Array,
    drawYear: async (facts, language) => (await call('drawYear', [facts, language])) as Uint8Array,
    drawInto: async (facts, folder, stem) => (await call('drawInto', [facts, folder, stem])) as string,
    close,
  };
}
