// The second half of the invented world: wizard, connections, reports, activity and settings answer too.
import type { ConnectionView } from '../../../shared/contract/connections';
import type { RunView } from '../../../shared/contract/runs';
import type { FakeBridge } from '../fakeBridge';
import { answerConnect } from './connectFlow';
import { DRESSED } from './dressedProviders';
import { answerReports, onReportRun } from './fakeReports';
import { newRunId, partOf } from './runs';
import { DAY, FIRM, iso, MINUTE } from './world';

export interface PlacesOptions {
  readonly now?: Date;
  readonly tickMs?: number;
  /** How many older runs lie behind the invented ones. */
  readonly olderRuns?: number;
  /** `running`: a sync with a waiting part is under way. */
  readonly scene?: 'running' | 'quiet' | 'empty';
}

export async function answerPlaces(fake: FakeBridge, options: PlacesOptions = {}): Promise<void> {
  const { now = new Date(), tickMs = 350, olderRuns = 400, scene = 'quiet' } = options;
  const known = dressed(await asked<ConnectionView[]>(fake, 'connections.list', { companyId: FIRM.companyId }));
  const latest = await asked<RunView[]>(fake, 'runs.list', { companyId: FIRM.companyId, limit: 200 });
  let connections = scene === 'empty' ? [] : known;
  let runs: RunView[] = scene === 'empty' ? [] : [...latest, ...older(now, known, olderRuns)];
  if (scene === 'running') runs = [running(now, connections), ...runs];
  const change = (id: ConnectionView['id'], part: Partial<ConnectionView>): void => {
    connections = connections.map((each) => (each.id === id ? { ...each, ...part } : each));
    fake.emit('connections.changed', { connectionId: id });
  };
  const own = (companyId: string | undefined): boolean => companyId === undefined || companyId === FIRM.companyId;
  const addRun = (run: RunView): void => {
    runs = [run, ...runs];
    fake.emit('runs.changed', { runId: run.id });
  };
  fake.answer('providers.list', () => [...DRESSED]);
  fake.answer('connections.list', ({ companyId }) => (own(companyId) ? connections : []));
  fake.answer('connections.rename', ({ connectionId, title }) => change(connectionId, { title }));
  fake.answer('connections.saveSettings', ({ connectionId, settings }) => change(connectionId, { settings }));
  fake.answer('connections.pause', ({ connectionId }) => change(connectionId, { state: 'paused' }));
  fake.answer('connections.resume', ({ connectionId }) => change(connectionId, { state: 'ok' }));
  fake.answer('connections.remove', ({ connectionId }) => {
    connections = connections.filter(({ id }) => id !== connectionId);
    fake.emit('connections.changed', {});
  });
  fake.answer('connections.verify', ({ connectionId }) => {
    const run = made(now, 0, 'verify', {
      trigger: 'user',
      parts: [partOf(connectionId, { unit: 'steps', done: 4, total: 4 })],
    });
    addRun(run);
    return { runId: run.id };
  });
  fake.answer('runs.list', ({ companyId, connectionId, kind, onlyProblems, before, limit }) => {
    if (!own(companyId)) return [];
    const fits = runs.filter(
      (run) =>
        (connectionId === undefined || run.parts.some((part) => part.connectionId === connectionId)) &&
        (kind === undefined || run.kind === kind) &&
        (onlyProblems !== true || run.problem !== undefined),
    );
    const start = before ? fits.findIndex(({ id }) => id === before.id) + 1 : 0;
    return fits.slice(start, start + limit);
  });
  fake.answer('runs.get', ({ runId }) => {
    const run = runs.find(({ id }) => id === runId);
    if (!run) throw new Error('no such run');
    return run;
  });
  fake.answer('runs.log', ({ runId }) => logOf(runs.find(({ id }) => id === runId)));
  fake.answer('runs.retry', ({ runId }) => {
    const old = runs.find(({ id }) => id === runId);
    const run = made(now, 0, old?.kind ?? 'sync', { trigger: 'user', parts: old?.parts ?? [] });
    addRun(run);
    return { runId: run.id };
  });
  fake.answer('runs.cancel', ({ runId }) => {
    runs = runs.map((run) => (run.id === runId ? { ...run, state: 'cancelled', endedAt: iso(now, 0) } : run));
    fake.emit('runs.changed', { runId });
  });
  fake.answer('companies.update', () => undefined);
  fake.answer('companies.removeDemo', () => undefined);
  fake.answer('app.showDataFolder', () => undefined);
  fake.answer('app.saveSupportFile', () => ({ savedTo: '/home/biuro/Pobrane/kontor-support.zip' }));
  fake.answer('app.unlockVault', () => ({
    state: 'open',
    protectedBy: 'passphrase',
    backend: 'basic_text',
    hasPassphrase: true,
  }));
  fake.answer('app.choosePassphrase', () => ({
    state: 'open',
    protectedBy: 'passphrase',
    backend: 'basic_text',
    hasPassphrase: true,
  }));
  answerReports(fake, now, () => connections);
  onReportRun(fake, addRun);
  answerConnect(fake, {
    tickMs,
    // The first connection of an empty firm is the one whose invoices are known.
    idFor: (provider) =>
      connections.length === 0 ? known.find((each) => each.providerId === provider.id)?.id : undefined,
    onSaved: ({ id, slug, title, provider }) => {
      const { capabilities, id: providerId } = provider;
      const settings = capabilities.includes('files') ? { folder: '/Kontor' } : {};
      const base = { companyId: FIRM.companyId, identity: '5265877635@production', createdAt: iso(now, 0) };
      const saved = { id, slug, title, providerId, capabilities, settings, storedCredentials: [] };
      connections = [...connections, { ...base, ...saved, state: 'ok', notices: [], actions: [] }];
      fake.emit('connections.changed', { connectionId: id });
    },
  });
}

