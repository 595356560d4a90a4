// The whole suite, phase by phase; the first phase that fails ends it. Arguments pick phases.

import { buildAppWhenStale } from '../buildApp.ts';
import { onVirtualDisplay } from '../launch/display.ts';
import { runCommand, tool } from '../runCommand.ts';

type Phase = () => Promise<number>;

// The tools' Node loads better-sqlite3's own prebuild; only Electron may need the other one.
// Tests that start Electron as a child find it under another name.
const forTools = {
  KONTOR_SQLITE_BINDING: undefined,
  KONTOR_ELECTRON_BINDING: process.env['KONTOR_SQLITE_BINDING'] ?? '',
};

const vitest = (...args: readonly string[]) => tool('vitest/vitest.mjs', 'run', ...args);

const phases: Readonly<Record<string, Phase>> = {
  check: () => runCommand(process.execPath, ['build/tasks/check.ts']),
  build: async () => {
    await buildAppWhenStale();
    return 0;
  },
  unit: () => runCommand(...vitest(), { env: forTools }),
  electron: () => runCommand(process.execPath, ['build/tasks/testElectron.ts']),
  e2e: () =>
    runCommand(...onVirtualDisplay(...tool('playwright/cli.js', 'test', '-c', 'tests/e2e/playwright.config.ts'))),
  package: async () => {
    const code = await runCommand(process.execPath, ['build/tasks/package.ts']);
    return code === 0 ? runCommand(...onVirtualDisplay(...vitest('--mode', 'package'))) : code;
  },
  servers: () => runCommand(...vitest('--mode', 'servers'), { env: forTools }),
};

const wholeSuite = ['check', 'build', 'unit', 'electron', 'e2e', 'package'];

interface Result {
  readonly name: string;
  readonly outcome: 'passed' | 'FAILED' | 'not run';
  readonly seconds: number;
}

async function runPhase(name: string): Promise<Result> {
  const phase = phases[name];
  if (!phase) throw new Error(`There is no phase "${name}". There are: ${Object.keys(phases).join(', ')}`);
  console.log(`\n== ${name}`);
  const start = performance.now();
  const code = await phase().catch((cause: unknown) => {
    console.error(cause);
    return 1;
  });
  return { name, outcome: code === 0 ? 'passed' : 'FAILED', seconds: (performance.now() - start) / 1000 };
}

async function runPhases(names: readonly string[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const name of names) {
    const hasFailed = results.some(({ outcome }) => outcome === 'FAILED');
    results.push(hasFailed ? { name, outcome: 'not run', seconds: 0 } : await runPhase(name));
  }
  return results;
}

function printSummary(results: readonly Result[]): void {
  const total = results.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows = results.map(
    ({ name, outcome, seconds }) => `  ${name.padEnd(10)} ${outcome.padEnd(8)} ${seconds.toFixed(1).padStart(7)} s`,
  );
  console.log(`\n${rows.join('\n')}\n  ${'total'.padEnd(19)} ${total.toFixed(1).padStart(7)} s`);
}

const chosen = process.argv.slice(2);
const results = await runPhases(chosen.length > 0 ? chosen : wholeSuite);
printSummary(results);
if (results.some(({ outcome }) => outcome !== 'passed')) process.exitCode = 1;
