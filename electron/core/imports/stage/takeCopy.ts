// Copies a file into the import's folder, in one pass with its hash and the count of its bytes. A file that changes meanwhile is refused.
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { Failure } from '../../../../shared/errors';
import { ByteCensus } from '../../formats/csv/byteCensus';

const CHUNK = 256 * 1024;
/** Exports of ten years are a tenth of this. */
const MAX_BYTES = 2 * 1024 * 1024 * 1024;

export interface Copied {
  readonly sha256: string;
  readonly bytes: number;
  readonly head: Buffer;
  readonly census: ByteCensus;
}

export function fileProblem(key: string, cause?: unknown): Failure {
  return new Failure({ kind: 'rejected', key: `imports.${key}`, ...(cause === undefined ? {} : { cause }) });
}

/** What the system says about a file that cannot be read. */
export function readingProblem(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return fileProblem('file_gone', error);
  if (code === 'EBUSY' || code === 'EACCES' || code === 'EPERM') return fileProblem('file_locked', error);
  if (code === 'EISDIR') return fileProblem('not_supported', error);
  if (code === 'EIO') return fileProblem('file_broken', error);
  return error;
}

export async function takeCopy(
  from: string,
  to: string,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Copied> {
  let source: FileHandle;
  try {
    source = await open(from, 'r');
  } catch (error) {
    throw readingProblem(error);
  }
  const target = await open(to, 'wx', 0o600).catch(async (error: unknown) => {
    await source.close();
    throw error;
  });
  try {
    const before = await source.stat();
    if (!before.isFile()) throw fileProblem('not_supported');
    if (before.size > MAX_BYTES) throw fileProblem('too_big');
    const copied = await copy(source, target, onBytes, signal);
    const after = await source.stat();
    if (!isSame(before, after) || copied.bytes !== before.size) throw fileProblem('file_changed');
    await target.sync();
    return copied;
  } finally {
    await source.close();
    await target.close();
  }
}

const isSame = (a: Stats, b: Stats): boolean => a.size === b.size && a.mtimeMs === b.mtimeMs && a.ino === b.ino;

async function copy(
  source: FileHandle,
  target: FileHandle,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Copied> {
  const hash = createHash('sha256');
  const census = new ByteCensus();
  const buffer = Buffer.allocUnsafe(CHUNK);
  let head = Buffer.alloc(0);
  let bytes = 0;
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await source.read(buffer, 0, CHUNK).catch((error: unknown) => {
      throw readingProblem(error);
    });
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    if (head.length < 4096) head = Buffer.concat([head, chunk.subarray(0, 4096 - head.length)]);
    hash.update(chunk);
    census.add(chunk);
    await target.writeFile(chunk);
    bytes += bytesRead;
    onBytes(bytesRead);
  }
  return { sha256: hash.digest('hex'), bytes, head, census };
}