/** What the first half of the world answers, so that both speak of the same connections. */
export async function asked<T>(fake: FakeBridge, name: string, input: unknown): Promise<T> {
  const outcome = await fake.invoke(name, input);
  if (!outcome.ok) throw new Error(outcome.error.key);
  return outcome.value as T;
}

function dressed(connections: readonly ConnectionView[]): ConnectionView[] {
  return connections.map((each, index): ConnectionView => {
    if (!each.capabilities.includes('invoices')) {
      const settings = { server: 'https://chmurka.example', user: 'zk', folder: '/Zielona-Kuznia' };
      return { ...each, settings, storedCredentials: ['password'] };
    }
    const settings = { environment: 'production', since: '2026-01-01' };
    return { ...each, settings, ...(index === 2 ? { state: 'paused' } : {}) };
  });
}

function made(now: Date, minutes: number, kind: RunView['kind'], rest: Partial<RunView>): RunView {
  return {
    id: newRunId(),
    companyId: FIRM.companyId,
    kind,
    trigger: 'schedule',
    state: 'done',
    startedAt: iso(now, -minutes * MINUTE - 4000),
    endedAt: iso(now, -minutes * MINUTE),
    parts: [],
    ...rest,
  };
}
function older(now: Date, connections: readonly ConnectionView[], count: number): RunView[] {
  const [national, ledger] = connections;
  if (!national || !ledger) return [];
  return Array.from({ length: count }, (_, index) =>
    made(now, 2 * (DAY / MINUTE) + index * 383, 'sync', {
      parts: [
        partOf(national.id, { newCount: (index * 7) % 23, knownCount: 4862 }),
        ...(index % 3 === 0 ? [partOf(ledger.id, { newCount: (index * 5) % 9, knownCount: 2140 })] : []),
      ],
    }),
  );
}
function running(now: Date, connections: readonly ConnectionView[]): RunView {
  const [national, ledger, paper] = connections;
  if (!national || !ledger || !paper) throw new Error('the invented firm has five connections');
  return {
    ...made(now, 0, 'sync', { trigger: 'user', state: 'running' }),
    startedAt: iso(now, -9000),
    parts: [
      partOf(national.id, { state: 'running', phase: 'run.phase.storing', done: 6412, total: 10_000, newCount: 6412 }),
      partOf(ledger.id, { done: 4865, total: 4865, newCount: 3, knownCount: 4862 }),
      partOf(paper.id, { state: 'waiting', phase: 'run.phase.waiting', waitsUntil: iso(now, 15 * MINUTE), total: 200 }),
    ],
  };
}
function logOf(run: RunView | undefined) {
  if (!run) return [];
  const keys = ['run.phase.signing_in', 'run.phase.asking', 'run.phase.downloading', 'run.phase.storing'];
  const lines = keys.map((key, seq) => ({ seq, at: run.startedAt, level: 'info' as const, key, params: {} }));
  const problem = run.problem;
  return problem
    ? [...lines.slice(0, 2), { seq: 9, at: run.startedAt, level: 'problem' as const, key: problem.key, params: {} }]
    : lines;
}
