// Cuts an archive into parts and encrypts each one separately with the export's key and IV (AES-256-CBC, PKCS#7).
import { createCipheriv, createHash } from 'node:crypto';

export interface PackagePart {
  readonly ordinalNumber: number;
  readonly plainSize: number;
  readonly plainHash: string;
  readonly encrypted: Buffer;
  readonly encryptedHash: string;
}

export interface PartKey {
  readonly key: Buffer;
  readonly iv: Buffer;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

function seal(plain: Buffer, ordinalNumber: number, { key, iv }: PartKey): PackagePart {
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  return {
    ordinalNumber,
    plainSize: plain.length,
    plainHash: sha256(plain),
    encrypted,
    encryptedHash: sha256(encrypted),
  };
}

export async function makeParts(
  archive: AsyncIterable<Buffer>,
  partSize: number,
  key: PartKey,
): Promise<readonly PackagePart[]> {
  const parts: PackagePart[] = [];
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of archive) {
    waiting.push(chunk);
    size += chunk.length;
    while (size >= partSize) {
      const all = Buffer.concat(waiting);
      parts.push(seal(all.subarray(0, partSize), parts.length + 1, key));
      waiting = [Buffer.from(all.subarray(partSize))];
      size -= partSize;
    }
  }
  if (size > 0) parts.push(seal(Buffer.concat(waiting), parts.length + 1, key));
  return parts;
}
