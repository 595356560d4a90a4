// The backup at destinations: what each state has added goes there as a file of its own, once, with its receipt. Nothing that lies there is
// replaced or deleted; which destinations get it is chosen on this computer, whose backup it is.
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { BackupPlaceView } from '../../../../shared/contract/safety';
import { type ConnectionId, Instant, type RunId } from '../../../../shared/domain/ids';
import { Failure } from '../../../../shared/errors';
import { partsFolder, type BackupPart } from '../../backup/backupParts';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import type { Connection } from '../../db/repositories/connection.repo';
import type { EventBus } from '../../events/eventBus';
import type { Attempt, JobRunner } from '../../jobs/jobRunner';
import type { Keeper } from '../../keeping/types';
import type { SendParts } from '../reports/sendFiles';
import { instantOf } from '../../time';
import type { JobMaker } from '../jobRows';
import { qualify } from '../providerRuntime';
import { runProgress } from '../runProgress';
import { openSpool } from '../spool';
import { readNote } from '../../notes';

/** Noted with each connection, so that it goes with it. */
const [CHOSEN, SENT] = ['backup.chosen', 'backup.sent'];

const Receipt = z.object({
  /** Of which backup, and which state of it. */
  id: z.string(),
  n: z.int(),
  path: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  verifiedBy: z.string(),
  at: Instant,
  remoteId: z.string().optional(),
});
type Receipt = z.infer<typeof Receipt>;

/** The last backup as this computer knows it. */
export interface LastBackup {
  readonly id: string;
  readonly file: string;
  readonly states: number;
}

export interface SentBackups {
  /** Every connection that takes files. */
  places(): Promise<readonly BackupPlaceView[]>;
  /** From now on; what they lack goes there at once. */
  choose(ids: readonly ConnectionId[]): Promise<void>;
  /** What chosen destinations lack of the last backup. */
  send(trigger: 'user' | 'schedule'): Promise<void>;
  /** Throws a Failure: backup.none. */
  again(connectionId: ConnectionId): Promise<{ runId: RunId }>;
  run(attempt: Attempt<'send_backup'>): Promise<void>;
}

export interface SentParts extends Omit<SendParts, 'shared' | 'reader'> {
  readonly last: () => Promise<LastBackup | null>;
  readonly newKeeper: () => Keeper;
  readonly jobs: JobMaker;
  readonly runner: () => JobRunner;
  readonly companies: CompanyRepo;
  readonly events: EventBus;
}

