// A firm with its KSeF and its Nextcloud over the whole core, where everything that can go wrong is scripted: what the user is told
// is held against the catalogues, what is stored against a run that nothing disturbed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { DatabaseOptions } from '../../electron/core/db/openDatabase';
import { NetworkProblem, type NetworkProblemCode } from '../../electron/core/ports';
import type { KsefKnobs } from '../../electron/core/providers/ksef/simulator/options';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { Simulator } from '../../electron/core/providers/sdk/simulatorKit';
import type { ConnectionView } from '../../shared/contract/connections';
import type { RunView } from '../../shared/contract/runs';
import type { CompanyId, ConnectionId, RunId } from '../../shared/domain/ids';
import type { AppError } from '../../shared/errors';
import type { FieldValues } from '../../shared/forms/fields';
import type { InProcessOptions } from './archiveInProcess';
import { archiveMeaning } from './archiveMeaning';
import { fakeClock, type FakeClock } from './fakeClock';
import { badTexts } from './problemTexts';
import { filesBelow, findSecrets, findSecretsBelow, type Secret } from './secretForms';
import { simulatedKsef, type SimulatedKsef } from './simulatedKsef';
import { simulatedNextcloud, type SimulatedNextcloud } from './simulatedNextcloud';
import { startApp, type TestApp, type Watches } from './testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, START, testHost, type TestHostOptions } from './testHost';

export const MONTH = '2026-09';
/** More than any run asks: the fault stays until it is taken away. */
export const ALWAYS = 100_000;

export interface FaultBench {
  readonly folder: string;
  readonly clock: FakeClock;
  readonly ksef: SimulatedKsef;
  readonly cloud: SimulatedNextcloud;
  readonly manifests: readonly ProviderManifest[];
  kontor: TestApp;
  /** Every problem that a run or the wizard has told since the app was started, oldest first, each key once in a row. */
  readonly told: AppError[];
  /** What happens on the way to every service from now on; null for nothing. */
  outage: NetworkProblemCode | null;
  companyId: CompanyId;
  sourceId: ConnectionId;
  destinationId: ConnectionId;
  restart(): Promise<void>;
  /** The wizard's form after a check that did not pass. */
  refusedCheck(providerId: string, values: FieldValues): Promise<AppError>;
  sync(): Promise<RunView>;
  /** The run when it has ended; whatever it waits for comes at once. */
  ended(runId: RunId): Promise<RunView>;
  /** The run as soon as it waits, for this reason when one is given. */
  waits(runId: RunId, key?: string): Promise<RunView>;
  upload(): Promise<RunView>;
  /** The log's lines that hold this text, as soon as there is one. */
  failureIn(text: string): Promise<string>;
  source(): Promise<ConnectionView>;
  destination(): Promise<ConnectionView>;
  meaning(): ReturnType<typeof archiveMeaning>;
  stop(): Promise<void>;
}

export interface BenchOptions {
  readonly knobs?: KsefKnobs;
  readonly sourceValues?: FieldValues;
  /** The services' clock against this computer's. */
  readonly serviceAheadMs?: number;
  readonly archive?: InProcessOptions;
  readonly config?: DatabaseOptions;
  readonly keeperOf?: Watches['keeperOf'];
  readonly network?: TestHostOptions['network'];
  /** Besides the key: CONFIG_DB_URL. */
  readonly env?: TestHostOptions['env'];
  /** Before a service sees a request. */
  readonly onRequest?: (request: Request) => Promise<void>;
  /** Default: both. */
  readonly connects?: 'both' | 'none';
  readonly cloudKnobs?: Parameters<typeof simulatedNextcloud>[1];
}

