// What the service would have to do with a token under an elliptic key. Its clients write three different things; one of them is right at a time.
import { createDecipheriv, createECDH, createHash, type KeyObject } from 'node:crypto';

/** Named after the client that writes so. */
export type TokenKey = 'rsa' | 'java' | 'csharp' | 'python-csharp';

/** SubjectPublicKeyInfo of a key on P-256 is always these 26 bytes and the point without compression. */
const SPKI_HEAD = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');
const POINT = 65;
const NONCE = 12;
const TAG = 16;

/** Throws when anything about it is not as it should be. */
export function openElliptic(privateKey: KeyObject, cipher: Buffer, client: TokenKey): Buffer {
  const head = cipher.subarray(0, SPKI_HEAD.length);
  const point = cipher.subarray(SPKI_HEAD.length, SPKI_HEAD.length + POINT);
  const rest = cipher.subarray(SPKI_HEAD.length + POINT);
  if (!head.equals(SPKI_HEAD) || rest.length < NONCE + TAG) throw new Error('not a key on P-256 and a content');
  const own = createECDH('prime256v1');
  own.setPrivateKey(Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'));
  const shared = own.computeSecret(point);
  const key = client === 'csharp' ? createHash('sha256').update(shared).digest() : shared;
  const isTagLast = client === 'java';
  const content = rest.subarray(NONCE);
  const tag = isTagLast ? content.subarray(content.length - TAG) : content.subarray(0, TAG);
  const sealed = isTagLast ? content.subarray(0, content.length - TAG) : content.subarray(TAG);
  const decipher = createDecipheriv('aes-256-gcm', key, rest.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}
