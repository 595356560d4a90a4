// What lies at a destination: listed, one file brought back, a bundle tried on. Nothing here changes anything there.
import type { KontorContract } from '../../../../shared/contract/index';
import type { OutputOf } from '../../../../shared/contract/define';
import type { RemoteFile } from '../../../../shared/contract/destinations';
import type { RunView } from '../../../../shared/contract/runs';
import { Failure } from '../../../../shared/errors';
import type { ConnectionId, RunId } from '../../../../shared/domain/ids';
import type { Connection } from '../../db/repositories/connection.repo';
import type { Attempt } from '../../jobs/jobRunner';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import { instantOf } from '../../time';
import { qualify } from '../providerRuntime';
import { promisedOf } from '../reports/monthCheck';
import { fetchToDisk } from './fetchRun';
import { monthOf, pathIn, type DestinationParts } from './remotePlaces';
import { tryRestoring } from './restoreRun';

interface At extends RemoteFile {
  readonly connectionId: ConnectionId;
}
type Listed = OutputOf<KontorContract['destinations']['list']>;

export interface DestinationService {
  list(order: {
    readonly connectionId: ConnectionId;
    readonly folders: readonly string[];
    readonly from?: string | undefined;
  }): Promise<Listed>;
  /** Asks where to; no run when nothing was chosen. */
  fetch(order: At): Promise<{ runId?: RunId }>;
  tryRestore(order: At): Promise<{ runId: RunId }>;
  reveal(runId: RunId): Promise<void>;
  /** The same work as a new run. */
  again(run: RunView): Promise<{ runId: RunId }>;
  runFetch(attempt: Attempt<'fetch'>): Promise<void>;
  runRestore(attempt: Attempt<'restore'>): Promise<void>;
}

export function destinationService(parts: DestinationParts): DestinationService {
  const { runs, connections, manifestOf } = parts;

  const found = async (connectionId: ConnectionId) => {
    const connection = await connections.find(connectionId);
    if (!connection) throw new Failure({ kind: 'user_input', key: 'error.connection_gone' });
    const manifest = manifestOf(connection.providerId);
    const { files } = manifest;
    if (!files) throw new Failure({ kind: 'bug', key: 'error.bug' });
    return { connection, manifest, files };
  };

  const start = async (kind: 'fetch' | 'restore', { connectionId, ...file }: At, toPath: string) => {
    const { companyId } = (await found(connectionId)).connection;
    const spec = { kind, trigger: 'user', companyId, connections: [connectionId] } as const;
    const run = await runs.open({ ...spec, file: file.fileName, remote: file }, (runId) => [
      kind === 'fetch'
        ? parts.jobs(runId, 'fetch', { companyId, connectionId, file, toPath })
        : parts.jobs(runId, 'restore', { companyId, connectionId, file }),
    ]);
    parts.runner().wake();
    return { runId: run.id };
  };

  const service: DestinationService = {
    list: async ({ connectionId, folders, from }) => {
      const { connection, manifest } = await found(connectionId);
      const page = await asked(parts, connection, manifest, folders, from ?? null);
      const path = pathIn(connection, manifest, folders);
      if (page === null) return { isThere: false, path, entries: [] };
      const proven = await provenPaths(parts, connection, folders);
      const entries = page.entries.map(({ modifiedAtMs, ...entry }) => ({
        ...entry,
        ...(modifiedAtMs === undefined ? {} : { modifiedAt: instantOf(modifiedAtMs) }),
        hasReceipt: !entry.isFolder && proven.has(pathIn(connection, manifest, [...folders, entry.name])),
      }));
      return { isThere: true, path, entries, ...(page.next === null ? {} : { next: page.next }) };
    },
    fetch: async (order) => {
      const t = await parts.texts();
      const toPath = await parts.dialogs.saveFile({ suggestedName: order.fileName, title: t('fetch_file') });
      return toPath === null ? {} : start('fetch', order, toPath);
    },
    tryRestore: (order) => start('restore', order, ''),
    reveal: async (runId) => {
      const { savedTo } = (await runs.get(runId)) ?? {};
      if (savedTo === undefined) throw new Failure({ kind: 'user_input', key: 'upload.fetch_gone_here' });
      await parts.dialogs.showInFolder(savedTo);
    },
    again: async ({ kind, parts: [part], remote }) => {
      if (part?.connectionId === undefined || remote === undefined)
        throw new Failure({ kind: 'user_input', key: 'error.run_gone' });
      const order = { ...remote, connectionId: part.connectionId };
      if (kind === 'restore') return service.tryRestore(order);
      const { runId } = await service.fetch(order);
      if (runId === undefined) throw new Failure({ kind: 'cancelled', key: 'error.cancelled' });
      return { runId };
    },
    runFetch: (attempt) => fetchToDisk(parts, attempt),
    runRestore: (attempt) => tryRestoring(parts, attempt),
  };
  return service;
}

async function asked(
  parts: DestinationParts,
  connection: Connection,
  manifest: ProviderManifest,
  folders: readonly string[],
  from: string | null,
) {
  try {
    const target = await parts.runtime.stored(connection.id, manifest);
    const { signal } = new AbortController();
    const quiet = { info: () => undefined, warn: () => undefined };
    const list = await manifest.files?.list();
    if (!list) throw new Failure({ kind: 'bug', key: 'error.bug' });
    return await list(parts.runtime.context(target, { signal, log: quiet }), { folders, from });
  } catch (error) {
    throw qualify(manifest.id, error);
  }
}

/** Paths of the month's receipts there, when the folder is one of a month. */
async function provenPaths(
  parts: DestinationParts,
  { id, companyId }: Connection,
  folders: readonly string[],
): Promise<ReadonlySet<string>> {
  const month = monthOf(folders);
  if (month === null) return new Set();
  const promised = await promisedOf(parts, { companyId, month });
  return new Set(
    promised.filter(({ receipt }) => receipt.connectionId === id).map(({ receipt }) => receipt.path.normalize('NFC')),
  );
}
