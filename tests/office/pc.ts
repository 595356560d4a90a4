// A PC of an office as a test sees it: switched on, told the time, killed in the middle, switched on again with what is on its disk.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { bundleForNode } from '../support/bundleForNode';
import { dataFolder, removeDataFolder } from '../support/testHost';
import type { OfficeCommand, OfficeOrder } from './officeChild';

let bundled: Promise<string> | null = null;
const child = (): Promise<string> =>
  (bundled ??= bundleForNode('tests/office/officeChild.ts', `office-${process.env['VITEST_POOL_ID'] ?? '0'}`));

type PlaceOfIt = Pick<OfficeOrder, 'name' | 'encryptionKey' | 'databaseUrl' | 'skewMs' | 'language'>;

export interface Pc {
  readonly name: string;
  readonly data: string;
  isOn(): boolean;
  switchOn(atMs: number): Promise<void>;
  /** False: it was killed in the middle. */
  order(command: OfficeCommand): Promise<boolean>;
  ask<T>(command: OfficeCommand): Promise<T>;
  switchOff(): Promise<void>;
  close(): Promise<void>;
}

export function pcOf(about: PlaceOfIt): Pc {
  const data = dataFolder();
  let running: ChildProcess | null = null;
  let complaint = '';
  let heard: (line: { readonly told?: unknown } | null) => void = () => undefined;
  const next = () => new Promise<{ readonly told?: unknown } | null>((resolve) => (heard = resolve));

  const say = async (command: OfficeCommand): Promise<{ readonly told?: unknown } | null> => {
    const answer = next();
    running?.stdin?.write(`${JSON.stringify(command)}\n`);
    return answer;
  };
  const pc: Pc = {
    name: about.name,
    data,
    isOn: () => running !== null,
    switchOn: async (startMs) => {
      const order: OfficeOrder = { ...about, data, startMs };
      const started = spawn(process.execPath, [await child(), JSON.stringify(order)], { stdio: 'pipe' });
      running = started;
      complaint = '';
      started.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
      createInterface({ input: started.stdout }).on('line', (line) => {
        heard(JSON.parse(line) as { told?: unknown });
      });
      started.on('close', (code, signal) => {
        running = null;
        if (signal !== 'SIGKILL' && code !== 0) process.stderr.write(`${about.name}: ${complaint}\n`);
        heard(null);
      });
      if ((await next()) === null) throw new Error(`${about.name} does not start: ${complaint}`);
    },
    order: async (command) => (await say(command)) !== null,
    ask: async <T>(command: OfficeCommand) => (await say(command))?.told as T,
    switchOff: async () => {
      if (running === null) return;
      const gone = new Promise((resolve) => running?.once('close', resolve));
      await say({ do: 'stop' });
      await gone;
    },
    close: async () => {
      const last = running;
      if (last) {
        const gone = new Promise((resolve) => last.once('close', resolve));
        last.kill('SIGKILL');
        await gone;
      }
      removeDataFolder(data);
    },
  };
  return pc;
}
