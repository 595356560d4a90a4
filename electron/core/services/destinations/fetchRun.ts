// One file of a destination to this computer: under another name until it is whole and compared, and only then under its own.
import { rename, rm } from 'node:fs/promises';
import { Failure } from '../../../../shared/errors';
import type { RemoteFile } from '../../../../shared/contract/destinations';
import type { Attempt } from '../../jobs/jobRunner';
import { refusedByDisk } from '../../paper/refusedByDisk';
import type { Fetched } from '../../providers/sdk/files';
import { qualify } from '../providerRuntime';
import { promisedOf } from '../reports/monthCheck';
import { runProgress } from '../runProgress';
import { openSpool } from '../spool';
import { monthOf, pathIn, type DestinationParts } from './remotePlaces';

export async function fetchToDisk(parts: DestinationParts, { job, payload, signal }: Attempt<'fetch'>): Promise<void> {
  const { runs } = parts;
  const { toPath, file } = payload;
  // Beside it: a rename is whole only on the same disk. The name is the job's, so that a restart leaves no second one.
  const beside = `${toPath}.kontor-${job.id.slice(0, 8)}`;
  try {
    const { fetched, path } = await bring(parts, { job, payload, signal }, beside);
    const { bytes, sha256 } = fetched;
    const proof = await proofOf(parts, payload, path, fetched);
    await rename(beside, toPath).catch(refusedByDisk);
    runs.keep(job.runId, { savedTo: toPath });
    await runs.log(job.runId, 'info', `run.log.fetched_${proof}`, { file: file.fileName, path, bytes, sha256 });
  } finally {
    await rm(beside, { force: true }).catch(() => undefined);
  }
}

/** The file where it was asked for, its bytes those that the service tells of it. */
export async function bring(
  parts: DestinationParts,
  { job, payload, signal }: Pick<Attempt<'fetch' | 'restore'>, 'job' | 'payload' | 'signal'>,
  toPath: string,
): Promise<{ readonly fetched: Fetched; readonly path: string }> {
  const { connectionId, file } = payload;
  const connection = await parts.connections.find(connectionId);
  if (!connection) throw new Failure({ kind: 'user_input', key: 'error.connection_gone' });
  const manifest = parts.manifestOf(connection.providerId);
  const path = pathIn(connection, manifest, [...file.folders, file.fileName]);
  try {
    const target = await parts.runtime.stored(connectionId, manifest);
    const spool = await openSpool(parts.spoolRoot, connectionId);
    const progress = runProgress(parts.runs, job.runId, connectionId, parts.clock, 'bytes');
    const ctx = parts.runtime.work(target, { signal, spool, progress, log: progress.log });
    const fetch = await manifest.files?.fetch();
    if (!fetch) throw new Failure({ kind: 'bug', key: 'error.bug' });
    progress.phase('run.phase.fetching');
    const fetched = await fetch(ctx, { ...orderOf(file), toPath });
    if (!fetched) throw new Failure({ kind: 'rejected', key: 'upload.fetch_gone', params: { path } });
    if (fetched.verdict === 'differs')
      throw new Failure({ kind: 'unavailable', key: 'upload.fetch_damaged', params: { path } });
    return { fetched, path };
  } catch (error) {
    throw qualify(connection.providerId, ofDisk(error));
  }
}

const orderOf = ({ folders, fileName, remoteId }: RemoteFile) => ({
  folders,
  fileName,
  ...(remoteId === undefined ? {} : { remoteId }),
});

/** What the disk of this computer refused; everything else stays what it was. */
function ofDisk(error: unknown): unknown {
  try {
    return refusedByDisk(error);
  } catch (known) {
    return known;
  }
}

type Proof = 'checksum' | 'receipt' | 'size';

/** By what it is known to be the file: the service's check sum, else the receipt of its upload, else its size alone. */
async function proofOf(
  parts: DestinationParts,
  payload: Attempt<'fetch'>['payload'],
  path: string,
  { sha256, verdict }: Fetched,
): Promise<Proof> {
  if (verdict === 'same') return 'checksum';
  return (await receiptHash(parts, payload, path)) === sha256 ? 'receipt' : 'size';
}

/** Hex; null: nothing of this path was ever uploaded from here. */
export async function receiptHash(
  parts: DestinationParts,
  { companyId, connectionId, file }: Attempt<'fetch' | 'restore'>['payload'],
  path: string,
): Promise<string | null> {
  const month = monthOf(file.folders);
  if (month === null) return null;
  const promised = await promisedOf(parts, { companyId, month });
  const ours = promised.filter(({ receipt }) => receipt.connectionId === connectionId);
  return ours.findLast(({ receipt }) => receipt.path.normalize('NFC') === path)?.receipt.sha256 ?? null;
}
