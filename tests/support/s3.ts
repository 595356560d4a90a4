// The S3 client over the real HTTP engine, against the simulated service on a free loopback port or whatever speaks S3 elsewhere.
import { afterEach } from 'vitest';
import type { Tick } from '../../shared/contract/connect';
import type { FieldValues } from '../../shared/forms/fields';
import type { CheckFile, UploadOrder } from '../../electron/core/providers/sdk/files';
import { checkFile } from '../../electron/core/providers/sdk/s3/check';
import { USUAL_PARTS, type PartRules } from '../../electron/core/providers/sdk/s3/job';
import {
  createS3Simulator,
  KEYS,
  type S3Options,
  type S3Simulator,
} from '../../electron/core/providers/sdk/s3/simulator/index';
import { uploadFileBy } from '../../electron/core/providers/sdk/s3/upload';
import { verify } from '../../electron/core/providers/sdk/s3/verify';
import { serveOnLoopback } from '../../electron/core/providers/sdk/simulatorKit';
import type { Transport } from '../../electron/core/ports';
import { fakeClock } from './fakeClock';
import { setUp, skips } from './httpSetUp';
import { tempFolder } from './nextcloudBench';
import { memoryStore, testContext } from './providerContext';

export interface S3Login {
  readonly settings: FieldValues;
  readonly credentials: Readonly<Record<string, string>>;
}

/** Parts small enough for tests; the simulator is told so, too. */
export const SMALL_PARTS: PartRules = { above: 2 << 20, partBytes: () => 1 << 20, atOnce: 3 };
export const START = Date.parse('2026-11-02T08:00:00.000Z');

const RIGHT = /\/\.kontor-right$/;

export function s3Bench(login: S3Login, rules: PartRules = USUAL_PARTS, transport?: Transport) {
  const notes = new Map<string, string>();
  const session = memoryStore();
  // One clock for the client and the engine: the service's time is told against it.
  const clock = fakeClock({ startMs: START, skips });
  const settings: FieldValues = { default_folder: '/Firma/Faktury', ...login.settings };
  const logged: string[] = [];
  /** Each one is a program that has just started: only notes and session are what they were. */
  const context = () => {
    const signal = new AbortController().signal;
    const { http } = setUp({ parallel: 8, signal, clock, ...(transport ? { transport } : {}) });
    const { credentials } = login;
    const made = testContext({ http, clock, settings, credentials, signal, session, notes, spool: tempFolder() });
    return {
      ...made,
      log: { info: (key: string) => void logged.push(key), warn: (key: string) => void logged.push(key) },
    };
  };
  const ticks: Tick[] = [];
  return {
    notes,
    settings,
    clock,
    context,
    logged,
    ticks,
    check: async () => {
      ticks.splice(0);
      const result = await verify(context(), (tick) => void ticks.push(tick));
      Object.assign(settings, result.settings);
      return result;
    },
    upload: (order: UploadOrder) => uploadFileBy(rules)(context(), order),
    checkFile: (expected: Parameters<CheckFile>[1]) => checkFile(context(), expected),
  };
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()));
});

export interface S3Setting extends Partial<S3Options> {
  /** The service's clock minus ours. */
  readonly aheadMs?: number;
  readonly settings?: FieldValues;
  readonly credentials?: Readonly<Record<string, string>>;
  readonly rules?: PartRules;
}

/** A simulated service, and the client ready to use it. */
export async function s3({ aheadMs = 0, settings, credentials, rules = SMALL_PARTS, ...knobs }: S3Setting = {}) {
  let now = () => START;
  let simulator: S3Simulator | undefined;
  const served = await serveOnLoopback((baseUrl) => {
    const options = { now: () => now() + aheadMs, baseUrl, seed: 1, minPartBytes: 1 << 20, ...knobs };
    simulator = createS3Simulator(options);
    return simulator;
  });
  open.push(served);
  if (!simulator) throw new Error('the simulator was not made');
  const login = {
    settings: {
      endpoint_url: served.url,
      access_key_id: KEYS.id,
      bucket: 'br-reports',
      region: 'eu-central-1',
      ...settings,
    },
    credentials: { secret_access_key: KEYS.secret, ...credentials },
  };
  const bench = s3Bench(login, rules);
  now = () => bench.clock.now();
  const { seen } = simulator;
  return {
    ...bench,
    url: served.url,
    simulator,
    control: simulator.control,
    /** Answers to the question for the right to write. */
    rightsAsked: () => seen.filter(({ url }) => RIGHT.test(url)).map(({ status }) => status),
    /** Calls of a method whose address matches, in order: `PUT 200`. The question for the right to write is none of them. */
    calls: (method: string, address = /./) =>
      seen
        .filter((it) => it.method === method && address.test(it.url) && !RIGHT.test(it.url))
        .map((it) => `${method} ${String(it.status)}`),
    forget: () => void (seen as unknown as unknown[]).splice(0),
  };
}
