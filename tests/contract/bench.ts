// One provider in a running core, behind a gate, with a company of its own.
import { afterEach, expect } from 'vitest';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { CompanyId, ConnectionId, RunId } from '../../shared/domain/ids';
import type { RunView } from '../../shared/contract/runs';
import type { FieldValues } from '../../shared/forms/fields';
import madeUp from '../providers/madeUp';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';
import { gateBefore, type Gate, type MakeSimulator } from './gate';

export interface Bench {
  readonly gate: Gate;
  readonly values: FieldValues;
  kontor: TestApp;
  /** Ends the app and starts another one on the same folders. */
  restart(): Promise<void>;
  connect(): Promise<{ readonly companyId: CompanyId; readonly connectionId: ConnectionId }>;
  /** The run when it has ended. */
  ended(started: Promise<{ readonly runId: RunId }>): Promise<RunView>;
}

export interface BenchParts {
  readonly manifest: ProviderManifest;
  readonly values?: FieldValues;
  readonly simulator?: MakeSimulator;
}

const open: { readonly bench: Bench; readonly folder: string }[] = [];

/** Call it once in a suite: no app outlives its test. */
export function closeBenches(): void {
  afterEach(async () => {
    for (const { bench, folder } of open.splice(0)) {
      bench.gate.heal();
      await bench.kontor.stop();
      removeDataFolder(folder);
      expect(bench.gate.simulator.violations ?? []).toEqual([]);
    }
  });
}

/** A run that waits for a service waits no longer. */
export async function passWaits({ call, host: { clock } }: TestApp, runId: RunId): Promise<void> {
  const { parts } = await call('runs.get', { runId });
  for (const { state, waitsUntil } of parts) {
    if (state === 'waiting' && waitsUntil !== undefined)
      await clock.advance(Math.max(0, Date.parse(waitsUntil) - clock.now()));
  }
}

/** The made-up provider stands beside it: as the source of what a destination takes. */
export async function openBench({ manifest, values = {}, simulator }: BenchParts): Promise<Bench> {
  const [clock, folder, encryptionKey] = [testClock(), dataFolder(), newEncryptionKey()];
  const gate = await gateBefore(manifest, clock, simulator);
  const start = () => startApp(testHost({ data: folder, clock, encryptionKey }), [gate.manifest, madeUp]);
  const bench: Bench = {
    gate,
    values: { ...manifest.demoValues, ...values },
    kontor: await start(),
    restart: async () => {
      await bench.kontor.stop();
      bench.kontor = await start();
    },
    connect: async () => {
      const company = { name: 'Zielona Kuźnia', country: 'PL', taxId: '5265877635' } as const;
      const { id: companyId } = await bench.kontor.call('companies.create', company);
      return bench.kontor.connect({ providerId: manifest.id, companyId }, bench.values);
    },
    ended: async (started) => {
      const { runId } = await started;
      const stopListening = bench.kontor.app.events.listen(() => void passWaits(bench.kontor, runId));
      return bench.kontor.ended(runId).finally(stopListening);
    },
  };
  open.push({ bench, folder });
  return bench;
}
