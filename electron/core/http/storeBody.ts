// A body straight to a file: whole under its name or not at all, hashed in the same pass; or only hashed.
import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { NetworkProblem } from '../ports';

const pieceBytes = 1 << 20;

export interface Stored {
  readonly bytes: number;
  /** Standard Base64. */
  readonly sha256: string;
}

export interface StoreOptions {
  readonly toPath: string;
  /** From Content-Length; null when the server did not say. */
  readonly expectedBytes: number | null;
  readonly onProgress: (bytes: number) => void;
}

/** `<toPath>.part`, fsync, rename, fsync of the folder. A body that ends early is a broken connection, not a short file. */
export async function storeBody(body: AsyncIterable<Uint8Array>, options: StoreOptions): Promise<Stored> {
  const part = `${options.toPath}.part`;
  try {
    const stored = await writeAll(part, body, options);
    await rename(part, options.toPath);
    await syncFolder(dirname(options.toPath));
    return stored;
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    throw cause;
  }
}

/** What a body is, without keeping it. */
export async function digestBody(body: AsyncIterable<Uint8Array>, expectedBytes: number | null): Promise<Stored> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of body) {
    hash.update(piece);
    bytes += piece.length;
  }
  refuseShort(bytes, expectedBytes);
  return { bytes, sha256: hash.digest('base64') };
}

function refuseShort(bytes: number, expectedBytes: number | null): void {
  if (expectedBytes !== null && expectedBytes !== bytes) {
    throw new NetworkProblem('reset', `${String(bytes)} of ${String(expectedBytes)} bytes arrived`);
  }
}

async function writeAll(part: string, body: AsyncIterable<Uint8Array>, options: StoreOptions): Promise<Stored> {
  const file = await open(part, 'w', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    let pieces: Uint8Array[] = [];
    let held = 0;
    const flush = async () => {
      if (held > 0) await file.writev(pieces);
      [pieces, held] = [[], 0];
    };
    for await (const piece of body) {
      hash.update(piece);
      pieces.push(piece);
      bytes += piece.length;
      held += piece.length;
      if (held >= pieceBytes) await flush();
      options.onProgress(bytes);
    }
    await flush();
    refuseShort(bytes, options.expectedBytes);
    await file.sync();
    return { bytes, sha256: hash.digest('base64') };
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no fsync of folders; NTFS keeps the order by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
