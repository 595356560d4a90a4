// Measures core code in the runtime that the app has: bundled as the app is, started in Electron's own Node.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleForNode } from '../support/bundleForNode.ts';
import type { BenchOptions, BenchRow } from './row.ts';

/** `entry` lies in tests/bench. What it prints goes to the terminal. */
export async function runInRuntime(entry: string, args: readonly string[]): Promise<void> {
  const bundle = await bundleForNode(`tests/bench/${entry}.ts`, `bench-${entry}`);
  const executable = process.env['KONTOR_ELECTRON'];
  if (!executable) throw new Error('KONTOR_ELECTRON is not set: start this with npm run bench.');
  const child = spawn(executable, [bundle, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code !== 0) throw new Error(`${entry} ended with ${String(code)}`);
}

/** Rows of an entry that is given the rounds, the scale and the file to write them to. */
export async function coreRows(
  entry: string,
  { rounds, scale }: BenchOptions,
  more: readonly string[] = [],
): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-bench-rows-'));
  try {
    const file = path.join(folder, 'rows.json');
    await runInRuntime(entry, [String(rounds), String(scale), file, ...more]);
    // Written by our own build a moment ago.
    return JSON.parse(readFileSync(file, 'utf8')) as BenchRow[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
