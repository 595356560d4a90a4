// One cache for all screens. Main says what changed; nothing is ever asked again because time has passed.
import { QueryClient } from '@tanstack/react-query';
import type { KontorCall, KontorEvent } from '../../shared/contract/index';
import type { RunView } from '../../shared/contract/runs';
import { listen } from './bridge';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Main answers from this computer: being offline is no reason to hold a query back.
        networkMode: 'always',
        retry: false,
        staleTime: Infinity,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
    },
  });
}

const INVALIDATES: Readonly<Partial<Record<KontorEvent, readonly KontorCall[]>>> = {
  'api.changed': ['api.view'],
  'app.settingsChanged': ['app.settings', 'app.info'],
  'app.vaultChanged': ['app.vault', 'connections.list', 'expiries.list', 'panel.view'],
  'app.storeChanged': ['app.store'],
  'closing.changed': ['closing.month', 'closing.year'],
  'companies.changed': ['companies.list', 'companies.findings', 'expiries.list', 'panel.view'],
  'connect.flowChanged': ['connect.get'],
  'connections.changed': [
    'expiries.list',
    'connections.list',
    'connections.budgets',
    'panel.view',
    'companies.list',
    'reports.year',
    'reports.target',
    'sync.status',
    'reconcile.overview',
    'reconcile.list',
    'sending.senders',
    'fiscal.overview',
    'closing.month',
  ],
  'imports.changed': ['imports.get', 'imports.rows'],
  'invoices.changed': [
    'invoices.list',
    'invoices.summary',
    'invoices.months',
    'invoices.tags',
    'invoices.get',
    'companies.list',
    'sync.status',
    'reports.month',
    'reports.year',
    'reconcile.overview',
    'reconcile.list',
    'reconcile.candidates',
    'selling.customers',
    'closing.month',
  ],
  'sending.changed': ['sending.list', 'sending.get', 'sending.page', 'sending.receipt', 'selling.drafts'],
  'reports.changed': [
    'reports.year',
    'reports.month',
    'reports.unsorted',
    'reports.folder',
    'invoices.get',
    'fiscal.overview',
    'fiscal.files',
    'closing.month',
  ],
  'safety.changed': [
    'safety.integrity',
    'safety.backup',
    'safety.audit',
    'safety.removal',
    'safety.removals',
    'panel.view',
  ],
  'fiscal.changed': ['fiscal.overview', 'fiscal.files', 'fiscal.checkReceipt'],
  'panel.changed': ['panel.view'],
  'desktop.changed': ['desktop.settings'],
  'schedules.changed': ['schedules.list', 'schedules.status', 'fiscal.overview', 'panel.view', 'safety.backup'],
  'runs.changed': [
    'safety.removal',
    'panel.view',
    'schedules.list',
    'schedules.status',
    'runs.list',
    'runs.get',
    'runs.log',
    'completeness.get',
    'connections.list',
    'connections.budgets',
    'sync.status',
    'closing.month',
  ],
};

/** While 10,000 invoices stream in, the lists are asked again at most this often. */
const GATHER_MS = 400;

export function followEvents(client: QueryClient): () => void {
  let due = new Set<KontorCall>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    const names = due;
    due = new Set();
    void client.invalidateQueries({ predicate: (query) => names.has(query.queryKey[0] as KontorCall) });
  };
  const stops = (Object.keys(INVALIDATES) as KontorEvent[]).map((name) => {
    const targets = INVALIDATES[name] ?? [];
    // A wizard step and what a person has just pressed answer at once; everything else is gathered.
    const isUrgent =
      name === 'connect.flowChanged' ||
      name === 'closing.changed' ||
      name === 'imports.changed' ||
      name === 'app.settingsChanged' ||
      name === 'app.vaultChanged';
    return listen(name, () => {
      for (const target of targets) due.add(target);
      if (isUrgent) {
        clearTimeout(timer);
        flush();
      } else timer ??= setTimeout(flush, GATHER_MS);
    });
  });
  stops.push(listen('runs.progress', (run) => patchRun(client, run)));
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

/** Progress is the one event that carries data: it goes straight into every cached answer that shows the run. */
function patchRun(client: QueryClient, run: RunView): void {
  client.setQueryData(['runs.get', { runId: run.id }], run);
  client.setQueriesData<RunView[]>(
    { predicate: (q) => q.queryKey[0] === 'runs.list' && q.queryKey[1] !== 'pages' },
    (list) => list?.map((known) => (known.id === run.id ? run : known)),
  );
  client.setQueriesData<{ pages: RunView[][]; pageParams: unknown[] }>(
    { predicate: (q) => q.queryKey[0] === 'runs.list' && q.queryKey[1] === 'pages' },
    (data) =>
      data && { ...data, pages: data.pages.map((page) => page.map((known) => (known.id === run.id ? run : known))) },
  );
}
