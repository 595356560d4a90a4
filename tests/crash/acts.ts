// What a user starts, as one call: done in a child that is killed, and again in the test where the product asks for it.
import type { CompanyId, ConnectionId, RunId } from '../../shared/domain/ids';
import type { FieldValues } from '../../shared/forms/fields';
import type { TestApp } from '../support/testApp';

const MONTH = '2026-09';

export interface ActInput {
  readonly ksef: FieldValues;
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
  kind: 'sync' | 'upload',
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

async function removed(kontor: TestApp, archive: 'keep' | 'delete'): Promise<void> {
  const source = (await connectedTo(kontor)).get('ksef');
  if (source) await kontor.call('connections.remove', { connectionId: source, archive });
}

export const acts = {
  sync: (kontor: TestApp) => toItsEnd(kontor, 'sync', (companyId) => kontor.call('sync.start', { companyId })),
  upload: (kontor: TestApp) =>
    toItsEnd(kontor, 'upload', (companyId) => kontor.call('reports.upload', { companyId, month: MONTH })),
  /** What is connected already is not connected again. */
  connect: async (kontor: TestApp, { ksef, destination }: ActInput) => {
    const connected = await connectedTo(kontor);
    if (!connected.has('ksef')) await kontor.connect({ providerId: 'ksef' }, ksef);
    const companyId = await company(kontor);
    const { providerId, values } = destination;
    if (!connected.has(providerId)) await kontor.connect({ providerId, companyId }, values);
  },
  saveSettings: (kontor: TestApp) =>
    kontor.call('app.saveSettings', { language: 'et', theme: 'dark', contrast: 'system' }),
  openDemo: (kontor: TestApp) => kontor.call('companies.openDemo', undefined),
  removeDemo: (kontor: TestApp) => kontor.call('companies.removeDemo', undefined),
  removeSource: (kontor: TestApp) => removed(kontor, 'delete'),
  removeKept: (kontor: TestApp) => removed(kontor, 'keep'),
  /** Starting is all: what is to be done is done at start. */
  start: () => Promise.resolve(),
} as const satisfies Record<string, (kontor: TestApp, input: ActInput) => Promise<unknown>>;
export type Act = keyof typeof acts;
