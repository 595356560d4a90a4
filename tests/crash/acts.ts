// What a user starts, as one call: done in a child that is killed, and again in the test where the product asks for it.
import { issueTokens } from '../../electron/core/providers/ksef/simulator/auth/knownTokens';
import { createKsefSimulator } from '../../electron/core/providers/ksef/simulator/index';
import type { CompanyId, ConnectionId, RunId } from '../../shared/domain/ids';
import type { FieldValues } from '../../shared/forms/fields';
import type { TestApp } from '../support/testApp';
import { START } from '../support/testHost';
import { laidOut } from './saleAct';

const MONTH = '2026-09';

/** The same three documents in every process. */
export function drafts(): readonly Buffer[] {
  const { control } = createKsefSimulator({ now: () => START, baseUrl: 'https://ksef.example', seed: 7, count: 0 });
  return [1, 2, 3].map(() => control.draft());
}

export interface ActInput {
  readonly ksef: FieldValues;
  readonly edi: FieldValues;
  readonly destination: { readonly providerId: string; readonly values: FieldValues };
}

async function company(kontor: TestApp): Promise<CompanyId> {
  const [first] = await kontor.call('companies.list', undefined);
  if (!first) throw new Error('no company');
  return first.id;
}

/** A stored run goes on by itself. What was killed before it was stored was never promised: the user clicks again. */
async function toItsEnd(
  kontor: TestApp,
  kind: 'sync' | 'build' | 'upload' | 'send',
  start: (companyId: CompanyId) => Promise<{ readonly runId: RunId }>,
): Promise<void> {
  const [stored] = await kontor.call('runs.list', { kind, limit: 1 });
  await kontor.ended(stored?.id ?? (await start(await company(kontor))).runId);
}

async function connectedTo(kontor: TestApp): Promise<ReadonlyMap<string, ConnectionId>> {
  const connected = new Map<string, ConnectionId>();
  for (const { id: companyId } of await kontor.call('companies.list', undefined)) {
    for (const { id, providerId } of await kontor.call('connections.list', { companyId }))
      connected.set(providerId, id);
  }
  return connected;
}

async function connectSource(kontor: TestApp, { ksef }: ActInput): Promise<void> {
  if (!(await connectedTo(kontor)).has('ksef')) await kontor.connect({ providerId: 'ksef' }, ksef);
}

async function connectDestination(kontor: TestApp, { destination }: ActInput): Promise<void> {
  const { providerId, values } = destination;
  const companyId = await company(kontor);
  if (!(await connectedTo(kontor)).has(providerId)) await kontor.connect({ providerId, companyId }, values);
}

async function removed(kontor: TestApp, archive: 'keep' | 'delete'): Promise<void> {
  const source = (await connectedTo(kontor)).get('ksef');
  if (source) await kontor.call('connections.remove', { connectionId: source, archive });
}

export const acts = {
  sync: (kontor: TestApp) => toItsEnd(kontor, 'sync', (companyId) => kontor.call('sync.start', { companyId })),
  build: (kontor: TestApp) =>
    toItsEnd(kontor, 'build', (companyId) => kontor.call('reports.build', { companyId, month: MONTH })),
  upload: (kontor: TestApp) =>
    toItsEnd(kontor, 'upload', (companyId) => kontor.call('reports.upload', { companyId, month: MONTH })),
  /** What is connected already is not connected again. */
  connect: async (kontor: TestApp, input: ActInput) => {
    await connectSource(kontor, input);
    await connectDestination(kontor, input);
  },
  connectSource,
  connectDestination,
  connectBox: async (kontor: TestApp, { edi }: ActInput) => {
    await kontor.connect({ providerId: 'krediidiinfo' }, edi);
  },
  /** With the right to send, and the switch on. */
  connectSender: async (kontor: TestApp, { ksef }: ActInput) => {
    const { connectionId } = await kontor.connect(
      { providerId: 'ksef' },
      { ...ksef, token: issueTokens().readWrite.token },
    );
    await kontor.call('connections.saveSettings', { connectionId, settings: { sending: true } });
  },
  /** Three sales that nobody has sent. */
  draft: async (kontor: TestApp) => {
    const [companyId, connectionId] = [await company(kontor), (await connectedTo(kontor)).get('ksef')];
    if (connectionId === undefined) throw new Error('no connection');
    for (const [n, xml] of drafts().entries()) {
      const base64 = xml.toString('base64');
      await kontor.call('sending.draft', {
        companyId,
        connectionId,
        fileName: `${String(n)}.xml`,
        base64,
        mode: 'online',
      });
    }
  },
  send: (kontor: TestApp) =>
    toItsEnd(kontor, 'send', async (companyId) => {
      const waiting = await kontor.call('sending.list', { companyId, states: ['draft'], limit: 200 });
      const { token = '' } = await kontor.call('sending.prepare', { ids: waiting.map(({ id }) => id) });
      return kontor.call('sending.confirm', { token });
    }),
  /** Written in the form, laid out, sent, and looked at: a sale from its first save to its receipt. */
  sell: async (kontor: TestApp) => {
    const [companyId, connectionId] = [await company(kontor), (await connectedTo(kontor)).get('ksef')];
    if (connectionId === undefined) throw new Error('no connection');
    await laidOut(kontor, companyId, connectionId);
    await acts.send(kontor);
    await kontor.call('selling.drafts', { companyId });
  },
  saveSettings: (kontor: TestApp) =>
    kontor.call('app.saveSettings', { language: 'et', theme: 'dark', contrast: 'system' }),
  /** Every night by itself. What is stored already is not made again. */
  schedule: async (kontor: TestApp) => {
    const companyId = await company(kontor);
    if ((await kontor.call('schedules.list', { companyId })).length > 0) return;
    const suggested = await kontor.call('schedules.suggest', { companyId, work: 'sync' });
    await kontor.call('schedules.save', {
      companyId,
      work: 'sync',
      ...suggested,
      catchUp: 'when_possible',
      isOn: true,
    });
  },
  /** The nights that passed before this start are made up for. The clock stands still while a service is asked. */
  madeUp: async (kontor: TestApp) => {
    const companyId = await company(kontor);
    for (let step = 0; step < 40; step += 1) {
      const [going] = (await kontor.call('runs.list', { companyId, limit: 5 })).filter(({ endedAt }) => !endedAt);
      if (going) await kontor.ended(going.id);
      const [schedule] = await kontor.call('schedules.list', { companyId });
      if (schedule?.last?.state === 'done' && schedule.waiting === undefined) return;
      await kontor.host.clock.advance(10_000);
    }
    throw new Error('the nights were not made up for');
  },
  openDemo: (kontor: TestApp) => kontor.call('companies.openDemo', undefined),
  removeDemo: (kontor: TestApp) => kontor.call('companies.removeDemo', undefined),
  removeCompany: async (kontor: TestApp) => {
    const [first] = await kontor.call('companies.list', undefined);
    if (first) await kontor.call('safety.removeCompany', { companyId: first.id, name: first.name });
  },
  removeSource: (kontor: TestApp) => removed(kontor, 'delete'),
  removeKept: (kontor: TestApp) => removed(kontor, 'keep'),
  /** Starting is all: what is to be done is done at start. */
  start: () => Promise.resolve(),
} as const satisfies Record<string, (kontor: TestApp, input: ActInput) => Promise<unknown>>;
export type Act = keyof typeof acts;
