import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { referencePath } from '../../../../../../tests/support/reference';
import { makeParts } from './parts';

async function* chunks(text: string): AsyncIterable<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
}

const vectors = referencePath('ksef', 'vectors', 'crypto.json');

describe.skipIf(vectors === null)('published vectors', () => {
  it('come out byte for byte', async () => {
    const known = JSON.parse(readFileSync(vectors ?? '', 'utf8')) as {
      keyHex: string;
      ivHex: string;
      cases: { plaintextUtf8: string; ciphertextBase64: string; ciphertextSha256Base64: string }[];
    };
    const secret = { key: Buffer.from(known.keyHex, 'hex'), iv: Buffer.from(known.ivHex, 'hex') };
    for (const each of known.cases.filter((one) => one.plaintextUtf8 !== '')) {
      const [part] = await makeParts(chunks(each.plaintextUtf8), 1000, secret);
      expect(part?.encrypted.toString('base64')).toBe(each.ciphertextBase64);
      expect(part?.encryptedHash).toBe(each.ciphertextSha256Base64);
    }
  });
});
