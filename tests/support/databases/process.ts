// A database server as a process of the tests' own: an unprivileged user, a temporary folder, a free loopback port, ended by its id.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { appUser, giveToAppUser, makeAppUserFolder } from '../../../build/launch/appUser';

export interface ServerProcess {
  readonly folder: string;
  /** Runs a program to its end as the server's user; throws with what it said. */
  run(program: string, args: readonly string[], input?: string): void;
  start(program: string, args: readonly string[]): ChildProcess;
  isRunning(): boolean;
  /** `SIGQUIT` and `SIGKILL` end it without a goodbye. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** What it said last. */
  complaint(): string;
  remove(): void;
}

export function serverProcess(name: string): ServerProcess {
  const folder = makeAppUserFolder(name);
  const log = path.join(folder, 'server.log');
  const identity = appUser ? { uid: appUser.uid, gid: appUser.gid } : {};
  let child: ChildProcess | null = null;
  return {
    folder,
    run: (program, args, input) => {
      const done = spawnSync(program, args, {
        ...identity,
        cwd: folder,
        encoding: 'utf8',
        ...(input === undefined ? {} : { input }),
      });
      if (done.status !== 0) throw new Error(`${program} ended with ${String(done.status)}\n${done.stderr}`);
    },
    start: (program, args) => {
      const output = openSync(log, 'a');
      child = spawn(program, args, { ...identity, cwd: folder, stdio: ['ignore', output, output] });
      closeSync(output);
      return child;
    },
    isRunning: () => child !== null && child.exitCode === null && child.signalCode === null,
    end: async (signal) => {
      const running = child;
      child = null;
      if (running?.exitCode !== null || running.signalCode !== null) return;
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill(signal);
      await gone;
    },
    complaint: () => readFileSync(log, 'utf8').split('\n').slice(-15).join('\n'),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function ownFolder(parent: string, name: string): string {
  const folder = path.join(parent, name);
  mkdirSync(folder, { mode: 0o700 });
  giveToAppUser(folder);
  return folder;
}
