// Everything that can be said about the code without running it. All checks run, two at a time; a failed one shows its output.
// Arguments pick checks by name.

import { spawn } from 'node:child_process';
import { root } from '../buildApp.ts';
import { tool } from '../runCommand.ts';

const own = (file: string): [string, string[]] => [process.execPath, [`build/checks/${file}`]];

const layered = ['electron', 'shared', 'renderer', 'tests'];

/** The longest first, so that the short ones fill the gaps. */
const checks: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  types: tool('oxlint/bin/oxlint', '--type-aware', '--type-check', '--deny-warnings'),
  lint: tool('eslint/bin/eslint.js', '.', '--max-warnings', '0'),
  format: tool('prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'),
  'dead code': tool('knip/bin/knip.js', '--no-progress'),
  layers: tool('dependency-cruiser/bin/dependency-cruiser.mjs', '--config=.dependency-cruiser.mjs', ...layered),
  texts: own('texts.ts'),
  providers: own('providers.ts'),
};

interface Result {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
}

function run(name: string): Promise<Result> {
  const [command, args] = checks[name] ?? [];
  if (!command) throw new Error(`There is no check "${name}". There are: ${Object.keys(checks).join(', ')}`);
  const start = performance.now();
  const child = spawn(command, args ?? [], { cwd: root, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = (performance.now() - start) / 1000;
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`);
      if (code !== 0) console.log(`${output.trim()}\n`);
      resolve({ name, passed: code === 0, seconds });
    });
  });
}

async function runTwoAtATime(names: readonly string[]): Promise<Result[]> {
  const waiting = [...names];
  const results: Result[] = [];
  const lane = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) results.push(await run(name));
  };
  await Promise.all([lane(), lane()]);
  return results;
}

const chosen = process.argv.slice(2);
const results = await runTwoAtATime(chosen.length > 0 ? chosen : Object.keys(checks));
const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
console.log(failed.length === 0 ? `${results.length} checks passed` : `failed: ${failed.join(', ')}`);
if (failed.length > 0) process.exitCode = 1;
