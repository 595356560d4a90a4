// A package for a batch session: one TarGz (or ZIP), cut into parts, each part encrypted by itself. Streamed: no part is ever held in memory.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { WorkContext } from '../../sdk/context';
import { rejected } from '../../sdk/errors';
import type { ContentKey } from '../crypto';
import { newCipher } from './material';

export interface PackageLimits {
  /** Plain bytes of a part. Megabytes are millions at KSeF: 104,857,600 would be refused (21157). */
  readonly partBytes: number;
  readonly maxParts: number;
  readonly maxBytes: number;
  readonly maxInvoices: number;
}

/** Dossier ksef §5.4. */
export const KSEF_LIMITS: PackageLimits = {
  partBytes: 100_000_000,
  maxParts: 50,
  maxBytes: 5_000_000_000,
  maxInvoices: 10_000,
};

export interface PackagePart {
  readonly ordinalNumber: number;
  readonly path: string;
  readonly fileSize: number;
  readonly fileHash: string;
}

export interface MadePackage {
  readonly fileSize: number;
  readonly fileHash: string;
  readonly parts: readonly PackagePart[];
}

export const packageFolder = (ctx: WorkContext): string => path.join(ctx.spool, 'sending');

/** Files of packages that nobody remembers: made, but never announced. */
export async function sweepPackages(ctx: WorkContext, remembered: readonly string[]): Promise<void> {
  const folder = packageFolder(ctx);
  const files = await readdir(folder).catch(() => []);
  const stale = files.filter((name) => !remembered.some((id) => name.startsWith(id)));
  await Promise.all(stale.map((name) => rm(path.join(folder, name), { force: true })));
}

export async function makePackage(
  ctx: WorkContext,
  id: string,
  pack: (toPath: string) => Promise<void>,
  contentKey: ContentKey,
  limits: PackageLimits,
): Promise<MadePackage> {
  const folder = packageFolder(ctx);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const whole = path.join(folder, `${id}.whole`);
  await pack(whole);
  const { size } = await stat(whole);
  const count = Math.max(1, Math.ceil(size / limits.partBytes));
  if (size > limits.maxBytes || count > limits.maxParts) throw rejected('package_too_big');
  const parts: PackagePart[] = [];
  for (let ordinalNumber = 1; ordinalNumber <= count; ordinalNumber += 1) {
    const start = (ordinalNumber - 1) * limits.partBytes;
    const file = path.join(folder, `${id}-${String(ordinalNumber).padStart(3, '0')}.enc`);
    const sealed = await sealPart(whole, start, Math.min(size, start + limits.partBytes), file, contentKey, ctx.signal);
    parts.push({ ordinalNumber, path: file, ...sealed });
  }
  const fileHash = await hashOf(whole, ctx.signal);
  await rm(whole, { force: true });
  return { fileSize: size, fileHash, parts };
}

async function sealPart(
  whole: string,
  start: number,
  end: number,
  file: string,
  contentKey: ContentKey,
  signal: AbortSignal,
): Promise<{ readonly fileSize: number; readonly fileHash: string }> {
  const hash = createHash('sha256');
  let fileSize = 0;
  const tally = new Transform({
    transform: (chunk: Buffer, _, done) => {
      hash.update(chunk);
      fileSize += chunk.length;
      done(null, chunk);
    },
  });
  const source = createReadStream(whole, { start, end: end - 1 });
  await pipeline(source, newCipher(contentKey), tally, createWriteStream(file, { mode: 0o600 }), { signal });
  // The note that names this file must not outlive its bytes.
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { fileSize, fileHash: hash.digest('base64') };
}

async function hashOf(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash, { signal });
  return hash.digest('base64');
}
