// The content hash as the service computes it: over the whole at once.
import { createHash } from 'node:crypto';

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

export function contentHashOf(content: Buffer): string {
  const digests: Buffer[] = [];
  for (let start = 0; start < content.length; start += 4_194_304)
    digests.push(sha256(content.subarray(start, Math.min(content.length, start + 4_194_304))));
  return sha256(Buffer.concat(digests)).toString('hex');
}
