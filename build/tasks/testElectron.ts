// Runs every *.rt.test.ts inside Electron's own Node: its crypto is BoringSSL and its Node is older than the tools' one,
// so what passes only under vitest has not passed.

import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { root } from '../buildApp.ts';
import { nodeBundle } from '../nodeBundle.ts';

const outDir = path.join(root, '.cache/electron-runtime-tests');

interface Outcome {
  readonly file: string;
  readonly tests: number;
  readonly failed: boolean;
  readonly output: string;
}

/** Arguments narrow it down to the files whose path contains one of them. */
function selectFiles(words: readonly string[]): string[] {
  const files = globSync('{electron,shared,tests}/**/*.rt.test.ts', { cwd: root });
  return words.length === 0 ? files : files.filter((file) => words.some((word) => file.includes(word)));
}

function bundleName(file: string): string {
  return file.replaceAll('/', '__').replace(/\.ts$/, '');
}

async function bundle(files: readonly string[]): Promise<void> {
  const input = Object.fromEntries(files.map((file) => [bundleName(file), path.join(root, file)]));
  const config = nodeBundle({ root, input, outDir });
  const alias = { vitest: path.join(root, 'tests/electron-runtime/shim.ts') };
  await build({ ...config, configFile: false, logLevel: 'warn', resolve: { ...config.resolve, alias } });
}

function runInElectron(file: string): Promise<Outcome> {
  const executable = process.env['KONTOR_ELECTRON'];
  if (!executable) throw new Error('KONTOR_ELECTRON is not set: start this with npm run test:electron.');
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const child = spawn(executable, ['--enable-source-maps', path.join(outDir, `${bundleName(file)}.cjs`)], {
    cwd: root,
    env,
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const tests = Number(/^\S+ tests (\d+)$/m.exec(output)?.[1] ?? 0);
      resolve({ file, tests, failed: code !== 0 || tests === 0, output });
    });
  });
}

const files = selectFiles(process.argv.slice(2));
if (files.length > 0) await bundle(files);
let total = 0;
let failures = 0;
for (const file of files) {
  const outcome = await runInElectron(file);
  total += outcome.tests;
  if (outcome.failed) failures += 1;
  console.log(`${outcome.failed ? 'FAIL' : 'ok  '} ${file} (${String(outcome.tests)} tests)`);
  if (outcome.failed) console.log(outcome.output);
}
console.log(
  `${String(total)} tests of ${String(files.length)} files ran in Electron's own runtime, ${String(failures)} files failed`,
);
if (total === 0 || failures > 0) process.exitCode = 1;
