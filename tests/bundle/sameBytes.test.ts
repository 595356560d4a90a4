// The same month gives the same bytes in another process, time zone and language, and in Electron's runtime where it is given.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeBundle } from '../../build/nodeBundle';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const PROGRAM = `
import { createHash } from 'node:crypto';
import { bundleEntries } from '${root}/electron/core/bundle/bundleEntries';
import { sampleMonth } from '${root}/tests/support/sampleMonth';
const hash = createHash('sha256');
for await (const { name, bytes } of bundleEntries(sampleMonth({ count: 60 }))) hash.update(name).update(bytes);
process.stdout.write(hash.digest('hex'));
`;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kontor-bundle-'));
  await writeFile(
    path.join(folder, 'program.ts'),
    PROGRAM.replace(/^for await/m, 'void (async () => {\nfor await') + '})();',
  );
  const config = nodeBundle({
    root,
    input: { program: path.join(folder, 'program.ts') },
    outDir: path.join(folder, 'out'),
  });
  await build({ ...config, configFile: false, logLevel: 'error' });
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

async function hashIn(executable: string, env: Readonly<Record<string, string>>): Promise<string> {
  const program = path.join(folder, 'out/program.cjs');
  const { stdout } = await run(executable, [program], { env: { PATH: process.env['PATH'] ?? '', ...env } });
  return stdout;
}

it('does not depend on where and when it is built', { timeout: 60_000 }, async () => {
  const here = await hashIn(process.execPath, { TZ: 'Europe/Warsaw', LANG: 'pl_PL.UTF-8' });
  expect(here).toMatch(/^[0-9a-f]{64}$/);
  expect(await hashIn(process.execPath, { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'C' })).toBe(here);
  const electron = process.env['KONTOR_ELECTRON'];
  if (electron !== undefined) expect(await hashIn(electron, { ELECTRON_RUN_AS_NODE: '1', TZ: 'UTC' })).toBe(here);
});
