// Runs one command of a task with the terminal handed through.

import { spawn } from 'node:child_process';
import { root } from './buildApp.ts';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

/** Resolves with the exit code; a signal counts as a failure. */
export function runCommand(
  command: string,
  args: readonly string[],
  { env = {}, cwd = root }: RunOptions = {},
): Promise<number> {
  const child = spawn(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.once('SIGTERM', pass);
  process.once('SIGHUP', pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGTERM', pass);
      process.off('SIGHUP', pass);
      resolve(code ?? 1);
    });
  });
}

/** The command line of a tool in node_modules, run by this Node. */
export function tool(script: string, ...args: readonly string[]): [string, string[]] {
  return [process.execPath, [`node_modules/${script}`, ...args]];
}
