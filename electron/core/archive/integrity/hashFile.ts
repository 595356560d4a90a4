// The hash of a file of any size, giving way to cancelling in between.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { breathe } from '../breathe';

const PIECE = 1 << 20;

export async function hashFile(
  path: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(PIECE);
  const fd = openSync(path, 'r');
  try {
    for (let got = readSync(fd, buffer); got > 0; got = readSync(fd, buffer)) {
      hash.update(buffer.subarray(0, got));
      onBytes(got);
      signal.throwIfAborted();
      await breathe();
    }
  } finally {
    closeSync(fd);
  }
  return hash.digest('hex');
}
