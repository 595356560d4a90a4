// KSeF as the demo company meets it, with one simulated service that outlives every start of the app, and a gate before it.
import ksef from '../../electron/core/providers/ksef/index';
import { createKsefSimulator, type KsefSimulator } from '../../electron/core/providers/ksef/simulator/index';
import type { KsefKnobs } from '../../electron/core/providers/ksef/simulator/options';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import { demoOrigin } from '../../electron/core/providers/sdk/demoOrigin';
import type { FieldValues } from '../../shared/forms/fields';
import type { FakeClock } from './fakeClock';

export interface SimulatedKsef {
  readonly manifest: ProviderManifest;
  readonly simulator: KsefSimulator;
  /** Values of a connection that reads the last months. */
  readonly values: FieldValues;
  /** Every Authorization header that the service was sent. */
  readonly authorizations: ReadonlySet<string>;
  /** Holds the nth request from now on whose `METHOD path` matches; resolves when it stands at the gate. */
  hold(match: RegExp, nth: number): { readonly reached: Promise<void>; release(): void };
  count(match: RegExp): number;
}

export const EXPORTS = /^POST .*\/invoices\/exports$/;

export function simulatedKsef(clock: FakeClock, knobs: KsefKnobs = {}): SimulatedKsef {
  const simulator = createKsefSimulator({
    now: () => clock.now(),
    baseUrl: demoOrigin('ksef'),
    seed: 1,
    months: 3,
    count: 40,
    ...knobs,
  });
  const authorizations = new Set<string>();
  let gate: ((asked: string) => Promise<void>) | null = null;
  const handle = async (request: Request): Promise<Response> => {
    const header = request.headers.get('authorization');
    if (header !== null) authorizations.add(header);
    await gate?.(`${request.method} ${new URL(request.url).pathname}`);
    return simulator.handle(request);
  };
  return {
    simulator,
    authorizations,
    values: { ...ksef.demoValues, since: '2026-08-01' },
    manifest: { ...ksef, simulator: () => Promise.resolve(() => ({ ...simulator, handle })) },
    count: (match) =>
      simulator.seen.filter(({ method, url }) => match.test(`${method} ${new URL(url).pathname}`)).length,
    hold: (match, nth) => {
      const [reached, released] = [latch(), latch()];
      let left = nth;
      gate = async (asked) => {
        if (!match.test(asked)) return;
        left -= 1;
        if (left !== 0) return;
        reached.open();
        await released.opened;
      };
      return {
        reached: reached.opened,
        release: () => {
          gate = null;
          released.open();
        },
      };
    },
  };
}

function latch(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