export function sentBackups(parts: SentParts): SentBackups {
  const { writer, connections, runs } = parts;

  const isChosen = async ({ id }: Connection): Promise<boolean> => (await writer.noteGet(id, CHOSEN)) !== null;
  const receipts = async (id: ConnectionId): Promise<readonly Receipt[]> =>
    (await readNote(writer, id, SENT, z.array(Receipt))) ?? [];
  const takingFiles = async (): Promise<readonly Connection[]> =>
    (await connections.list()).filter(
      ({ providerId, state }) => state !== 'unverified' && parts.manifestOf(providerId).files !== undefined,
    );

  const start = async ({ id, companyId }: Connection, file: string, trigger: 'user' | 'schedule'): Promise<RunId> => {
    const going = runs
      .live()
      .find((run) => run.month === undefined && run.kind === 'upload' && run.parts[0]?.connectionId === id);
    if (going !== undefined && going.endedAt === undefined) return going.id;
    const run = await runs.open({ kind: 'upload', trigger, companyId, connections: [id], file }, (runId) => [
      parts.jobs(runId, 'send_backup', { companyId, connectionId: id }),
    ]);
    parts.runner().wake();
    return run.id;
  };

  const send = async (trigger: 'user' | 'schedule'): Promise<void> => {
    const last = await parts.last();
    if (last === null) return;
    for (const connection of await takingFiles())
      if ((await isChosen(connection)) && (await firstMissing(connection.id, last)) <= last.states)
        await start(connection, basename(last.file), trigger);
  };

  const firstMissing = async (connectionId: ConnectionId, { id }: LastBackup): Promise<number> => {
    const known = new Set((await receipts(connectionId)).filter((one) => one.id === id).map(({ n }) => n));
    let n = 1;
    while (known.has(n)) n += 1;
    return n;
  };

  return {
    send,
    places: async () => {
      const [last, companies] = [await parts.last(), await parts.companies.list()];
      const names = new Map(companies.map(({ id, name }) => [id, name]));
      const views = (await takingFiles()).map(async (connection): Promise<BackupPlaceView> => {
        const { id, title, companyId } = connection;
        const here = (await receipts(id)).filter((one) => one.id === last?.id);
        const newest = here.at(-1);
        return {
          connectionId: id,
          title,
          company: names.get(companyId) ?? '',
          isChosen: await isChosen(connection),
          states: here.length,
          ...(newest === undefined ? {} : { sentAt: newest.at, path: newest.path }),
        };
      });
      return Promise.all(views);
    },
    choose: async (ids) => {
      for (const { id } of await takingFiles())
        await (ids.includes(id) ? writer.notePut(id, CHOSEN, 'true') : writer.noteDelete(id, CHOSEN));
      parts.events.emit('safety.changed', undefined);
      await send('user');
    },
    again: async (connectionId) => {
      const [last, connection] = [await parts.last(), await connections.find(connectionId)];
      if (last === null || connection === null) throw new Failure({ kind: 'user_input', key: 'backup.none' });
      return { runId: await start(connection, basename(last.file), 'user') };
    },
    run: async (attempt) => {
      const { payload, signal } = attempt;
      const connection = await connections.find(payload.connectionId);
      if (connection === null) return;
      const keeper = parts.newKeeper();
      try {
        const sendPart = await openSending(parts, attempt, connection.providerId);
        for (;;) {
          // Also a state that was added while the ones before it were on their way.
          const last = await parts.last();
          const n = last === null ? Infinity : await firstMissing(connection.id, last);
          if (last === null || n > last.states) return;
          const receipt = await sendPart(keeper, last, n);
          // Another backup lies there now: its own sending is ordered with it.
          if (receipt === null) return;
          const known = await receipts(connection.id);
          await writer.notePut(connection.id, SENT, JSON.stringify([...known, receipt]));
          parts.events.emit('safety.changed', undefined);
          signal.throwIfAborted();
        }
      } catch (error) {
        throw qualify(connection.providerId, error);
      } finally {
        await keeper.close();
      }
    },
  };
}

type SendPart = (keeper: Keeper, last: LastBackup, n: number) => Promise<Receipt | null>;

async function openSending(
  parts: SentParts,
  { job, payload, signal }: Attempt<'send_backup'>,
  providerId: string,
): Promise<SendPart> {
  const { runs, clock } = parts;
  const { files, ...manifest } = parts.manifestOf(providerId);
  if (!files) throw new Failure({ kind: 'bug', key: 'error.bug' });
  const target = await parts.runtime.stored(payload.connectionId, { ...manifest, files });
  const spool = await openSpool(parts.spoolRoot, payload.connectionId);
  const progress = runProgress(runs, job.runId, payload.connectionId, clock, 'bytes');
  const ctx = parts.runtime.work(target, { signal, spool, progress, log: progress.log });
  const upload = await files.upload();
  return async (keeper, { id, file }, n) => {
    const to = join(spool, `scratch-backup-${id}-${String(n)}`);
    try {
      const part = await keeper.part({ file, id, n, to }, () => undefined, signal);
      if (part === null) return null;
      const result = await upload(ctx, orderOf(part, to, id));
      if (result.result === 'name_taken')
        throw new Failure({ kind: 'conflict', key: 'upload.names_taken', params: { fileName: part.fileName } });
      const { path, verifiedBy, remoteId } = result;
      await runs.log(job.runId, 'info', `run.log.${result.result}`, { path, verifiedBy });
      const { bytes, sha256 } = part;
      const proof = { path, bytes, sha256, verifiedBy, at: instantOf(clock.now()) };
      return { id, n, ...proof, ...(remoteId === undefined ? {} : { remoteId }) };
    } finally {
      await rm(to, { force: true });
    }
  };
}

function orderOf({ fileName, bytes, sha256, madeAtMs }: BackupPart, path: string, id: string) {
  const folders = ['backup', partsFolder(id)];
  return { path, bytes, sha256, folders, fileName, mediaType: 'application/octet-stream', modifiedAtMs: madeAtMs };
}
