import { createDecipheriv, createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeParts } from './parts';

const key = { key: Buffer.alloc(32, 7), iv: Buffer.alloc(16, 9) };

async function* chunks(...texts: readonly string[]): AsyncIterable<Buffer> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

function open(encrypted: Buffer, { key: secret, iv } = key): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', secret, iv);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

describe('parts', () => {
  it('are cut by plain size and encrypted one by one', async () => {
    const parts = await makeParts(chunks('0123456789', 'abcdefghijklmno', 'XYZ'), 8, key);
    expect(parts.map((part) => open(part.encrypted).toString())).toEqual(['01234567', '89abcdef', 'ghijklmn', 'oXYZ']);
    expect(parts.map((part) => part.plainSize)).toEqual([8, 8, 8, 4]);
    for (const part of parts) {
      expect(createHash('sha256').update(part.encrypted).digest('base64')).toBe(part.encryptedHash);
      expect(createHash('sha256').update(open(part.encrypted)).digest('base64')).toBe(part.plainHash);
    }
  });

  it('are none when there is nothing', async () => {
    expect(await makeParts(chunks(), 8, key)).toEqual([]);
  });
});
