// PBES2 (RFC 8018), opened step by step: BoringSSL's own reader refuses PRFs above SHA-256 and scrypt, while the
// primitives under them are all there. So a key opens the same way in Node and in Electron.
import { createDecipheriv, pbkdf2, scrypt, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { childrenOf, contentOf, numberOf, oidOf, type Asn1 } from './asn1';

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const SCRYPT = '1.3.6.1.4.1.11591.4.11';
const HMAC_SHA1 = '1.2.840.113549.2.7';

const PRFS: Readonly<Record<string, string>> = {
  [HMAC_SHA1]: 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};
const CIPHERS: Readonly<Record<string, { readonly name: string; readonly keyBytes: number }>> = {
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyBytes: 32 },
};

/** Off the main thread: a file may ask for hundreds of thousands of rounds. */
const deriveKey = promisify(pbkdf2);
const deriveScrypt = promisify<Buffer, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** What a file may ask of this computer; beyond it is an attack or a mistake. */
const MAX_ITERATIONS = 10_000_000;
const MAX_SCRYPT_BYTES = 512 << 20;

export type Opened =
  | { readonly result: 'opened'; readonly plain: Buffer }
  | { readonly result: 'wrong_passphrase' }
  | { readonly result: 'unsupported'; readonly what: string };

/** What an AlgorithmIdentifier of PBES2 says about some bytes. */
export async function openPbes2(algorithm: Asn1 | undefined, encrypted: Buffer, passphrase: string): Promise<Opened> {
  const [id, parameters] = childrenOf(algorithm);
  if (oidOf(id) !== PBES2) return { result: 'unsupported', what: oidOf(id) };
  const [derivation, encryption] = childrenOf(parameters);
  const [cipherId, iv] = childrenOf(encryption);
  const cipher = CIPHERS[oidOf(cipherId)];
  if (!cipher) return { result: 'unsupported', what: oidOf(cipherId) };
  const key = await derive(derivation, passphrase, cipher.keyBytes);
  if (typeof key === 'string') return { result: 'unsupported', what: key };
  try {
    const decipher = createDecipheriv(cipher.name, key, contentOf(iv));
    return { result: 'opened', plain: Buffer.concat([decipher.update(encrypted), decipher.final()]) };
  } catch {
    return { result: 'wrong_passphrase' };
  }
}

async function derive(derivation: Asn1 | undefined, passphrase: string, keyBytes: number): Promise<Buffer | string> {
  const [id, parameters] = childrenOf(derivation);
  const secret = Buffer.from(passphrase, 'utf8');
  const [salt, ...rest] = childrenOf(parameters);
  if (oidOf(id) === PBKDF2) {
    const iterations = numberOf(rest[0]);
    // keyLength and prf are both optional; only prf is a sequence.
    const prf = rest.slice(1).find((one) => Array.isArray(one.value));
    const name = PRFS[prf ? oidOf(childrenOf(prf)[0]) : HMAC_SHA1];
    if (name === undefined || !(iterations >= 1 && iterations <= MAX_ITERATIONS)) return `pbkdf2 ${String(iterations)}`;
    return deriveKey(secret, contentOf(salt), iterations, keyBytes, name);
  }
  if (oidOf(id) !== SCRYPT) return oidOf(id);
  const [cost = Number.NaN, blockSize = Number.NaN, parallelization = Number.NaN] = rest.map(numberOf);
  const bytes = 128 * cost * blockSize;
  if (!(bytes > 0 && bytes <= MAX_SCRYPT_BYTES && parallelization >= 1 && parallelization <= 16))
    return `scrypt ${String(cost)}`;
  const options = { cost, blockSize, parallelization, maxmem: bytes + (32 << 20) };
  return deriveScrypt(secret, contentOf(salt), keyBytes, options);
}
