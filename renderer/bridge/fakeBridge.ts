// A bridge without a main process: component tests and the development page. Never part of the packaged window.
import type { KontorCall, KontorEvent } from '../../shared/contract/index';
import type { InvoiceRow } from '../../shared/contract/invoices';
import type { RunView } from '../../shared/contract/runs';
import type { AppError, Outcome } from '../../shared/errors';
import { Failure, toAppError } from '../../shared/errors';
import type { CallInput, CallOutput, EventPayload, KontorWindow } from './bridge';
import { detailOf, originalOf } from './fake/detail';
import { paperOf } from './fake/paper';
import { filtered, makeInvoices, monthly, sorted, summed } from './fake/invoices';
import { fakeClosing } from './fake/closing';
import { overviewOf, reconciled } from './fake/reconcile';
import { fakeImports } from './fake/imports';
import { fakeSourceFiles } from './fake/sourceFiles';
import { newRunId, partOf, runsAt } from './fake/runs';
import { companiesAt, connectionsAt, FIRM, PROVIDERS } from './fake/world';

type Answers = { [N in KontorCall]?: (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>> };
export interface FakeBridge extends KontorWindow {
  /** Replaces one answer: `fake.answer('app.vault', () => …)`. */
  readonly answer: <N extends KontorCall>(name: N, answer: NonNullable<Answers[N]>) => void;
  /** From now on this call fails. */
  readonly fail: (name: KontorCall, problem: AppError) => void;
  readonly emit: <N extends KontorEvent>(name: N, payload: EventPayload<N>) => void;
  /** Every call that was made, for tests. */
  readonly calls: readonly { readonly name: string; readonly payload: unknown }[];
}
export interface FakeOptions {
  readonly now?: Date;
  readonly invoiceCount?: number;
  readonly hasCompany?: boolean;
  readonly language?: 'en' | 'pl' | 'de' | 'et';
  readonly theme?: 'system' | 'light' | 'dark';
  readonly contrast?: 'system' | 'more';
  readonly delayMs?: number;
  readonly platform?: KontorWindow['platform'];
}

export function createFakeBridge(options: FakeOptions = {}): FakeBridge {
  const { now = new Date(), invoiceCount = 10_000, hasCompany = true, delayMs = 0, platform = 'linux' } = options;
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const calls: { name: string; payload: unknown }[] = [];
  const failing = new Map<string, AppError>();
  const emit = (name: string, payload: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(payload);
  };
  const answers = { ...standardAnswers(options, now, invoiceCount, hasCompany, emit) } as Record<
    string,
    (input: unknown) => unknown
  >;
  return {
    platform,
    calls,
    emit,
    answer: (name, answer) => {
      answers[name] = answer as (input: unknown) => unknown;
    },
    fail: (name, problem) => {
      failing.set(name, problem);
    },
    invoke: async (name, payload): Promise<Outcome<unknown>> => {
      calls.push({ name, payload });
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      const problem = failing.get(name);
      if (problem) return { ok: false, error: problem };
      const answer = answers[name];
      if (!answer) return { ok: false, error: toAppError(new Error(`no fake answer for ${name}`), 'fake') };
      try {
        return { ok: true, value: await answer(payload) };
      } catch (thrown) {
        return { ok: false, error: toAppError(thrown, 'K7-9C03') };
      }
    },
    dropFiles: async (name, payload, files) => {
      calls.push({ name, payload: { ...payload, paths: files.map((file) => file.name) } });
      const answer = answers[name];
      return answer
        ? { ok: true, value: await answer(payload) }
        : { ok: false, error: toAppError(new Error(`no fake answer for ${name}`), 'fake') };
    },
    subscribe: (name, callback) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(callback));
      return () => void set.delete(callback);
    },
  };
}

/** Stands in for the preload. */
export function installFakeBridge(fake: KontorWindow): void {
  window.kontor = fake;
}

