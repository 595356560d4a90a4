// A simulated KSeF on a free loopback port, or in-process, with a clock that moves only when a test moves it.
import { serveOnLoopback } from '../../electron/core/providers/sdk/simulatorKit';
import {
  createKsefSimulator,
  type KsefSimulator,
  type KsefSimulatorOptions,
} from '../../electron/core/providers/ksef/simulator';

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