export async function openBench(options: BenchOptions = {}): Promise<FaultBench> {
  // Short waits end at once, longer ones when the bench has seen that a run waits for them; time limits never by themselves.
  const clock = fakeClock({ startMs: START, skips: (ms) => ms < 20_000 });
  const [folder, encryptionKey] = [dataFolder(), newEncryptionKey()];
  const ahead = options.serviceAheadMs ?? 0;
  const theirs: FakeClock = { ...clock, now: () => clock.now() + ahead };
  const ksef = simulatedKsef(theirs, { count: 14, ...options.knobs });
  const cloud = simulatedNextcloud(theirs, options.cloudKnobs);
  const manifests = [ksef.manifest, cloud.manifest].map((manifest) =>
    withOutage(manifest, () => bench.outage, options.onRequest),
  );
  const told: AppError[] = [];
  const start = async (): Promise<TestApp> => {
    const network = options.network === undefined ? {} : { network: options.network };
    const app = await startApp(
      testHost({ data: folder, clock, encryptionKey, env: options.env ?? {}, ...network }),
      manifests,
      {
        ...(options.archive === undefined ? {} : { archive: options.archive }),
        ...(options.config === undefined ? {} : { config: options.config }),
        ...(options.keeperOf === undefined ? {} : { keeperOf: options.keeperOf }),
      },
    );
    app.app.events.listen((name, payload) => {
      if (name !== 'runs.progress') return;
      const run = payload as RunView;
      for (const { problem } of run.parts) remember(told, problem);
      // A check in the wizard has nobody who looks at its run.
      if (run.kind === 'verify' && run.state === 'waiting') void clock.advance(waitMs(run, clock));
    });
    return app;
  };
  const kontor = await start();
  const bench: FaultBench = {
    folder,
    clock,
    ksef,
    cloud,
    manifests,
    kontor,
    told,
    outage: null,
    companyId: '' as CompanyId,
    sourceId: '' as ConnectionId,
    destinationId: '' as ConnectionId,
    restart: async () => {
      await bench.kontor.stop();
      bench.kontor = await start();
    },
    refusedCheck: async (providerId, values) => {
      const { id: flowId } = await bench.kontor.call('connect.start', { providerId });
      const { current } = (await bench.kontor.check(flowId, values)).view;
      if (current.step !== 'form' || !current.problem)
        throw new Error(`the check ended with ${JSON.stringify(current)}`);
      await bench.kontor.call('connect.cancel', { flowId });
      return current.problem;
    },
    sync: async () => {
      const { companyId } = bench;
      return endOf(bench, (await bench.kontor.call('sync.start', { companyId })).runId);
    },
    ended: (runId) => endOf(bench, runId),
    waits: (runId, key) => waitOf(bench, runId, key),
    upload: async () => {
      const { companyId } = bench;
      const { runId } = await bench.kontor.call('reports.upload', { companyId, month: MONTH });
      return endOf(bench, runId);
    },
    failureIn: async (text) => {
      for (;;) {
        const log = filesBelow(join(folder, 'logs')).map((file) => readFileSync(file, 'utf8'));
        const lines = log
          .join('\n')
          .split('\n')
          .filter((line) => line.includes(text));
        if (lines.length > 0) return lines.join('\n');
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    source: () => connectionOf(bench, bench.sourceId),
    destination: () => connectionOf(bench, bench.destinationId),
    meaning: () => archiveMeaning(join(folder, 'archive')),
    stop: async () => {
      await bench.kontor.stop();
      removeDataFolder(folder);
    },
  };
  if (options.connects !== 'none') {
    const values = { ...ksef.values, ...options.sourceValues };
    const source = await kontor.connect({ providerId: 'ksef' }, values);
    const { companyId } = source;
    const { connectionId } = await kontor.connect({ providerId: 'nextcloud', companyId }, cloud.values);
    Object.assign(bench, { companyId, sourceId: source.connectionId, destinationId: connectionId });
  }
  return bench;
}

async function connectionOf({ kontor, companyId }: FaultBench, id: ConnectionId): Promise<ConnectionView> {
  const found = (await kontor.call('connections.list', { companyId })).find((each) => each.id === id);
  if (!found) throw new Error(`no connection ${id}`);
  return found;
}

/** The run when it has ended; whatever it waits for comes at once. */
async function endOf({ kontor, clock }: FaultBench, runId: RunId): Promise<RunView> {
  for (;;) {
    const changed = Promise.race([kontor.event('runs.progress'), kontor.event('runs.changed')]);
    const run = await kontor.call('runs.get', { runId });
    if (run.endedAt !== undefined) return run;
    if (run.state === 'waiting') await clock.advance(waitMs(run, clock));
    else await changed;
  }
}

function waitMs(run: RunView, clock: FakeClock): number {
  const [until] = run.parts.flatMap(({ waitsUntil }) => waitsUntil ?? []).toSorted();
  return Math.max(1000, until === undefined ? 0 : Date.parse(until) - clock.now());
}

async function waitOf({ kontor, clock }: FaultBench, runId: RunId, key?: string): Promise<RunView> {
  for (;;) {
    const changed = Promise.race([kontor.event('runs.progress'), kontor.event('runs.changed')]);
    const run = await kontor.call('runs.get', { runId });
    if (run.endedAt !== undefined) throw new Error(`the run ended as ${run.state}`);
    if (run.state === 'waiting' && (key === undefined ? run.problem !== undefined : run.problem?.key === key))
      return run;
    if (run.state === 'waiting' && key !== undefined) await clock.advance(waitMs(run, clock));
    else await changed;
  }
}

function remember(told: AppError[], problem: AppError | undefined): void {
  if (problem && told.at(-1)?.key !== problem.key) told.push(problem);
}

function withOutage(
  manifest: ProviderManifest,
  outage: () => NetworkProblemCode | null,
  onRequest: BenchOptions['onRequest'],
): ProviderManifest {
  return {
    ...manifest,
    simulator: async () => {
      const create = await manifest.simulator();
      return (knobs): Simulator => {
        const made = create(knobs);
        const handle = async (request: Request): Promise<Response> => {
          await onRequest?.(request);
          const code = outage();
          return code === null ? made.handle(request) : Promise.reject(new NetworkProblem(code, `scripted ${code}`));
        };
        return { ...made, handle };
      };
    },
  };
}

/** The same archive as an installation that nothing disturbed. */
export async function undisturbed(options: BenchOptions = {}): Promise<ReturnType<typeof archiveMeaning>> {
  const bench = await openBench(options);
  try {
    expect(await bench.sync()).toMatchObject({ state: 'done' });
    return bench.meaning();
  } finally {
    await bench.stop();
  }
}

/** A problem that a user can do something with: four lines in four languages, nothing raw in them, a number for support. */
export function expectExplained(bench: FaultBench, problem: AppError | undefined): void {
  expect(problem).toBeDefined();
  if (!problem) return;
  expect(badTexts(problem, bench.manifests)).toEqual([]);
  expect(problem.supportId, problem.key).not.toBe('');
}

/** Whatever went wrong: no secret in what was told, in a file, or in the support file. */
export async function expectNoSecrets(bench: FaultBench): Promise<void> {
  await bench.kontor.call('app.saveSupportFile', undefined);
  const named = (name: string, value: unknown): Secret => ({ name, value: String(value) });
  const secrets = [
    named('token', bench.ksef.values['token']),
    named('end of the token', String(bench.ksef.values['token']).split('|').at(-1)),
    named('app password', bench.cloud.values['password']),
    ...[...bench.ksef.authorizations].map((value) => named('KSeF Authorization', value.replace(/^\S+ /, ''))),
    ...[...bench.cloud.authorizations].map((value) => named('Nextcloud Authorization', value.replace(/^\S+ /, ''))),
  ];
  expect(findSecrets('told', Buffer.from(bench.kontor.told.join('\n')), secrets)).toEqual([]);
  expect(findSecretsBelow(bench.folder, secrets)).toEqual([]);
  expect(readFileSync(join(bench.folder, 'kontor-support.json'), 'utf8')).toContain('"runs"');
}
