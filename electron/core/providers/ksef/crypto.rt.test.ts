// Also run inside Electron, whose crypto is another library than Node's.
import { constants, createCipheriv, createHash, generateKeyPairSync, privateDecrypt, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { referencePath } from '../../../../tests/support/reference';
import { isFailure } from '../../../../shared/errors';
import { encryptForKsef, keyOfCertificate, newContentKey, publicKeyIdOf, sha256Base64, tokenPlaintext } from './crypto';

const Vectors = z.object({
  keyBase64: z.string(),
  ivBase64: z.string(),
  cases: z.array(
    z.object({
      name: z.string(),
      plaintextUtf8: z.string(),
      plaintextSha256Base64: z.string(),
      ciphertextBase64: z.string(),
      ciphertextSize: z.number(),
    }),
  ),
  tokenPlaintext: z.object({
    ksefToken: z.string(),
    timestampMs: z.number(),
    plaintextUtf8: z.string(),
    plaintextBytes: z.number(),
  }),
  certificateIdAlgorithm: z.object({
    certificateDerBase64: z.string(),
    certificateId: z.string(),
    publicKeyId: z.string(),
  }),
});

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('what is encrypted for KSeF', () => {
  it('opens with the private key, SHA-256 for both hashes, and not with SHA-1', () => {
    const plain = tokenPlaintext('20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|abc', 1_752_236_636_015);
    const sealed = Buffer.from(encryptForKsef(pair.publicKey, plain), 'base64');
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const opened = privateDecrypt({ key: pair.privateKey, padding, oaepHash: 'sha256' }, sealed);
    expect(opened.toString('utf8')).toBe('20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|abc|1752236636015');
    expect(() => privateDecrypt({ key: pair.privateKey, padding, oaepHash: 'sha1' }, sealed)).toThrow();
  });

  it('of a session or an export is refused in words for a key that is not RSA', () => {
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey;
    let key = '';
    try {
      encryptForKsef(elliptic, Buffer.from('x'));
    } catch (error) {
      key = isFailure(error) ? error.spec.key : '';
    }
    expect(key).toBe('key_unsupported');
  });

  it('uses a fresh key of 32 bytes and an IV of 16 each time', () => {
    const ids = { uuid: () => '', random: (bytes: number) => randomBytes(bytes) };
    const [one, other] = [newContentKey(ids), newContentKey(ids)];
    expect([one.key, one.iv].map((text) => Buffer.from(text, 'base64').length)).toEqual([32, 16]);
    expect(one.key).not.toBe(other.key);
  });
});

describe('a public key', () => {
  it('is read from DER, from PEM and from a bare key', () => {
    const spki = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(publicKeyIdOf(keyOfCertificate(spki))).toBe(publicKeyIdOf(pair.publicKey));
    expect(publicKeyIdOf(keyOfCertificate(pem))).toBe(publicKeyIdOf(pair.publicKey));
  });
});

const file = referencePath('ksef', 'vectors', 'crypto.json');
describe.skipIf(file === null)('reference vectors', () => {
  const vectors = file === null ? null : Vectors.parse(JSON.parse(readFileSync(file, 'utf8')));

  it('agree with this runtime about AES-256-CBC with PKCS#7, no IV in front', () => {
    expect(vectors?.cases.length).toBeGreaterThan(0);
    for (const one of vectors?.cases ?? []) {
      const plain = Buffer.from(one.plaintextUtf8, 'utf8');
      const iv = Buffer.from(vectors?.ivBase64 ?? '', 'base64');
      const cipher = createCipheriv('aes-256-cbc', Buffer.from(vectors?.keyBase64 ?? '', 'base64'), iv);
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      expect(sealed.toString('base64'), one.name).toBe(one.ciphertextBase64);
      expect(sha256Base64(plain), one.name).toBe(one.plaintextSha256Base64);
    }
  });

  it('give the token its plaintext', () => {
    const expected = vectors?.tokenPlaintext;
    const plain = tokenPlaintext(expected?.ksefToken ?? '', expected?.timestampMs ?? 0);
    expect(Buffer.from(plain).toString('utf8')).toBe(expected?.plaintextUtf8);
    expect(plain.length).toBe(expected?.plaintextBytes);
  });

  it('name certificate and key of a real certificate', () => {
    const real = vectors?.certificateIdAlgorithm;
    const der = Buffer.from(real?.certificateDerBase64 ?? '', 'base64');
    expect(publicKeyIdOf(keyOfCertificate(real?.certificateDerBase64 ?? ''))).toBe(real?.publicKeyId);
    expect(createHash('sha256').update(der).digest('base64')).toBe(real?.certificateId);
  });
});
