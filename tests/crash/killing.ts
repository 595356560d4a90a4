// Kills a core child in the middle of an act, starts the core again on the same folder and pictures what came of it.
import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { expect } from 'vitest';
import type { FieldValues } from '../../shared/forms/fields';
import { bundleForNode } from '../support/bundleForNode';
import type { TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, START } from '../support/testHost';
import { acts, type Act, type ActInput } from './acts';
import { startCore, type Installation } from './core';
import type { Order } from './coreChild';
import { startServices, type Destination, type Lane, type ServiceKnobs, type Services } from './services';

const MINUTE_MS = 60_000;
export type Kill = NonNullable<Order['kill']>;

/** An installation after its second start, and the services that it talked to. */
export interface Restarted extends Installation {
  readonly kontor: TestApp;
  readonly lane: Lane;
  readonly input: ActInput;
  /** Passed before the last kill, in order. */
  readonly places: readonly string[];
  /** How many starts were killed: a later one may have had less to do than its kill counts on. */
  readonly killed: number;
}

export interface SceneOptions<E> {
  readonly act: Act;
  /** Done once, before every kill. */
  readonly before: readonly Act[];
  /** What those follow: an installation that other scenes begin with as well. */
  readonly ground?: Ground;
  /** Lets the second start finish the work, stops it and tells what came of it. */
  readonly ending: (restarted: Restarted) => Promise<E>;
  readonly knobs?: ServiceKnobs;
  /** Instead of the simulated Nextcloud: another simulated service, or a server of the test's own. */
  readonly destination?: { readonly values: FieldValues; readonly empty: () => Promise<void> } | Destination;
  /** Runs the child in Electron's own Node. */
  readonly isInElectron?: boolean;
  /** How long after the last step before it the act begins. */
  readonly laterMs?: number;
  /** A new key stands in front of the one with which everything was sealed. */
  readonly hasNewKey?: boolean;
}

export interface Scene<E> {
  /** Every place that an undisturbed act passes, in order. */
  readonly places: readonly string[];
  readonly undisturbed: E;
  /** Ends the child at that write and lets the next start finish the work. With several, each further one ends the next start. */
  killedAt(...kills: readonly Kill[]): Promise<E>;
  close(): Promise<void>;
}

let bundled: Promise<string> | null = null;
/** One bundle for all scenes of a file; files that run at the same time have workers of their own. */
const bundledChild = (): Promise<string> =>
  (bundled ??= bundleForNode('tests/crash/coreChild.ts', `crash-${process.env['VITEST_POOL_ID'] ?? '0'}`));

/** An installation that several scenes begin with, stopped, and its services. */
export interface Ground {
  readonly services: Services;
  readonly data: string;
  readonly encryptionKey: string;
  close(): Promise<void>;
}

export async function openGround(before: readonly Act[] = [], knobs: ServiceKnobs = {}): Promise<Ground> {
  const services = await startServices();
  const ground = { services, data: dataFolder(), encryptionKey: newEncryptionKey() };
  services.lane(ground.data, knobs);
  if (before.length > 0) await prepare(ground, inputOf(services), before);
  return {
    ...ground,
    close: async () => {
      removeDataFolder(ground.data);
      await services.close();
    },
  };
}

async function prepare(
  { data, encryptionKey }: Omit<Installation, 'startMs'>,
  input: ActInput,
  steps: readonly Act[],
): Promise<void> {
  const prepared = await startCore({ data, encryptionKey, startMs: START });
  for (const step of steps) await acts[step](prepared, input);
  await prepared.stop();
}

export async function openScene<E>(options: SceneOptions<E>): Promise<Scene<E>> {
  const { act, destination } = options;
  const child = await bundledChild();
  const ground = options.ground ?? (await openGround());
  const { services, encryptionKey: oldKey } = ground;
  const input = inputOf(services, destination);
  const encryptionKey = options.hasNewKey === true ? `${newEncryptionKey()},${oldKey}` : oldKey;
  const base = dataFolder();
  cpSync(ground.data, base, { recursive: true });
  services.lane(base, options.knobs);
  await prepare({ data: base, encryptionKey: oldKey }, input, options.before);

  const runOnce = async (
    kills: readonly Kill[],
  ): Promise<{ readonly places: readonly string[]; readonly ending: E }> => {
    const data = dataFolder();
    if (typeof destination === 'object') await destination.empty();
    cpSync(base, data, { recursive: true });
    const lane = services.lane(data, options.knobs);
    const runtime = options.isInElectron === true ? inElectron(child) : inNode(child);
    const begins = START + (options.laterMs ?? 20 * MINUTE_MS);
    let installation = { data, encryptionKey, startMs: begins };
    const places: string[] = [];
    let killed = 0;
    for (const kill of kills.length === 0 ? [null] : kills) {
      const outcome = await inChild(runtime, { ...installation, act, input, kill });
      places.push(...outcome.places);
      killed += outcome.signal === 'SIGKILL' ? 1 : 0;
      // A later start may have less to do than its kill counts on.
      const isFirst = installation.startMs === begins;
      if (isFirst) expect(outcome.signal, outcome.complaint).toBe(kill === null ? null : 'SIGKILL');
      installation = { ...installation, startMs: Math.max(lane.now(), installation.startMs) + MINUTE_MS };
    }
    const kontor = await startCore(installation);
    const ending = await options.ending({ ...installation, kontor, lane, input, places, killed });
    removeDataFolder(data);
    return { places, ending };
  };

  const { ending: undisturbed, places } = await runOnce([]);
  return {
    places,
    undisturbed,
    killedAt: async (...kills) => (await runOnce(kills)).ending,
    close: async () => {
      removeDataFolder(base);
      if (!options.ground) await ground.close();
    },
  };
}

function inputOf({ values }: Services, destination: SceneOptions<unknown>['destination'] = 'nextcloud'): ActInput {
  const { ksef, edi } = values;
  if (typeof destination !== 'string')
    return { ksef, edi, destination: { providerId: 'nextcloud', values: destination.values } };
  return { ksef, edi, destination: { providerId: destination, values: values[destination] } };
}

interface Runtime {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

const inNode = (child: string): Runtime => ({ command: process.execPath, args: [child], env: {} });

/** Null where `npm test` has prepared an Electron and said which SQLite binding it takes: '' is the one of the package. */
export const electronMissing = (): string | null =>
  process.env['KONTOR_ELECTRON'] === undefined || process.env['KONTOR_ELECTRON_BINDING'] === undefined
    ? 'this command prepares no Electron'
    : null;

const inElectron = (child: string): Runtime => ({
  command: process.env['KONTOR_ELECTRON'] ?? '',
  args: [child],
  env: { ELECTRON_RUN_AS_NODE: '1', KONTOR_SQLITE_BINDING: process.env['KONTOR_ELECTRON_BINDING'] },
});

interface Outcome {
  readonly places: readonly string[];
  readonly signal: NodeJS.Signals | null;
  readonly complaint: string;
}

function inChild({ command, args, env }: Runtime, order: Order): Promise<Outcome> {
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
      const places = output.told.split('\n').filter((place) => place !== '');
      resolve({ places, signal, complaint: output.complaint });
    });
  });
}
