// Kills a core child in the middle of an act, starts the core again on the same folder and pictures what came of it.
import { cpSync } from 'node:fs';
import { expect } from 'vitest';
import type { FieldValues } from '../../shared/forms/fields';
import type { TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, START } from '../support/testHost';
import { acts, type Act, type ActInput } from './acts';
import { startCore, type Installation } from './core';
import { bundledChild, inChild, inElectron, inNode, type Told } from './child';
import type { Kill } from './coreChild';
import { batchesOf, keyOf } from './together';
import { startServices, type Destination, type Lane, type ServiceKnobs, type Services } from './services';

const MINUTE_MS = 60_000;

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
  /** As many installations, each killed at one of these writes, in as few processes as can be; `killedAt` ends them one by one. */
  killTogether(kills: readonly Kill[]): Promise<void>;
  close(): Promise<void>;
}

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

  const runtime = options.isInElectron === true ? inElectron(child) : inNode(child);
  const begins = START + (options.laterMs ?? 20 * MINUTE_MS);
  const fresh = (): Stopped => {
    const data = dataFolder();
    cpSync(base, data, { recursive: true });
    const lane = services.lane(data, options.knobs);
    return { installation: { data, encryptionKey, startMs: begins }, lane, told: [], killed: 0 };
  };
  const later = ({ installation, lane }: Stopped): Installation => ({
    ...installation,
    startMs: Math.max(lane.now(), installation.startMs) + MINUTE_MS,
  });

  /** One process, in which each installation comes to its kill. */
  const killedIn = async (all: readonly Stopped[], kills: readonly (Kill | null)[]): Promise<readonly Stopped[]> => {
    const installations = all.map(({ installation }, index) => ({ ...installation, kill: kills[index] ?? null }));
    const { told, signal, complaint } = await inChild(runtime, { act, input, installations });
    // A later start may have less to do than its kill counts on.
    const isFirst = all.every(({ killed }) => killed === 0);
    if (isFirst) expect(signal, complaint).toBe(kills.includes(null) ? null : 'SIGKILL');
    return all.map((stopped, index) => ({
      ...stopped,
      installation: later(stopped),
      told: [...stopped.told, ...told.filter((it) => it.index === index)],
      killed: stopped.killed + (signal === 'SIGKILL' ? 1 : 0),
    }));
  };

  const killedAfterEachOther = async (kills: readonly (Kill | null)[]): Promise<Stopped> => {
    if (typeof destination === 'object') await destination.empty();
    let stopped = fresh();
    for (const kill of kills) stopped = (await killedIn([stopped], [kill]))[0] ?? stopped;
    return stopped;
  };

  const endingOf = async ({ installation, lane, told, killed }: Stopped): Promise<E> => {
    const kontor = await startCore(installation);
    const places = told.map(({ place }) => place);
    const ending = await options.ending({ ...installation, kontor, lane, input, places, killed });
    removeDataFolder(installation.data);
    return ending;
  };

  const first = await killedAfterEachOther([null]);
  const undisturbed = await endingOf(first);
  const places = first.told.map(({ place }) => place);
  const stopped = new Map<string, Stopped>();
  return {
    places,
    undisturbed,
    killTogether: async (kills) => {
      for (const batch of batchesOf(kills, first.told)) {
        const all = await killedIn(batch.map(fresh), batch);
        for (const [index, one] of all.entries()) stopped.set(JSON.stringify(batch[index]), one);
      }
    },
    killedAt: async (...kills) => {
      const [kill] = kills;
      const key = kills.length === 1 && kill ? keyOf(kill, places) : '';
      const waiting = stopped.get(key);
      stopped.delete(key);
      return endingOf(waiting ?? (await killedAfterEachOther(kills)));
    },
    close: async () => {
      removeDataFolder(base);
      for (const { installation } of stopped.values()) removeDataFolder(installation.data);
      if (!options.ground) await ground.close();
    },
  };
}

/** An installation after the kills so far. */
interface Stopped {
  readonly installation: Installation;
  readonly lane: Lane;
  readonly told: readonly Told[];
  readonly killed: number;
}

function inputOf({ values }: Services, destination: SceneOptions<unknown>['destination'] = 'nextcloud'): ActInput {
  const { ksef, edi } = values;
  if (typeof destination !== 'string')
    return { ksef, edi, destination: { providerId: 'nextcloud', values: destination.values } };
  return { ksef, edi, destination: { providerId: destination, values: values[destination] } };
}
