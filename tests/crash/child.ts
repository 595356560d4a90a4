// The child process that is killed: its bundle, the runtime it runs in, what it told.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bundleForNode } from '../support/bundleForNode';
import type { Order } from './coreChild';

let bundled: Promise<string> | null = null;
/** One bundle for all scenes of a file; files that run at the same time have workers of their own. */
export const bundledChild = (): Promise<string> =>
  (bundled ??= bundleForNode('tests/crash/coreChild.ts', `crash-${process.env['VITEST_POOL_ID'] ?? '0'}`));

export interface Runtime {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Most of a child's time is spent on reading its own code: the first one, which nobody kills, leaves it behind for the others. */
export const inNode = (child: string): Runtime => ({
  command: process.execPath,
  args: [child],
  env: { NODE_COMPILE_CACHE: join(child, '..', '..', `${process.env['VITEST_POOL_ID'] ?? '0'}.compiled`) },
});

/** Null where `npm test` has prepared an Electron and said which SQLite binding it takes: '' is the one of the package. */
export const electronMissing = (): string | null =>
  process.env['KONTOR_ELECTRON'] === undefined || process.env['KONTOR_ELECTRON_BINDING'] === undefined
    ? 'this command prepares no Electron'
    : null;

export const inElectron = (child: string): Runtime => ({
  command: process.env['KONTOR_ELECTRON'] ?? '',
  args: [child],
  env: { ELECTRON_RUN_AS_NODE: '1', KONTOR_SQLITE_BINDING: process.env['KONTOR_ELECTRON_BINDING'] },
});

/** A place that was passed, in which installation of the order, and whether it could have stood still there. */
export interface Told {
  readonly index: number;
  readonly place: string;
  readonly canStand: boolean;
}

export interface Outcome {
  readonly told: readonly Told[];
  readonly signal: NodeJS.Signals | null;
  readonly complaint: string;
}

export function inChild({ command, args, env }: Runtime, order: Order): Promise<Outcome> {
  const running = spawn(command, [...args, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const output = { told: '', complaint: '' };
  running.stdout.on('data', (chunk: Buffer) => (output.told += chunk.toString()));
  running.stderr.on('data', (chunk: Buffer) => (output.complaint += chunk.toString()));
  return new Promise((resolve, reject) => {
    running.on('error', reject);
    running.on('close', (_, signal) => {
      const lines = output.told.split('\n').filter((line) => line !== '');
      resolve({ told: lines.map((line) => JSON.parse(line) as Told), signal, complaint: output.complaint });
    });
  });
}
