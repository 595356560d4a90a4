// Packages as a source would deliver them: an index and its entries in a ZIP, encrypted, in parts.
import { createCipheriv, createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PackagePage, SpoolPart, UnpackEntry, Unpacker } from '../../electron/core/providers/sdk/pages';
import { zipBytes } from './zipBytes';

const Index = z.object({ documents: z.array(z.object({ name: z.string(), key: z.string(), sha256: z.string() })) });

export const standInUnpacker: Unpacker = {
  indexEntry: '_index.json',
  readIndex: (bytes) => {
    const { documents } = Index.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    const entries = documents.map(({ name, key, sha256 }): [string, UnpackEntry] => [
      name,
      { naturalKey: key, mediaType: 'application/xml', sha256, remote: { key }, facts: { remoteNumber: key } },
    ]);
    return { entries: new Map(entries) };
  },
};

export function sha256Base64(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}

export type Documents = readonly (readonly [key: string, bytes: Buffer])[];

export function indexOf(documents: Documents): Buffer {
  const listed = documents.map(([key, bytes]) => ({ name: `${key}.xml`, key, sha256: sha256Base64(bytes) }));
  return Buffer.from(JSON.stringify({ documents: listed }));
}

export function packageZip(documents: Documents): Buffer {
  const entries = documents.map(([key, bytes]) => [`${key}.xml`, bytes] as const);
  return zipBytes([...entries, ['_index.json', indexOf(documents)]]);
}

const KEY = Buffer.alloc(32, 7);
const IV = Buffer.alloc(16, 9);

/** Cuts plain bytes into parts, encrypts each by itself and lays them into the spool. */
export function spoolPackage(folder: string, plain: Buffer, partBytes = 4096, packaging: 'zip' | 'tar.gz' = 'zip') {
  mkdirSync(folder, { recursive: true });
  const parts: SpoolPart[] = [];
  for (let from = 0; from < plain.length; from += partBytes) {
    const piece = plain.subarray(from, from + partBytes);
    const cipher = createCipheriv('aes-256-cbc', KEY, IV);
    const sealed = Buffer.concat([cipher.update(piece), cipher.final()]);
    const path = join(folder, `part-${parts.length + 1}.aes`);
    writeFileSync(path, sealed);
    const plainFacts = { plainSha256: sha256Base64(piece), plainBytes: piece.length };
    parts.push({ path, sha256: sha256Base64(sealed), bytes: sealed.length, ...plainFacts });
  }
  const cipher = { key: KEY.toString('base64'), iv: IV.toString('base64') };
  return { kind: 'package', parts, cipher, packaging, unpacker: 'standin' } satisfies PackagePage;
}
