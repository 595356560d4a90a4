// The files of a month to one destination: each once, one after another, with its receipt. What is wrong with one file alone keeps
// back no other.
import { Failure, isFailure } from '../../../../shared/errors';
import { liesAt } from '../../../../shared/domain/receipts';
import type { ArchiveReader, ArchiveWriter } from '../../archive/types';
import type { ConnectionRepo } from '../../db/repositories/connection.repo';
import type { EventBus } from '../../events/eventBus';
import type { Attempt } from '../../jobs/jobRunner';
import type { Clock } from '../../ports';
import type { ProgressSink, WorkContext } from '../../providers/sdk/context';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import type { UploadFile } from '../../providers/sdk/files';
import type { SharedWork } from '../../sharing/sharedWork';
import { instantOf, msOf } from '../../time';
import { qualify, type ProviderRuntime } from '../providerRuntime';
import { runProgress, type RunProgress } from '../runProgress';
import type { RunService } from '../runService';
import { openSpool } from '../spool';
import { mediaTypeOf } from './mediaTypes';
import type { MonthFile } from './monthFiles';
import { fileCopy, sentElsewhere, type Sent, type SentElsewhere } from './sentElsewhere';

export interface SendParts {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly connections: ConnectionRepo;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly runtime: ProviderRuntime;
  readonly runs: RunService;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly spoolRoot: string;
  readonly shared: SharedWork;
}

/** Names tried at a destination before a person is asked. */
const MAX_NAMES = 20;
/** Kinds of refusals that say something of one file, not of the destination. */
const OF_THE_FILE: ReadonlySet<string> = new Set(['rejected', 'conflict', 'user_input']);

export async function sendFiles(
  parts: SendParts,
  attempt: Attempt<'upload'>,
  files: readonly MonthFile[],
): Promise<void> {
  const { job, payload } = attempt;
  const { runs, events } = parts;
  const waiting = files.filter(({ receipts }) => !liesAt(receipts, payload.connectionId));
  for (const file of files) {
    if (!waiting.includes(file)) await runs.log(job.runId, 'info', 'run.log.already_uploaded', { file: file.fileName });
  }
  const connection = await parts.connections.find(payload.connectionId);
  if (waiting.length === 0 || !connection) return;
  const failures: unknown[] = [];
  try {
    const send = await openSending(parts, attempt, connection.providerId, waiting);
    for (const file of waiting) {
      try {
        await send(file);
        events.emit('reports.changed', { companyId: payload.companyId, month: payload.month });
      } catch (error) {
        if (!isFailure(error) || !OF_THE_FILE.has(error.spec.kind)) throw error;
        failures.push(error);
        await runs.log(job.runId, 'warn', 'run.log.file_refused', { file: file.fileName });
      }
    }
  } catch (error) {
    failures.unshift(error);
  }
  if (failures.length > 0) throw qualify(connection.providerId, failures[0]);
}

async function openSending(
  parts: SendParts,
  { job, payload, signal }: Attempt<'upload'>,
  providerId: string,
  files: readonly MonthFile[],
): Promise<(file: MonthFile) => Promise<void>> {
  const { writer, runs, clock, shared } = parts;
  const manifest = parts.manifestOf(providerId);
  if (!manifest.files) throw new Failure({ kind: 'bug', key: 'error.bug' });
  const target = await parts.runtime.stored(payload.connectionId, manifest);
  const spool = await openSpool(parts.spoolRoot, payload.connectionId);
  const told = runProgress(runs, job.runId, payload.connectionId, clock, 'bytes');
  const { progress, next } = summed(told, files);
  const ctx = parts.runtime.work(target, { signal, spool, progress, log: told.log });
  const upload = await manifest.files.upload();
  const folders = [payload.month.slice(0, 4), payload.month.slice(5, 7)];
  const { settings } = target;
  const elsewhere = sentElsewhere({ shared, ctx, files: manifest.files, settings, payload });
  const sendHere = async (file: MonthFile): Promise<Sent> => {
    await shared.intend(fileCopy(payload, file));
    return sendOne(upload, ctx, file, folders, elsewhere);
  };
  return async (file) => {
    const path = [...folders, file.fileName].join('/');
    const { connectionId } = payload;
    await writer.saveIntent({ bundleId: file.id, connectionId, path, at: instantOf(clock.now()) });
    const result = (await elsewhere.before(file)) ?? (await sendHere(file));
    const { bytes, sha256, verifiedBy, remoteId } = result;
    const proof = { path: result.path, bytes, sha256, verifiedBy, at: instantOf(clock.now()) };
    const receipt = { connectionId, ...proof, ...(remoteId === undefined ? {} : { remoteId }) };
    const copy = await shared.owe({ ...fileCopy(payload, { ...file, bytes, sha256 }), receipt });
    await writer.saveReceipt(file.id, receipt);
    await copy.done();
    await runs.log(job.runId, 'info', `run.log.${result.result}`, { path: result.path, verifiedBy });
    next(file);
  };
}

/** Bytes of all files together. */
function summed(told: RunProgress, files: readonly MonthFile[]) {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  const progress: ProgressSink = {
    ...told,
    progress: (done, ofThis, unit = 'bytes') => {
      if (unit === 'bytes') told.progress(before + done, total, unit);
      else told.progress(done, ofThis, unit);
    },
  };
  return { progress, next: ({ bytes }: MonthFile): void => void (before += bytes) };
}

/** `2026-10-r1.zip`, then `2026-10-r1 (2).zip`, …: a foreign file is never overwritten. */
async function sendOne(
  upload: UploadFile,
  ctx: WorkContext,
  file: MonthFile,
  folders: readonly string[],
  elsewhere: SentElsewhere,
): Promise<Sent> {
  const { fileName, bytes, sha256, madeAt, path } = file;
  const order = { path: await path(), bytes, sha256, folders, modifiedAtMs: msOf(madeAt) };
  const dot = fileName.lastIndexOf('.') > 0 ? fileName.lastIndexOf('.') : fileName.length;
  for (let n = 1; n <= MAX_NAMES; n += 1) {
    const name = n === 1 ? fileName : `${fileName.slice(0, dot)} (${String(n)})${fileName.slice(dot)}`;
    const result = await upload(ctx, { ...order, fileName: name, mediaType: mediaTypeOf(name) });
    if (result.result !== 'name_taken') return { ...result, bytes, sha256 };
    const theirs = await elsewhere.meanwhile(file);
    if (theirs !== null) return theirs;
  }
  throw new Failure({ kind: 'conflict', key: 'upload.names_taken', params: { fileName } });
}
