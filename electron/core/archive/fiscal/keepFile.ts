// A fiscal file on its way into the archive: copied and hashed in one go, fsynced, renamed, then its record. Memory stays flat.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { badDelivery } from '../failures';
import { makeFolder, moveInto, removeQuietly, syncFolder } from '../disk';
import { explainDisk } from '../../db/diskProblems';
import { TEMP_SUFFIX } from '../folders';
import { saveRecord } from '../records/saveRecord';
import { knownCompany, type Store } from '../store';
import { uuidOfContent } from '../uuidOfContent';
import type { FiscalDelivery } from './types';

const CHUNK = 1 << 20;

/** Answers the file's id. */
export async function keepFile(
  store: Store,
  { companyId, connectionId, providerId, at, file }: FiscalDelivery,
  onProgress: (done: number, total: number | null) => void,
  signal: AbortSignal,
): Promise<string> {
  const company = knownCompany(store, companyId);
  const id = uuidOfContent([company.uuid, connectionId, file.naturalKey, file.sha256]);
  const isKnown = store.db.prepare('SELECT 1 FROM fiscal_file WHERE uuid = ?').get(id) !== undefined;
  if (isKnown) return id;
  const { root, fiscal } = store.folders(company.uuid);
  const [year, month] = [file.month.slice(0, 4), file.month.slice(5)];
  // The id in front: two files of one name do not meet.
  const place = `${year}/${month}/${id}-${file.fileName}`;
  const path = join(fiscal, place);
  const { reached } = store.options;
  try {
    makeFolder(dirname(path));
    const temp = path + TEMP_SUFFIX;
    try {
      const sha256 = await copyInto(file.path, temp, (done) => onProgress(done, file.bytes), signal);
      if (sha256 !== file.sha256) throw badDelivery('archive.entry_hash', { name: file.fileName });
      reached('fiscal.synced');
      moveInto(temp, path);
      reached('fiscal.renamed');
    } finally {
      removeQuietly(temp);
    }
    for (const folder of [dirname(path), join(fiscal, year), fiscal, root]) syncFolder(folder);
    reached('fiscal.durable');
  } catch (error) {
    throw explainDisk(error);
  }
  const {
    naturalKey: key,
    moduleId,
    isInterim = false,
    fileName,
    mediaType,
    bytes,
    sha256,
    records,
    firstCounter,
    lastCounter,
  } = file;
  const body = {
    id,
    connection: connectionId,
    provider: providerId,
    key,
    month: file.month,
    file: place,
    fileName,
    mediaType,
    bytes,
    sha256,
    isInterim,
    records,
    firstCounter,
    lastCounter,
    findings: file.findings.map((finding) => ({ ...finding })),
    ...(moduleId === undefined ? {} : { moduleId }),
  };
  saveRecord(store, companyId, { kind: 'fiscal_file', at, body });
  return id;
}

async function copyInto(
  from: string,
  to: string,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(to, 'w', 0o600);
  try {
    let done = 0;
    for await (const chunk of createReadStream(from, { highWaterMark: CHUNK })) {
      signal.throwIfAborted();
      hash.update(chunk as Buffer);
      await handle.writeFile(chunk as Buffer);
      done += (chunk as Buffer).length;
      onProgress(done);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}
