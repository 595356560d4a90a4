// The archive of 100,000 invoices backed up.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { coreRows } from './inRuntime.ts';
import type { BenchOptions, BenchRow } from './row.ts';
import { seededHome } from './seededProfile.ts';

export async function backupRows(options: BenchOptions): Promise<readonly BenchRow[]> {
  const count = Math.max(1_000, Math.round(100_000 * options.scale));
  const home = await seededHome(count);
  try {
    return await coreRows('backup', options, [path.join(home, 'profile', 'archive'), String(count)]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
