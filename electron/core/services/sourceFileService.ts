// The service's own file of an invoice, asked for when somebody wants it and never before: shown, saved, or kept with the month's reports.
import { copyFile, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { mayBeOpened } from '../../../shared/domain/attachments';
import type { ConnectionId, InvoiceRowId, Month } from '../../../shared/domain/ids';
import { Failure } from '../../../shared/errors';
import type { SourceFileReader, SourceRecord } from '../archive/read/sourceFileCalls';
import { safeStem } from '../bundle/entryNames';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { EventBus } from '../events/eventBus';
import { fileKindOf } from '../formats/read/fileKind';
import { refusedByDisk } from '../paper/refusedByDisk';
import type { Clock, Dialogs, Ids } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { SourceFiles } from '../providers/sdk/sourceFile';
import type { Texts } from '../texts';
import { SHOWN_SPOOL } from './attachmentService';
import { qualify, type ProviderRuntime } from './providerRuntime';
import type { TakeReports } from './reports/takeReports';

export interface SourceFileParts {
  readonly reader: SourceFileReader;
  readonly connections: ConnectionRepo;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly runtime: ProviderRuntime;
  readonly takeReports: TakeReports;
  readonly dialogs: Pick<Dialogs, 'saveFile' | 'openFile'>;
  readonly texts: Texts;
  readonly events: EventBus;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly spoolRoot: string;
}

interface Place {
  readonly id: InvoiceRowId;
  readonly connectionId: ConnectionId;
}

export interface SourceFileService {
  /** Of these records those whose service can be asked. Asks nobody. */
  offered(places: readonly Place[]): Promise<Place[]>;
  open(id: InvoiceRowId): Promise<void>;
  save(id: InvoiceRowId): Promise<{ savedTo?: string }>;
  keep(id: InvoiceRowId): Promise<{ month: Month; fileName: string; isKnown: boolean }>;
  cancel(id: InvoiceRowId): void;
  stop(): Promise<void>;
}

/** The bridge to the window carries at most this many tellings. */
const TOLD_EVERY_MS = 100;
const quiet = { info: () => undefined, warn: () => undefined };

export function sourceFileService(parts: SourceFileParts): SourceFileService {
  const { reader, dialogs } = parts;
  const running = new Set<Task>();

  const filesOf = async (connectionId: ConnectionId): Promise<SourceFiles | null> => {
    const connection = await parts.connections.find(connectionId);
    const load = connection === null ? undefined : parts.manifestOf(connection.providerId).invoices?.sourceFiles;
    return load === undefined ? null : await load();
  };

  /** Fetches into a folder of its own, hands the file on, and takes the folder away again unless it is still looked at. */
  const withFile = async <T>(id: InvoiceRowId, use: (file: Fetched) => Promise<T>, stays = false): Promise<T> => {
    const folder = join(parts.spoolRoot, SHOWN_SPOOL, parts.ids.uuid());
    let isKept = false;
    try {
      const result = await use(await cancellable(id, folder));
      isKept = stays;
      return result;
    } finally {
      if (!isKept) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  };

  const cancellable = async (id: InvoiceRowId, folder: string): Promise<Fetched> => {
    const control = new AbortController();
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch(refusedByDisk);
    const work = fetched(id, folder, control.signal);
    const task = { id, control, ended: work.catch(() => undefined) };
    running.add(task);
    return work.finally(() => running.delete(task));
  };

  const fetched = async (id: InvoiceRowId, folder: string, signal: AbortSignal): Promise<Fetched> => {
    const record = await reader.sourceRecord(id);
    const files = await filesOf(record.connectionId);
    const connection = await parts.connections.find(record.connectionId);
    if (files === null || !connection || record.isDeleted || !files.has(record))
      throw new Failure({ kind: 'rejected', key: 'archive.source_file_none' });
    const manifest = parts.manifestOf(connection.providerId);
    const path = join(folder, 'fetched');
    try {
      const target = await parts.runtime.stored(connection.id, manifest);
      const ctx = parts.runtime.context(target, { signal, log: quiet });
      const { name, isPackage } = await files.fetch(ctx, { record, toPath: path, onBytes: teller(parts, id) });
      return isPackage ? await unpacked(parts.reader, record, path) : await named(record, path, name);
    } catch (error) {
      throw qualify(manifest.id, error);
    }
  };

  return {
    offered: async (places) => {
      const offered: Place[] = [];
      for (const place of places) {
        const files = await filesOf(place.connectionId);
        if (files === null) continue;
        const record = await reader.sourceRecord(place.id).catch(() => null);
        if (record !== null && !record.isDeleted && files.has(record)) offered.push(place);
      }
      return offered;
    },
    open: (id) =>
      withFile(
        id,
        async ({ path, name, count }) => {
          if (count > 1)
            throw new Failure({ kind: 'user_input', key: 'archive.source_file_several', params: { count } });
          if (!mayBeOpened(name))
            throw new Failure({ kind: 'user_input', key: 'archive.attachment_not_shown', params: { name } });
          if (!(await dialogs.openFile(path)))
            throw new Failure({ kind: 'rejected', key: 'archive.attachment_no_program', params: { name } });
        },
        true,
      ),
    save: (id) =>
      withFile(id, async ({ path, name }) => {
        const t = await parts.texts();
        const to = await dialogs.saveFile({ suggestedName: name, title: t('save_attachment') });
        if (to === null) return {};
        await copyFile(path, to).catch(refusedByDisk);
        return { savedTo: to };
      }),
    keep: (id) =>
      withFile(id, async ({ path, name, record: { companyId, month } }) => {
        const taken = await parts.takeReports({
          companyId,
          paths: [path],
          origin: 'dropped',
          month,
          isMonthKnown: true,
        });
        const [refused] = taken.refused;
        if (refused !== undefined) throw new Failure({ kind: 'rejected', key: refused.key });
        return { month, fileName: name, isKnown: taken.added.length === 0 };
      }),
    cancel: (id) => {
      for (const task of running) if (task.id === id) task.control.abort();
    },
    stop: async () => {
      for (const { control } of running) control.abort();
      await Promise.all([...running].map(({ ended }) => ended));
    },
  };
}

interface Task {
  readonly id: InvoiceRowId;
  readonly control: AbortController;
  readonly ended: Promise<unknown>;
}

interface Fetched {
  readonly record: SourceRecord;
  readonly path: string;
  readonly name: string;
  /** Files inside, when it is a package of several. */
  readonly count: number;
}

function teller({ events, clock }: SourceFileParts, id: InvoiceRowId): (bytes: number) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (bytes) => {
    const now = clock.monotonic();
    if (now - toldAt < TOLD_EVERY_MS) return;
    toldAt = now;
    events.emit('invoices.sourceFileProgress', { id, bytes });
  };
}

/** One file in a package stands for itself; several stay together. */
async function unpacked(reader: SourceFileParts['reader'], record: SourceRecord, path: string): Promise<Fetched> {
  const { count, file } = await reader.onlyFile(path);
  if (count === 0) throw new Failure({ kind: 'rejected', key: 'archive.source_file_none' });
  if (file === null || fileKindOf(file.bytes) === null) return { ...(await named(record, path)), count };
  await writeFile(path, file.bytes, { mode: 0o600 }).catch(refusedByDisk);
  return named(record, path, file.name);
}

/** Under a name of its own, whose end is what its first bytes say. */
async function named(record: SourceRecord, path: string, name?: string): Promise<Fetched> {
  const kind = fileKindOf(await headOf(path));
  if (kind === null) throw new Failure({ kind: 'rejected', key: 'archive.source_file_kind' });
  const told = name === undefined ? '' : safeStem(name.slice(0, name.length - extname(name).length));
  const stem = told || safeStem(`${record.issueDate} ${record.number}`) || 'document';
  const final = join(path, '..', `${stem}.${kind}`);
  await rename(path, final);
  return { record, path: final, name: `${stem}.${kind}`, count: 1 };
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const head = new Uint8Array(8);
    await file.read(head, 0, head.length, 0);
    return head;
  } finally {
    await file.close();
  }
}
