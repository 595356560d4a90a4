// Files that do not fit into a test's memory: every MiB differs, the hash is made while writing.
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { UploadOrder } from '../../electron/core/providers/sdk/files';
import { tempFolder } from './nextcloudBench';

const MiB = 1 << 20;

export function bigOrder(mebibytes: number, more: Partial<UploadOrder> = {}): UploadOrder {
  const file = path.join(tempFolder(), 'big.zip');
  const [hash, block] = [createHash('sha256'), randomBytes(MiB)];
  const fd = openSync(file, 'w');
  for (let index = 0; index < mebibytes; index += 1) {
    block.writeUInt32BE(index, 0);
    hash.update(block);
    writeSync(fd, block);
  }
  closeSync(fd);
  return {
    path: file,
    bytes: mebibytes * MiB,
    sha256: hash.digest('hex'),
    folders: ['2026', '10'],
    fileName: 'paczka-2026-10.zip',
    mediaType: 'application/zip',
    modifiedAtMs: Date.parse('2026-11-01T12:00:00.000Z'),
    ...more,
  };
}
