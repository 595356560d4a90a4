// Parts of a package become one plain file on disk: size and hash of each checked, each decrypted by itself, memory bounded.
import { createDecipheriv, createHash, type Decipheriv } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { PackagePage, SpoolPart } from '../../providers/sdk/pages';
import { breathe } from '../breathe';
import { badDelivery } from '../failures';
import { FdWriter } from '../zip/fdWriter';

const CHUNK_BYTES = 1024 * 1024;

/** Writes the plain package to `target`. The file is scratch: it is not made durable. */
export async function joinParts(page: PackagePage, target: string, signal: AbortSignal): Promise<void> {
  const out = new FdWriter(target, { hash: 'none' });
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (const [index, part] of page.parts.entries()) {
      await joinPart(part, index + 1, decipherFor(page), buffer, out, signal);
    }
    out.end();
  } finally {
    out.close();
  }
}

function decipherFor(page: PackagePage): Decipheriv | null {
  if (page.cipher === undefined) return null;
  const key = Buffer.from(page.cipher.key, 'base64');
  const iv = Buffer.from(page.cipher.iv, 'base64');
  if (key.length !== 32 || iv.length !== 16) throw badDelivery('archive.package_damaged');
  return createDecipheriv('aes-256-cbc', key, iv);
}

async function joinPart(
  part: SpoolPart,
  no: number,
  decipher: Decipheriv | null,
  buffer: Buffer,
  out: FdWriter,
  signal: AbortSignal,
): Promise<void> {
  const { size } = statSync(part.path);
  if (size < part.bytes)
    throw badDelivery('archive.package_truncated', { part: no, expected: part.bytes, found: size });
  if (size > part.bytes) throw badDelivery('archive.part_hash', { part: no });
  const sealedHash = createHash('sha256');
  const plainHash = decipher !== null && part.plainSha256 !== undefined ? createHash('sha256') : null;
  let plainBytes = 0;
  const put = (plain: Buffer): void => {
    plainHash?.update(plain);
    plainBytes += plain.length;
    out.write(plain);
  };
  const fd = openSync(part.path, 'r');
  try {
    for (let got = readSync(fd, buffer); got > 0; got = readSync(fd, buffer)) {
      const chunk = buffer.subarray(0, got);
      sealedHash.update(chunk);
      put(decipher === null ? chunk : decipher.update(chunk));
      signal.throwIfAborted();
      await breathe();
    }
  } finally {
    closeSync(fd);
  }
  // The hash of what arrived is looked at before the padding: a broken byte is not a wrong key.
  if (sealedHash.digest('base64') !== part.sha256) throw badDelivery('archive.part_hash', { part: no });
  if (decipher !== null) put(lastBlock(decipher, no));
  const isPlain = plainHash === null || plainHash.digest('base64') === part.plainSha256;
  if (!isPlain || (part.plainBytes !== undefined && part.plainBytes !== plainBytes))
    throw badDelivery('archive.part_hash', { part: no });
}

function lastBlock(decipher: Decipheriv, no: number): Buffer {
  try {
    return decipher.final();
  } catch (error) {
    throw badDelivery('archive.package_key', { part: no }, error);
  }
}
