// A simulated KSeF on a free loopback port, or in-process, with a clock that moves only when a test moves it.
import { serveOnLoopback } from '../../electron/core/providers/sdk/simulatorKit';
import {
  createKsefSimulator,
  type KsefSimulator,
  type KsefSimulatorOptions,
} from '../../electron/core/providers/ksef/simulator';
import { ForeignKsef } from './foreignKsef';
import { OpenApi } from './openapi';
import { referencePath } from './reference';

export const DEMO_NIP = '5265877635';

/** A Tuesday morning in Poland, well after every invoice of the first months. */
export const NOW = Date.parse('2026-10-06T08:00:00.123Z');

export interface TestClock {
  now(): number;
  advance(ms: number): void;
}

export function testClock(startMs = NOW): TestClock {
  let at = startMs;
  return {
    now: () => at,
    advance: (ms) => {
      at += ms;
    },
  };
}

export interface RunningKsef {
  readonly url: string;
  readonly clock: TestClock;
  readonly simulator: KsefSimulator;
  close(): Promise<void>;
}

type Knobs = Partial<KsefSimulatorOptions> & { readonly clock?: TestClock };

function options(baseUrl: string, { clock, ...knobs }: Knobs & { readonly clock: TestClock }): KsefSimulatorOptions {
  return { now: () => clock.now(), baseUrl, seed: 1, ...knobs };
}

/** Without a socket. */
export function ksefInProcess(knobs: Knobs = {}): RunningKsef {
  const clock = knobs.clock ?? testClock();
  const url = 'https://ksef.example';
  const simulator = createKsefSimulator(options(url, { ...knobs, clock }));
  return { url, clock, simulator, close: () => Promise.resolve() };
}

export async function ksefOnLoopback(knobs: Knobs = {}): Promise<RunningKsef> {
  const clock = knobs.clock ?? testClock();
  let simulator: KsefSimulator | undefined;
  const served = await serveOnLoopback((baseUrl) => {
    simulator = createKsefSimulator(options(baseUrl, { ...knobs, clock }));
    return simulator;
  });
  if (!simulator) throw new Error('the simulator was not made');
  return { url: served.url, clock, simulator, close: () => served.close() };
}

/** Checks every request and answer against the published description, where the reference folder is there. */
export const published = (): OpenApi | null => {
  const file = referencePath('ksef', 'openapi', 'ksef-openapi-2.7.0-test.json');
  return file === null ? null : new OpenApi(file);
};

/** A foreign client of a simulator without a socket; `api.problems` collects what differs from the published description. */
export function foreignClient(ksef: RunningKsef, api: OpenApi | null = null): ForeignKsef {
  const handle = (request: Request) => ksef.simulator.handle(request);
  return new ForeignKsef(ksef.url, api ? api.watch(handle) : handle);
}

/** Signed in with the demo company's token. */
export async function signedIn(knobs: Knobs = {}, api: OpenApi | null = null) {
  const ksef = ksefInProcess(knobs);
  const client = foreignClient(ksef, api);
  await client.login(ksef.simulator.control.tokens.demo.token, DEMO_NIP);
  return { ksef, client, control: ksef.simulator.control };
}
