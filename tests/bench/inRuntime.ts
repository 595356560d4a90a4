// Measures core code in the runtime that the app has: bundled as the app is, started in Electron's own Node.
import { spawn } from 'node:child_process';
import { bundleForNode } from '../support/bundleForNode.ts';

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