function standardAnswers(
  options: FakeOptions,
  now: Date,
  invoiceCount: number,
  hasCompany: boolean,
  emit: (name: string, payload: unknown) => void,
): Answers {
  const { language = 'en', theme = 'system', contrast = 'system', platform = 'linux' } = options;
  let settings = { language, theme, contrast } as CallOutput<'app.settings'>;
  let companies = hasCompany ? companiesAt(now, invoiceCount) : [];
  const connections = connectionsAt(now);
  const invoices = makeInvoices(
    invoiceCount,
    now,
    connections.map((each) => each.id),
  );
  const sources = connections.filter((each) => each.capabilities.includes('invoices'));
  const world = {
    rows: invoices,
    left: (sources[0] ?? connections[0])?.id as (typeof connections)[number]['id'],
    right: (sources[1] ?? connections[1])?.id as (typeof connections)[number]['id'],
  };
  const runs: RunView[] = runsAt(now, connections);
  let running: RunView | undefined;
  const own = (companyId: string): boolean => companyId === FIRM.companyId;
  const rowsOf = (filter: { companyId: string }): readonly InvoiceRow[] => (own(filter.companyId) ? invoices : []);
  const find = (id: number): InvoiceRow => {
    const row = invoices.find((each) => each.id === id);
    if (!row) throw new Failure({ kind: 'conflict', key: 'error.gone' });
    return row;
  };
  return {
    'app.info': () => ({
      version: '0.1.0',
      platform,
      language: settings.language === 'system' ? 'en' : settings.language,
      dataFolder: '/home/biuro/.local/share/kontor',
      configStore: 'SQLite',
      electron: '45.4.1',
      isPackaged: false,
    }),
    'app.store': () => ({ engine: 'sqlite', shown: '/home/biuro/.local/share/kontor/config.db', isFixed: false }),
    'app.settings': () => settings,
    'app.saveSettings': (next) => {
      settings = next;
      emit('app.settingsChanged', undefined);
    },
    'app.vault': () => ({ state: 'open', protectedBy: 'keychain', backend: 'gnome_libsecret', hasPassphrase: false }),
    'app.openExternal': () => undefined,
    'companies.list': () => companies,
    'companies.findings': () => [],
    'companies.openDemo': () => {
      companies = companiesAt(now, invoiceCount).map((each) => ({ ...each, isDemo: true }));
      emit('companies.changed', {});
      return { id: FIRM.companyId };
    },
    'connections.list': ({ companyId }) =>
      !own(companyId)
        ? []
        : connections.map((each) =>
            running?.parts.some((part) => part.connectionId === each.id) === true
              ? { ...each, runningRunId: running.id }
              : each,
          ),
    'connections.budgets': ({ connectionId }) =>
      connectionId === connections[0]?.id
        ? [
            { group: 'exports', windowSeconds: 3600, limit: 20, used: 7 },
            { group: 'downloads', windowSeconds: 3600, limit: 64, used: 12 },
          ]
        : [],
    'providers.list': () => [...PROVIDERS],
    ...fakeImports,
    ...fakeClosing(now, connections, emit),
    'invoices.list': ({ filter, sort, after, limit }) => {
      const all = sorted([...filtered(rowsOf(filter), filter)], sort);
      const start = after ? all.findIndex((row) => row.id === after.id) + 1 : 0;
      const rows = all.slice(start, start + limit);
      const last = rows.at(-1);
      return { rows, ...(last && start + limit < all.length ? { next: { value: last.issueDate, id: last.id } } : {}) };
    },
    'invoices.summary': ({ filter }) => summed(filtered(rowsOf(filter), filter)),
    'invoices.tags': () => [],
    'invoices.months': (filter) => monthly(rowsOf(filter)),
    'invoices.get': ({ id }) => ({
      ...detailOf(find(id), now),
      sourceFiles: [{ id: find(id).id, connectionId: find(id).connectionId }],
    }),
    'invoices.view': ({ id }) => paperOf(find(id), now),
    'invoices.savePdf': ({ id }) => ({ savedTo: `/home/biuro/Pobrane/${find(id).number.replaceAll('/', '-')}.pdf` }),
    ...fakeSourceFiles(find),
    'invoices.savePdfs': ({ what }) => ({
      task: {
        taskId: 'task-1',
        state: 'running',
        done: 0,
        total: 'ids' in what ? what.ids.length : filtered(rowsOf(what.filter), what.filter).length,
        unreadable: 0,
        folder: '/home/biuro/Faktury',
      },
    }),
    'invoices.cancelPdfs': () => undefined,
    'invoices.print': () => ({ outcome: 'printed' }),
    'invoices.original': ({ id }) => originalOf(find(id)),
    'invoices.saveOriginal': ({ id }) => ({ savedTo: `/home/biuro/Pobrane/${originalOf(find(id)).fileName}` }),
    'selling.saveFile': () => ({ savedTo: '/home/biuro/Arved/2026-17.xml', findings: [] }),
    'invoices.saveAttachment': () => ({ savedTo: '/home/biuro/Pobrane/rysunek.pdf' }),
    'invoices.openAttachment': () => undefined,
    'reconcile.overview': (scope) => overviewOf(world, reconciled(world, scope)),
    'reconcile.list': ({ list, search = '', after = 0, limit, ...scope }) => {
      const words = search.toLowerCase();
      const all = reconciled(world, scope).filter(
        (row) => row.list === list && (row.left ?? row.right)?.counterparty.toLowerCase().includes(words) === true,
      );
      return { rows: all.slice(after, after + limit), ...(after + limit < all.length ? { next: after + limit } : {}) };
    },
    'reconcile.candidates': ({ scope }) =>
      reconciled(world, scope)
        .filter(({ list }) => list === 'only_right')
        .slice(0, 8)
        .flatMap(({ right }) => (right ? [{ ...right, differs: ['number', 'gross'] as const }] : []))
        .map((each) => ({ ...each, differs: [...each.differs] })),
    'reconcile.decide': ({ a, b }) => ({ undo: { kind: 'link', a, b, verdict: 'none' } }),
    'reconcile.explain': ({ id }) => ({ undo: { kind: 'explain', id, about: '', note: null } }),
    'reconcile.undo': ({ undo }) => ({ undo }),
    'reconcile.exportTable': () => ({ savedTo: '/home/biuro/Pobrane/uzgodnienie.csv' }),
    'schedules.list': () => [],
    'expiries.list': () => ({ dated: [], undated: [] }),
    'schedules.status': () => ({ count: 0, asking: 0 }),
    'safety.backup': () => ({ canRestore: true }),
    'safety.integrity': () => ({ companies: [] }),
    'safety.audit': () => ({}),
    'safety.removals': () => [],
    'api.view': () => ({ isOn: false, port: 8000, state: 'off', hasToken: false, isFromEnvironment: false }),
    'desktop.settings': () => ({ isAutostart: false, notify: 'problems', hasTray: true }),
    'desktop.save': () => undefined,
    'desktop.takeGoal': () => ({}),
    'schedules.suggest': ({ work }) => ({
      rule: work === 'sync' ? { every: 'day', at: '21:47' } : { every: 'month', workingDay: 2, at: '07:12' },
      zone: 'Europe/Warsaw',
    }),
    'reports.year': () => ({ rows: [] }),
    'runs.list': ({ companyId, kind, limit }) =>
      companyId !== undefined && !own(companyId)
        ? []
        : [...(running ? [running] : []), ...runs]
            .filter((run) => kind === undefined || run.kind === kind)
            .slice(0, limit),
    'runs.get': ({ runId }) => {
      const run = running?.id === runId ? running : runs.find((each) => each.id === runId);
      if (!run) throw new Failure({ kind: 'conflict', key: 'error.gone' });
      return run;
    },
    'runs.log': () => [],
    'runs.cancel': () => {
      if (running) runs.unshift({ ...running, state: 'cancelled', endedAt: new Date().toISOString() });
      running = undefined;
      emit('runs.changed', { runId: runs[0]?.id });
    },
    'sync.status': ({ companyId }) => ({
      ...(running ? { runningRunId: running.id } : {}),
      ...(own(companyId) ? { checkedAt: runs[0]?.endedAt ?? now.toISOString() } : {}),
      newSinceCheck: own(companyId) ? 12 : 0,
    }),
    'sync.start': ({ companyId }) => {
      running ??= {
        id: newRunId(),
        companyId,
        kind: 'sync',
        trigger: 'user',
        state: 'running',
        startedAt: new Date().toISOString(),
        parts: sources.map((each) => partOf(each.id, { state: 'running', total: 400 })),
      };
      const runId = running.id;
      emit('runs.changed', { runId });
      const timer = setInterval(() => {
        if (running?.id !== runId) {
          clearInterval(timer);
          return;
        }
        running = advance(running);
        emit('runs.progress', running);
        if (running.state === 'running') return;
        clearInterval(timer);
        runs.unshift({ ...running, endedAt: new Date().toISOString() });
        running = undefined;
        emit('runs.changed', { runId });
        emit('invoices.changed', { companyId });
      }, 120);
      return { runId };
    },
  };
}

function advance(run: RunView): RunView {
  const parts = run.parts.map((part, index) => {
    const done = Math.min(part.total ?? 0, part.done + 12 + index * 9);
    return {
      ...part,
      done,
      state: done === part.total ? ('done' as const) : ('running' as const),
      newCount: Math.floor(done / 90),
    };
  });
  return { ...run, parts, state: parts.every((part) => part.state === 'done') ? 'done' : 'running' };
}
