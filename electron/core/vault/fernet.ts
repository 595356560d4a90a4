// Fernet tokens after the specification (github.com/fernet/spec): 0x80 ‖ time ‖ IV ‖ AES-128-CBC ‖ HMAC-SHA256, URL-safe Base64.
// The time is written because the format has a place for it and never read: with a TTL a wrong clock would lock everybody out.
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const version = 0x80;
const headBytes = 1 + 8 + 16;
const macBytes = 32;
const blockBytes = 16;

export interface FernetKey {
  readonly signing: Uint8Array;
  readonly encryption: Uint8Array;
  /** The key as Python's `Fernet.generate_key` writes it. */
  readonly text: string;
}

/** A token that none of the keys opens, or that is no token at all. Says nothing about the content. */
export class FernetRefused extends Error {
  constructor() {
    super('no key opens this token');
    this.name = 'FernetRefused';
  }
}

/** 32 bytes in Base64, either alphabet, as Python accepts it; null when it is anything else. */
export function parseFernetKey(text: string): FernetKey | null {
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return null;
  return fernetKey(Buffer.from(text, 'base64'));
}

export function fernetKey(bytes: Uint8Array): FernetKey {
  if (bytes.length !== 32) throw new Error('a Fernet key has 32 bytes');
  return { signing: bytes.slice(0, 16), encryption: bytes.slice(16, 32), text: toUrlBase64(bytes) };
}

export interface SealOptions {
  readonly nowMs: number;
  /** Only test vectors fix it. */
  readonly iv?: Uint8Array;
}

export function sealFernet(key: FernetKey, plain: Uint8Array, options: SealOptions): string {
  const iv = options.iv ?? randomBytes(blockBytes);
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(version, 0);
  head.writeBigUInt64BE(BigInt(Math.max(0, Math.floor(options.nowMs / 1000))), 1);
  head.set(iv, 9);
  const cipher = createCipheriv('aes-128-cbc', key.encryption, iv);
  const signed = Buffer.concat([head, cipher.update(plain), cipher.final()]);
  return toUrlBase64(Buffer.concat([signed, mac(key, signed)]));
}

/** Tries every key; `keyIndex` tells which one it was, so that a rotation knows what is left to do. */
export function openFernet(keys: readonly FernetKey[], token: string): { plain: Uint8Array; keyIndex: number } {
  const bytes = tokenBytes(token);
  const signed = bytes.subarray(0, bytes.length - macBytes);
  const given = bytes.subarray(bytes.length - macBytes);
  // Every key is tried, whichever fits: the time it takes tells nothing about the ring.
  let keyIndex = -1;
  keys.forEach((key, index) => {
    if (timingSafeEqual(mac(key, signed), given) && keyIndex < 0) keyIndex = index;
  });
  const key = keys[keyIndex];
  if (!key) throw new FernetRefused();
  const decipher = createDecipheriv('aes-128-cbc', key.encryption, signed.subarray(9, headBytes));
  try {
    return { plain: Buffer.concat([decipher.update(signed.subarray(headBytes)), decipher.final()]), keyIndex };
  } catch {
    throw new FernetRefused();
  }
}

function tokenBytes(token: string): Buffer {
  const unpadded = token.replace(/={1,2}$/, '');
  // Buffer skips what is not Base64 in silence; a token with foreign characters is none.
  if (!/^[A-Za-z0-9_-]+$/.test(unpadded)) throw new FernetRefused();
  const bytes = Buffer.from(unpadded, 'base64url');
  const cipherBytes = bytes.length - headBytes - macBytes;
  if (bytes[0] !== version || cipherBytes < blockBytes || cipherBytes % blockBytes !== 0) throw new FernetRefused();
  return bytes;
}

function mac(key: FernetKey, signed: Uint8Array): Buffer {
  return createHmac('sha256', key.signing).update(signed).digest();
}

function toUrlBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
