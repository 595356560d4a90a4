// A connection to a simulated fiskaly over a loopback socket and the real engine, on the simulator's clock.
import { afterEach } from 'vitest';
import manifest from '../../electron/core/providers/fiskaly/index';
import { openFiskaly } from '../../electron/core/providers/fiskaly/session';
import {
  createFiskalySimulator,
  KEYS,
  type FiskalyOptions,
  type FiskalySimulator,
} from '../../electron/core/providers/fiskaly/simulator/index';
import { verify } from '../../electron/core/providers/fiskaly/verify';
import { serveOnLoopback } from '../../electron/core/providers/sdk/simulatorKit';
import type { Tick } from '../../shared/contract/connect';
import type { FieldValues } from '../../shared/forms/fields';
import { fakeClock } from './fakeClock';
import { setUp } from './httpSetUp';
import { memoryStore, testContext } from './providerContext';

export const START = Date.parse('2026-10-06T08:00:00.000Z');

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()));
});

type Knobs = Partial<FiskalyOptions> & {
  readonly key?: keyof typeof KEYS;
  readonly secret?: string;
  readonly settings?: FieldValues;
};

export async function fiskaly(knobs: Knobs = {}) {
  const { key = 'demo', secret = KEYS[key].secret, settings = {}, ...options } = knobs;
  const clock = fakeClock({ startMs: START, skips: (ms) => ms !== 33_000 && ms !== 38_000 });
  let simulator: FiskalySimulator | undefined;
  const served = await serveOnLoopback((baseUrl) => {
    simulator = createFiskalySimulator({ now: () => clock.now(), baseUrl, seed: 1, ...options });
    return simulator;
  });
  open.push(served);
  if (!simulator) throw new Error('the simulator was not made');
  const { seen, control } = simulator;
  const values = new Map<string, string>();
  const session = memoryStore(values);
  const notes = new Map<string, string>();
  const all: FieldValues = {
    base_url: `${served.url}/api/v2`,
    transport: 'in_process',
    service_url: served.url,
    client_timeout: 33_000,
    smaers_timeout: 5000,
    ...settings,
  };
  const { http, connect } = setUp({ clock });
  const context = (more: { readonly signal?: AbortSignal; readonly settings?: FieldValues } = {}) =>
    testContext({
      http: more.signal ? connect({ signal: more.signal }) : http,
      clock,
      session,
      notes,
      settings: { ...all, ...more.settings },
      credentials: { api_key: KEYS[key].key, api_secret: secret },
      ...(more.signal ? { signal: more.signal } : {}),
    });
  const check = async () => {
    const ticks: Tick[] = [];
    const result = await verify(context(), (tick) => void ticks.push(tick)).finally(() => (lastTicks = ticks));
    return { result, ticks };
  };
  let lastTicks: readonly Tick[] = [];
  return {
    url: served.url,
    simulator,
    control,
    clock,
    values,
    notes,
    context,
    check,
    lastTicks: () => lastTicks,
    api: () => openFiskaly(context()),
    /** `GET /tss 200`, below the base. */
    calls: (match = /./) =>
      seen
        .map(({ method, url, status }) => `${method} ${new URL(url).pathname.replace('/api/v2', '')} ${String(status)}`)
        .filter((line) => match.test(line)),
    verifySteps: manifest.verifySteps,
  };
}
