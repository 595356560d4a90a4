// Stands before a provider's simulator: counts, holds, and does to every service what networks and servers do to all of them.
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { Simulator, SimulatorOptions } from '../../electron/core/providers/sdk/simulatorKit';
import { demoOrigin } from '../../electron/core/providers/sdk/demoOrigin';
import type { Clock } from '../../electron/core/ports';

export type Fault = () => Response;

export interface Gate {
  /** The provider with its simulator behind the gate; one simulator for all starts of the app. */
  readonly manifest: ProviderManifest;
  readonly simulator: Simulator;
  /** Requests so far. */
  asked(): number;
  /** The most requests that were under way at the same time. */
  busiest(): number;
  /** Every request after the next `good` ones is answered this way, until `heal`. */
  fail(fault: Fault, good?: number): void;
  /** The next request waits, also past the end of its caller's patience; resolves when it stands at the gate. */
  hold(): Promise<void>;
  heal(): void;
}

/** The connection breaks before an answer. */
export const cut: Fault = () => new Response(null, { headers: { 'x-simulator-break': '0' } });

export const answering =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): Fault =>
  () =>
    new Response(body, { status, headers });

export type MakeSimulator = (options: SimulatorOptions) => Simulator | Promise<Simulator>;

export async function gateBefore(manifest: ProviderManifest, clock: Clock, make?: MakeSimulator): Promise<Gate> {
  const options = { now: () => clock.now(), baseUrl: demoOrigin(manifest.id), seed: 1 };
  const simulator = await (make ?? (await manifest.simulator()))(options);
  let [asked, underWay, busiest, good] = [0, 0, 0, Infinity];
  let fault: Fault = cut;
  let arrived: (() => void) | null = null;

  const answer = async (request: Request): Promise<Response> => {
    if (arrived) {
      arrived();
      arrived = null;
      return new Promise(() => undefined);
    }
    good -= 1;
    return good < 0 ? fault() : simulator.handle(request);
  };
  const handle = async (request: Request): Promise<Response> => {
    asked += 1;
    underWay += 1;
    busiest = Math.max(busiest, underWay);
    try {
      return await answer(request);
    } finally {
      underWay -= 1;
    }
  };
  return {
    simulator,
    manifest: { ...manifest, simulator: () => Promise.resolve(() => ({ ...simulator, handle })) },
    asked: () => asked,
    busiest: () => busiest,
    fail: (next, after = 0) => {
      [fault, good] = [next, after];
    },
    hold: () =>
      new Promise((resolve) => {
        arrived = resolve;
      }),
    heal: () => {
      good = Infinity;
    },
  };
}
