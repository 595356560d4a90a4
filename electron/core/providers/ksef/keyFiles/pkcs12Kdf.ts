// The old encryption of PKCS#12 (RFC 7292, appendices B and C): its own key derivation, 3DES, and RC2 with 40 bits that BoringSSL lacks.
import { createDecipheriv, createHash, createHmac } from 'node:crypto';
import forge from 'node-forge';

/** What the derived bytes are for. */
type Purpose = 1 | 2 | 3;

/** BMPString with a zero at its end; no passphrase at all is the empty text for most writers. */
function bmp(passphrase: string): Buffer {
  return Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
}

function filled(bytes: Buffer, block: number): Buffer {
  const length = Math.ceil(bytes.length / block) * block;
  return Buffer.alloc(length, bytes.length === 0 ? 0 : bytes);
}

/** Adds B + 1 to each block of I, as one big number per block. */
function addToBlocks(input: Buffer, b: Buffer): void {
  for (let at = 0; at < input.length; at += b.length) {
    let carry = 1;
    for (let index = b.length - 1; index >= 0; index -= 1) {
      carry += (input[at + index] ?? 0) + (b[index] ?? 0);
      input[at + index] = carry & 0xff;
      carry >>= 8;
    }
  }
}

export interface Derivation {
  readonly hash: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly passphrase: string;
  readonly salt: Buffer;
  readonly iterations: number;
}

export function derivePkcs12(how: Derivation, purpose: Purpose, bytes: number): Buffer {
  const block = how.hash === 'sha1' || how.hash === 'sha256' ? 64 : 128;
  const input = Buffer.concat([filled(how.salt, block), filled(bmp(how.passphrase), block)]);
  const diversifier = Buffer.alloc(block, purpose);
  const out: Buffer[] = [];
  for (let made = 0; made < bytes;) {
    let digest = createHash(how.hash).update(diversifier).update(input).digest();
    for (let round = 1; round < how.iterations; round += 1) digest = createHash(how.hash).update(digest).digest();
    out.push(digest);
    made += digest.length;
    addToBlocks(input, filled(digest, block).subarray(0, block));
  }
  return Buffer.concat(out).subarray(0, bytes);
}

export function pkcs12Mac(how: Derivation, content: Buffer): Buffer {
  const size = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 }[how.hash];
  return createHmac(how.hash, derivePkcs12(how, 3, size))
    .update(content)
    .digest();
}

const OLD: Readonly<Record<string, { readonly cipher: '3des' | 'rc2'; readonly keyBytes: number }>> = {
  '1.2.840.113549.1.12.1.3': { cipher: '3des', keyBytes: 24 },
  '1.2.840.113549.1.12.1.4': { cipher: '3des', keyBytes: 16 },
  '1.2.840.113549.1.12.1.5': { cipher: 'rc2', keyBytes: 16 },
  '1.2.840.113549.1.12.1.6': { cipher: 'rc2', keyBytes: 5 },
};

/** Null when the scheme is none of these; throws when the padding does not fit. */
export function decryptOld(oid: string, how: Omit<Derivation, 'hash'>, encrypted: Buffer): Buffer | null {
  const scheme = OLD[oid];
  if (!scheme) return null;
  const derivation: Derivation = { ...how, hash: 'sha1' };
  const key = derivePkcs12(derivation, 1, scheme.keyBytes);
  const iv = derivePkcs12(derivation, 2, 8);
  if (scheme.cipher === 'rc2') return decryptRc2(key, iv, encrypted);
  // Two-key 3DES repeats its first key.
  const whole = key.length === 16 ? Buffer.concat([key, key.subarray(0, 8)]) : key;
  const decipher = createDecipheriv('des-ede3-cbc', whole, iv);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

function decryptRc2(key: Buffer, iv: Buffer, encrypted: Buffer): Buffer {
  const cipher = forge.rc2.createDecryptionCipher(key.toString('latin1'), key.length * 8);
  cipher.start(iv.toString('latin1'));
  cipher.update(forge.util.createBuffer(encrypted.toString('latin1')));
  if (!cipher.finish()) throw new Error('RC2 padding');
  return Buffer.from(cipher.output.getBytes(), 'latin1');
}
