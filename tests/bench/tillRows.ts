// What the rows of tills need before they can run in the app's runtime: its checking thread as a bundle, and the stand-in for the vendor's library.
import { bundleForNode } from '../support/bundleForNode.ts';
import { buildStandIn } from '../support/fiskalyLibrary.ts';
import { coreRows } from './inRuntime.ts';
import type { BenchOptions, BenchRow } from './row.ts';

export async function tillRows(options: BenchOptions): Promise<readonly BenchRow[]> {
  const worker = await bundleForNode('electron/core/fiscal/fiscal.worker.ts', 'bench-fiscal');
  return coreRows('tills', options, [worker, buildStandIn()?.file ?? '']);
}
