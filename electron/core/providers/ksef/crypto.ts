// What KSeF wants encrypted and hashed. One place, small, the same in Node and in Electron.
import { X509Certificate, constants, createHash, createPublicKey, publicEncrypt, type KeyObject } from 'node:crypto';
import type { ProviderContext } from '../sdk/context';
import { rejected } from '../sdk/errors';

/** SHA-256 in standard Base64 with padding, as it stands in KSeF's JSON. */
export function sha256Base64(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}

/** The key of a published certificate. Accepts DER or PEM, and a bare public key as one published example shows. */
export function keyOfCertificate(text: string): KeyObject {
  const bare = text.replace(/-----(BEGIN|END)[^-]*-----/g, '').replace(/\s+/g, '');
  const der = Buffer.from(bare, 'base64');
  try {
    return new X509Certificate(der).publicKey;
  } catch {
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  }
}

/** Base64 of SHA-256 over the DER SubjectPublicKeyInfo. */
export function publicKeyIdOf(key: KeyObject): string {
  return sha256Base64(key.export({ type: 'spki', format: 'der' }));
}

/** RSA-OAEP, SHA-256 for both hashes, empty label. For a content key nothing else is described; a token has `tokenCipher.ts`. */
export function encryptForKsef(key: KeyObject, plain: Uint8Array): string {
  if (key.asymmetricKeyType !== 'rsa')
    throw rejected('key_unsupported', { params: { type: key.asymmetricKeyType ?? 'unknown' } });
  const sealed = publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, plain);
  return sealed.toString('base64');
}

/** The whole token with its pipes, one more pipe, the challenge's time in milliseconds. */
export function tokenPlaintext(token: string, timestampMs: number): Uint8Array {
  return Buffer.from(`${token}|${String(timestampMs)}`, 'utf8');
}

/** Of one export: AES-256-CBC with PKCS#7; the archive's worker decrypts with it. */
export interface ContentKey {
  /** 32 bytes, Base64. */
  readonly key: string;
  /** 16 bytes, Base64; travels beside the content, never in front of it. */
  readonly iv: string;
}

export function newContentKey(ids: ProviderContext['ids']): ContentKey {
  return { key: Buffer.from(ids.random(32)).toString('base64'), iv: Buffer.from(ids.random(16)).toString('base64') };
}
