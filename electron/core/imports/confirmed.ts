// A confirmed import: its connection, its folder in the spool, its run. The folder's new name is the confirmation: before it nothing has
// happened, after it the run is made, now or at the next start.
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CompanyId, ConnectionId, ConnectionSlug, RunId } from '../../../shared/domain/ids';
import type { ArchiveReader, ArchiveWriter } from '../archive/types';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { EventBus } from '../events/eventBus';
import type { JobRunner } from '../jobs/jobRunner';
import type { Clock, Ids } from '../ports';
import { suggestSlug, uniqueKeyOf } from '../services/connectionLooks';
import type { JobMaker } from '../services/jobRows';
import type { RunService } from '../services/runService';
import type { SourceRecords } from '../services/sourceRecords';
import type { Texts } from '../texts';
import { instantOf } from '../time';
import { CONFIRMED, confirmedFolder, ORDER, STAGING } from './names';
import { accountSettings, fileSource } from './source';
import type { ImportOrder } from './types';
import { writeDurably } from './compare';

export interface ConfirmedParts {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly connections: ConnectionRepo;
  readonly sources: SourceRecords;
  readonly runs: RunService;
  readonly runner: () => JobRunner;
  readonly jobs: JobMaker;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly texts: Texts;
  readonly spoolRoot: string;
}

/** In the folder once its run is stored: a start makes none anew. */
const HAS_RUN = 'has-run';

const identityOf = (companyId: CompanyId): string => `files@${companyId}`;

export function confirmedImports(parts: ConfirmedParts) {
  const { writer, reader, connections, sources, runs, clock, ids, spoolRoot } = parts;

  const existing = async (companyId: CompanyId): Promise<ConnectionId | null> => {
    const key = uniqueKeyOf(fileSource, companyId, identityOf(companyId), {});
    return (await connections.findByUniqueKey(key))?.id ?? null;
  };

  const connectionOf = async (companyId: CompanyId): Promise<ConnectionId> => {
    const found = await existing(companyId);
    if (found !== null) return found;
    const identity = identityOf(companyId);
    const uniqueKey = uniqueKeyOf(fileSource, companyId, identity, {});
    const account = { companyId, providerId: fileSource.id, identity, uniqueKey };
    const id = await sources.idFor(account, ids.uuid() as ConnectionId);
    await sources.save(account, id);
    const title = (await parts.texts())('import_source');
    const slug = suggestSlug(title, new Set(await connections.slugs())) as ConnectionSlug;
    const at = instantOf(clock.now());
    const settings = accountSettings(identity);
    await connections.insert(
      { ...account, id, slug, title, settings, state: 'ok', problem: null, createdAt: at },
      [],
      at,
    );
    parts.events.emit('connections.changed', { connectionId: id });
    return id;
  };

  const openRun = async (
    companyId: CompanyId,
    connectionId: ConnectionId,
    folders: readonly string[],
    tag?: string,
  ): Promise<RunId> => {
    const special = tag === undefined ? {} : { tag };
    const run = await runs.open(
      { kind: 'sync', trigger: 'user', companyId, connections: [connectionId], ...special },
      (runId) => [parts.jobs(runId, 'sync', { companyId, connectionId, ...special })],
    );
    for (const folder of folders) await writeFile(join(folder, HAS_RUN), '');
    parts.runner().wake();
    return run.id;
  };

  const foldersOf = async (connectionId: ConnectionId): Promise<readonly string[]> => {
    const spool = join(spoolRoot, connectionId);
    const names = await readdir(spool).catch((): string[] => []);
    return names.filter((name) => CONFIRMED.test(name)).map((name) => join(spool, name));
  };

  /** What somebody cancelled waits for *again* until something else is brought; then it would come along unasked. */
  const dropCancelled = async (connectionId: ConnectionId): Promise<void> => {
    if ((await writer.openJobs()).some((job) => job.connectionId === connectionId)) return;
    for (const folder of await foldersOf(connectionId)) await rm(folder, { recursive: true, force: true });
  };

  return {
    /** Under which what was brought before is kept, also when its connection was removed. */
    knownConnection: async (companyId: CompanyId): Promise<ConnectionId | null> =>
      (await existing(companyId)) ?? (await reader.sourceOf(companyId, fileSource.id, identityOf(companyId))),

    confirm: async (
      companyId: CompanyId,
      staging: string,
      order: ImportOrder,
      tag: string | undefined,
    ): Promise<RunId> => {
      const connectionId = await connectionOf(companyId);
      await dropCancelled(connectionId);
      const spool = join(spoolRoot, connectionId);
      await mkdir(spool, { recursive: true, mode: 0o700 });
      await writeDurably(join(staging, ORDER), JSON.stringify(order));
      const folder = join(spool, confirmedFolder(order.id));
      await rename(staging, folder);
      await syncFolder(spool);
      return openRun(companyId, connectionId, [folder], tag);
    },

    /** At start: what nobody confirmed goes; what was confirmed and has no run yet gets one. */
    finish: async (): Promise<void> => {
      for (const name of await readdir(spoolRoot).catch((): string[] => []))
        if (STAGING.test(name)) await rm(join(spoolRoot, name), { recursive: true, force: true });
      for (const connection of await connections.list()) {
        if (connection.providerId !== fileSource.id) continue;
        const waiting = (await foldersOf(connection.id)).filter((folder) => !existsSync(join(folder, HAS_RUN)));
        if (waiting.length > 0) await openRun(connection.companyId, connection.id, waiting);
      }
    },
  };
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  // Windows opens no folders.
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
