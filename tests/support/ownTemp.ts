// Each test file has a temporary folder of its own, which goes with it: what a killed child or a forgotten file leaves is not left for ever.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'kontor-'));
// Apps and servers that tests start as another user keep their own files in it, as in any temporary folder.
chmodSync(folder, 0o1777);
process.env['TMPDIR'] = folder;
afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
