// One PC of an office: a whole core in a process of its own, on the office's config store. Told what time it is, it does what is due then
// and says when it rests. It can be told to die, without a goodbye, at its nth write.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createNodeTransport } from '../../electron/core/http/transports/nodeTransport';
import nextcloud from '../../electron/core/providers/nextcloud/index';
import type { FieldValues } from '../../shared/forms/fields';
import type { ScheduleRule } from '../../shared/domain/schedule/rule';
import { fakeClock } from '../support/fakeClock';
import { startApp, type TestApp } from '../support/testApp';
import { testHost } from '../support/testHost';
import { toldTo, watchedArchive, watchedConfig, watchedTransport } from '../crash/watchWrites';
import { officeSource } from './officeSource';

export interface OfficeOrder {
  readonly name: string;
  readonly data: string;
  readonly encryptionKey: string;
  readonly databaseUrl: string;
  /** On the store's clock. */
  readonly startMs: number;
  /** How far this PC's own clock is ahead of it. */
  readonly skewMs: number;
  /** Of its system: the bundles that the PCs make differ in their words. */
  readonly language: string;
}

export interface OfficeFirm {
  readonly taxId: string;
  readonly destination: FieldValues;
  /** Without one nothing runs by itself. */
  readonly rule?: ScheduleRule;
}

export type OfficeCommand =
  | { readonly do: 'found'; readonly firms: readonly OfficeFirm[] }
  /** `killAt`: the nth write from now on, or the first of this name; `upload`: somebody clicks *Upload* for that month. */
  | { readonly do: 'tick'; readonly toMs: number; readonly killAt?: number | string; readonly upload?: string }
  | { readonly do: 'tell'; readonly year: number }
  | { readonly do: 'sync' }
  | { readonly do: 'check'; readonly month: string }
  | { readonly do: 'stop' };

const order = JSON.parse(process.argv[2] ?? '') as OfficeOrder;
const HOUR_MS = 3_600_000;
const MANIFESTS = [officeSource, nextcloud];
let storeMs = order.startMs;
let left: number | string = Infinity;

const clock = fakeClock({ startMs: order.startMs + order.skewMs, skips: (ms) => ms < 20_000 && ms !== 5000 });
const onWrite = toldTo((place) => {
  if (typeof left === 'number') left -= 1;
  if (left === 0 || left === place) process.kill(process.pid, 'SIGKILL');
});
const network = createNodeTransport({ isNetworkUp: () => true });
const host = {
  ...testHost({
    data: order.data,
    clock,
    encryptionKey: order.encryptionKey,
    env: { CONFIG_DB_URL: order.databaseUrl },
  }),
  computerName: order.name,
  systemLanguage: order.language,
  transport: watchedTransport(network, { lane: order.name, now: () => storeMs, onWrite }),
};
const kontor: TestApp = await startApp(host, MANIFESTS, {
  archiveOf: (folder) => watchedArchive(folder, MANIFESTS, onWrite),
  config: {
    ...watchedConfig(onWrite),
    clock: { isShared: true, aheadMs: () => Promise.resolve(storeMs - clock.now()) },
  },
});

async function found(firms: readonly OfficeFirm[]): Promise<void> {
  for (const { taxId, destination, rule } of firms) {
    const { companyId } = await kontor.connect({ providerId: 'office_source' }, { tax_id: taxId });
    await kontor.connect({ providerId: 'nextcloud', companyId }, destination);
    if (!rule) continue;
    const { zone } = await kontor.call('schedules.suggest', { companyId, work: 'report' });
    await kontor.call('schedules.save', {
      companyId,
      work: 'report',
      rule,
      zone,
      catchUp: 'when_possible',
      isOn: true,
    });
  }
}

/** Asleep until an hour before: nobody looks at the clock for days on end. */
async function awakeUntil(ms: number): Promise<void> {
  if (ms - clock.now() > 2 * HOUR_MS) {
    clock.set(ms - HOUR_MS);
    host.surroundings.wake();
  }
  if (ms > clock.now()) await clock.advance(ms - clock.now());
}

/** Nothing runs, and nothing that is due begins. What waits for a later time waits. */
async function rest(): Promise<void> {
  for (let calm = 0; calm < 2;) {
    // Ends when the schedules have been looked through.
    await kontor.call('schedules.resume', undefined);
    const changed = kontor.event('runs.changed');
    const runs = await kontor.call('runs.list', { limit: 20 });
    const isBusy = runs.some(({ pc, state }) => pc === undefined && state === 'running');
    calm = isBusy ? 0 : calm + 1;
    if (isBusy) await changed;
  }
}

const commands = {
  found: async (command: Extract<OfficeCommand, { do: 'found' }>) => {
    await found(command.firms);
    return null;
  },
  tick: async ({ toMs, killAt, upload }: Extract<OfficeCommand, { do: 'tick' }>) => {
    storeMs = toMs;
    left = killAt ?? Infinity;
    await awakeUntil(toMs + order.skewMs);
    if (upload !== undefined) {
      for (const { id } of await kontor.call('companies.list', undefined))
        await kontor.call('reports.upload', { companyId: id, month: upload });
    }
    await rest();
    left = Infinity;
    return null;
  },
  check: async ({ month }: Extract<OfficeCommand, { do: 'check' }>) => {
    for (const { id } of await kontor.call('companies.list', undefined))
      await kontor.ended((await kontor.call('reports.check', { companyId: id, month })).runId);
    return null;
  },
  sync: async () => {
    for (const { id } of await kontor.call('companies.list', undefined))
      await kontor.ended((await kontor.call('sync.start', { companyId: id })).runId);
    return null;
  },
  /** What a person sees here. */
  tell: async ({ year }: Extract<OfficeCommand, { do: 'tell' }>) => {
    const companies = await kontor.call('companies.list', undefined);
    return {
      runs: await kontor.call('runs.list', { limit: 200 }),
      years: await Promise.all(companies.map(({ id }) => kontor.call('reports.year', { companyId: id, year }))),
    };
  },
  stop: async () => {
    await kontor.stop();
    return null;
  },
};

const say = (line: unknown): void => {
  writeSync(1, `${JSON.stringify(line)}\n`);
};
say({ is: 'ready' });
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line) as OfficeCommand;
  say({ is: 'done', told: await (commands[command.do] as (one: OfficeCommand) => Promise<unknown>)(command) });
  if (command.do === 'stop') break;
}
process.exit(0);
