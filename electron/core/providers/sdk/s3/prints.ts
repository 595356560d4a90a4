// Hashes of a file part by part and as a whole, in one pass: what was sent is proved to be what was ordered.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { rejected } from '../errors';
import type { UploadOrder } from '../files';

export interface Print {
  /** Of the part, from 1. */
  readonly number: number;
  /** Hex; of one part of several it is empty when its MD5 was asked for. */
  readonly sha256: string;
  /** Hex; empty when it was not asked for. */
  readonly md5: string;
}

const PIECE = 1 << 20;

export const toBase64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
export const countOf = (bytes: number, partBytes: number): number => Math.max(1, Math.ceil(bytes / partBytes));

/** Throws when the file is no longer the one that was ordered: after its last part, before anything is completed. */
export async function* printsOf(
  order: Pick<UploadOrder, 'path' | 'bytes' | 'sha256'>,
  partBytes: number,
  wants: { readonly md5: boolean },
): AsyncGenerator<Print, void, void> {
  const whole = createHash('sha256');
  const handle = await open(order.path);
  const buffer = Buffer.allocUnsafe(Math.min(PIECE, Math.max(1, order.bytes)));
  const count = countOf(order.bytes, partBytes);
  try {
    for (let number = 1; number <= count; number += 1) {
      const end = Math.min(order.bytes, number * partBytes);
      const [sha256, md5] = [createHash('sha256'), createHash('md5')];
      for (let at = (number - 1) * partBytes; at < end;) {
        const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - at), at);
        if (bytesRead === 0) throw changed();
        const piece = buffer.subarray(0, bytesRead);
        whole.update(piece);
        if (wants.md5) md5.update(piece);
        else if (count > 1) sha256.update(piece);
        at += bytesRead;
      }
      const hex = count === 1 ? whole.copy().digest('hex') : wants.md5 ? '' : sha256.digest('hex');
      yield { number, sha256: hex, md5: wants.md5 ? md5.digest('hex') : '' };
    }
    if (whole.digest('hex') !== order.sha256) throw changed();
  } finally {
    await handle.close();
  }
}

function changed() {
  return rejected('source_changed');
}

export async function allPrints(
  order: Pick<UploadOrder, 'path' | 'bytes' | 'sha256'>,
  partBytes: number,
  wants: { readonly md5: boolean },
): Promise<readonly Print[]> {
  const prints: Print[] = [];
  for await (const print of printsOf(order, partBytes, wants)) prints.push(print);
  return prints;
}

/** `x-amz-checksum-sha256` of an object in parts (S3 User Guide, "Checking object integrity", composite checksums). */
export function compositeSha256(prints: readonly Print[]): string {
  return `${hashOfHashes('sha256', prints).toString('base64')}-${String(prints.length)}`;
}

/** The ETag of an object in parts, where nothing encrypts with a key of its own. */
export function compositeMd5(prints: readonly Print[]): string {
  return `${hashOfHashes('md5', prints).toString('hex')}-${String(prints.length)}`;
}

function hashOfHashes(name: 'md5' | 'sha256', prints: readonly Print[]): Buffer {
  const hash = createHash(name);
  for (const print of prints) hash.update(Buffer.from(print[name], 'hex'));
  return hash.digest();
}
