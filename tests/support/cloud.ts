// The client of a cloud over the real HTTP engine, against its simulated service on a free loopback port.
import { afterEach } from 'vitest';
import type { Tick } from '../../shared/contract/connect';
import type { FieldValues } from '../../shared/forms/fields';
import { checkAt } from '../../electron/core/providers/sdk/cloud/check';
import type { CloudKind } from '../../electron/core/providers/sdk/cloud/cloud';
import { uploadTo } from '../../electron/core/providers/sdk/cloud/upload';
import { verifyAt } from '../../electron/core/providers/sdk/cloud/verify';
import type { CheckFile, UploadOrder } from '../../electron/core/providers/sdk/files';
import type { FlowContext, VisitPage } from '../../electron/core/providers/sdk/context';
import { serveOnLoopback, type Simulator, type SimulatorOptions } from '../../electron/core/providers/sdk/simulatorKit';
import { fakeClock } from './fakeClock';
import { setUp, skips } from './httpSetUp';
import { tempFolder } from './nextcloudBench';
import { memoryStore, testContext } from './providerContext';

export const CLOUD_START = Date.parse('2026-11-02T08:00:00.000Z');

export interface CloudSetting<S extends Simulator> {
  readonly kind: CloudKind;
  readonly make: (options: SimulatorOptions) => S;
  readonly settings: FieldValues;
  readonly credentials: Readonly<Record<string, string>>;
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()));
});

export async function cloudBench<S extends Simulator>({ kind, make, settings, credentials }: CloudSetting<S>) {
  const clock = fakeClock({ startMs: CLOUD_START, skips });
  let simulator: S | undefined;
  const served = await serveOnLoopback((baseUrl) => {
    simulator = make({ now: () => clock.now(), baseUrl, seed: 1 });
    return simulator;
  });
  open.push(served);
  if (!simulator) throw new Error('the simulator was not made');
  const [notes, stored] = [new Map<string, string>(), new Map<string, string>()];
  const session = memoryStore(stored);
  const logged: string[] = [];
  const sealed = new Set<string>();
  const form: FieldValues = { default_folder: '/Firma/Faktury', base_url: served.url, ...settings };
  /** Each one is a program that has just started: only notes and session are what they were. */
  const context = (given = credentials, signal = new AbortController().signal) => {
    const { http } = setUp({ parallel: 6, signal, clock });
    const made = testContext({
      http,
      clock,
      settings: form,
      credentials: given,
      signal,
      session,
      notes,
      spool: tempFolder(),
    });
    const put: typeof made.notes.put = (name, value, options) => {
      if (options?.seal === true) sealed.add(name);
      return made.notes.put(name, value, options);
    };
    const log = (key: string) => void logged.push(key);
    return { ...made, notes: { ...made.notes, put }, log: { info: log, warn: log } };
  };
  const { seen } = simulator;
  const ticks: Tick[] = [];
  return {
    url: served.url,
    simulator,
    clock,
    notes,
    sealed,
    stored,
    logged,
    ticks,
    form,
    context,
    flow: (visit: VisitPage): FlowContext => ({ ...context({}), opener: { open: () => Promise.resolve() }, visit }),
    check: async (given = credentials) => {
      ticks.splice(0);
      const result = await verifyAt(kind)(context(given), (tick) => void ticks.push(tick));
      Object.assign(form, result.settings);
      return result;
    },
    upload: (order: UploadOrder, given = credentials) => uploadTo(kind)(context(given), order),
    checkFile: (expected: Parameters<CheckFile>[1]) => checkAt(kind)(context(), expected),
    /** Calls to paths that match, in order: `/files/upload 200`. */
    calls: (path: RegExp) =>
      seen.flatMap(({ url, status }) => {
        const { pathname } = new URL(url);
        return path.test(pathname) ? [`${pathname.split('/').slice(-1).join('/')} ${String(status)}`] : [];
      }),
    /** Something happens at the service right before the next request that matches. */
    before: (match: RegExp, act: () => void) => {
      const { handle } = served.simulator;
      let isDue = true;
      const watched = (request: Request): Promise<Response> => {
        if (isDue && match.test(`${request.method} ${new URL(request.url).pathname}`)) {
          isDue = false;
          act();
        }
        return handle(request);
      };
      Object.assign(served.simulator, { handle: watched });
    },
    forget: () => void (seen as unknown as unknown[]).splice(0),
  };
}
