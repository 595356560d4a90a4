// A backup file opened by its passphrase, or by the key that the keychain kept.
import { closeSync, openSync, readSync } from 'node:fs';
import { sha256Hex } from '../archive/sha256';
import type { TarEntry } from '../archive/zip/tarReader';
import { type FernetKey, parseFernetKey } from '../vault/fernet';
import { openByPassphrase } from '../vault/passphraseWrap';
import type { OuterBackup } from './backupEntries';
import { backupProblem, damagedBy, wrongPassphrase } from './failures';
import { aboutStream, BackupList } from './manifest';
import { openStream } from './streamCipher';

export interface BackupAccess {
  readonly passphrase?: string | undefined;
  readonly key?: string | undefined;
  /** Of which backup the key is; another one may lie in its place by now. */
  readonly id?: string | undefined;
}

/** Throws a Failure: backup.passphrase_wrong. */
export async function keyOf({ key: { id, wrap } }: OuterBackup, access: BackupAccess): Promise<FernetKey> {
  const isOfIt = access.id === undefined || access.id === id;
  const kept = access.key === undefined || !isOfIt ? null : parseFernetKey(access.key);
  if (kept !== null) return kept;
  const key = await openByPassphrase(wrap, access.passphrase ?? '');
  if (key === null) throw wrongPassphrase();
  return key;
}

/** Plain bytes of a state's data or list, in pieces that are valid until the next one; from a segment on. Throws backup.damaged. */
export function* openEntry(
  file: string,
  outer: OuterBackup,
  key: FernetKey,
  n: number,
  kind: 'data' | 'list',
  first = 0,
): Generator<Buffer> {
  const entry: TarEntry = outer[kind](n);
  const fd = openSync(file, 'r');
  const buffer = Buffer.allocUnsafe(1 << 20);
  const read = (at: number, length: number): Buffer => {
    const into = buffer.subarray(0, length);
    for (let done = 0; done < length;) {
      const got = readSync(fd, into, done, length - done, entry.offset + at + done);
      if (got === 0) throw backupProblem('backup.cut');
      done += got;
    }
    return into;
  };
  try {
    yield* openStream(Buffer.from(key.text, 'base64url'), aboutStream(outer.key.id, n, kind), entry.bytes, read, first);
  } catch (error) {
    throw damagedBy(error, entry.name);
  } finally {
    closeSync(fd);
  }
}

export interface OpenedList {
  readonly list: BackupList;
  readonly sha256: string;
}

export function openList(file: string, outer: OuterBackup, key: FernetKey, n: number): OpenedList {
  const text = Buffer.concat([...openEntry(file, outer, key, n, 'list')].map((piece) => Buffer.from(piece)));
  const list = BackupList.safeParse(parsed(text.toString('utf8')));
  if (!list.success || list.data.n !== n) throw backupProblem('backup.damaged', { part: outer.list(n).name });
  return { list: list.data, sha256: sha256Hex(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
