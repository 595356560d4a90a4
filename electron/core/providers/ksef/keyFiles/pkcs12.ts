// PKCS#12 files (.p12, .pfx): walked by hand, because the certificate's bytes must come out exactly as they went in; its digest is signed.
import { timingSafeEqual, X509Certificate, type KeyObject } from 'node:crypto';
import { childrenOf, contentOf, numberOf, oidOf, readDer, toDer, type Asn1 } from './asn1';
import { openPbes2 } from './pbes2';
import { decryptOld, pkcs12Mac, type Derivation } from './pkcs12Kdf';
import { decryptedKey, plainKey, unreadableKey, unsupportedKey, wrongPassphrase } from './privateKey';

const CONVERT = 'openssl pkcs12 -in old.p12 -nodes -out open.pem && openssl pkcs12 -export -in open.pem -out new.p12';
const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const BAG = '1.2.840.113549.1.12.10.1.';
const X509 = '1.2.840.113549.1.9.22.1';
const HASHES: Readonly<Record<string, Derivation['hash']>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

export interface Pkcs12 {
  readonly privateKey: KeyObject;
  readonly certificates: readonly X509Certificate[];
}

/** A PFX is a sequence that begins with the version 3. */
export function isPkcs12(asn1: Asn1): boolean {
  const [version, content] = childrenOf(asn1);
  return numberOf(version) === 3 && content !== undefined;
}

export async function openPkcs12(pfx: Asn1, passphrase: string): Promise<Pkcs12> {
  const [, authSafe, mac] = childrenOf(pfx);
  const safe = explicit(authSafe);
  if (mac && !isAuthentic(mac, octets(safe), passphrase)) throw wrongPassphrase();
  const bags: Asn1[] = [];
  for (const info of childrenOf(readOrThrow(octets(safe)))) bags.push(...bagsOf(await contentOfInfo(info, passphrase)));
  let key: KeyObject | null = null;
  for (const bag of bags) key ??= await keyOf(bag, passphrase);
  if (!key) throw unreadableKey();
  return { privateKey: key, certificates: bags.flatMap(certificateOf) };
}

/** The one thing inside `[0] EXPLICIT` that is the second child. */
const explicit = (parent: Asn1 | undefined): Asn1 | undefined => childrenOf(childrenOf(parent)[1])[0];

/** Octets in one piece, or in the many of BER. */
function octets(asn1: Asn1 | undefined): Buffer {
  const pieces = childrenOf(asn1);
  return pieces.length === 0 ? contentOf(asn1) : Buffer.concat(pieces.map(octets));
}

function readOrThrow(der: Buffer): Asn1 {
  const asn1 = readDer(der);
  if (!asn1) throw wrongPassphrase();
  return asn1;
}

/** A MAC of a kind that nobody knows yet is left alone: a wrong passphrase shows in the decryption all the same. */
function isAuthentic(mac: Asn1, content: Buffer, passphrase: string): boolean {
  const [info, salt, iterations] = childrenOf(mac);
  const [algorithm, digest] = childrenOf(info);
  const hash = HASHES[oidOf(childrenOf(algorithm)[0])];
  if (hash === undefined) return true;
  const rounds = iterations ? numberOf(iterations) : 1;
  const made = pkcs12Mac({ hash, passphrase, salt: contentOf(salt), iterations: rounds }, content);
  const told = contentOf(digest);
  return made.length === told.length && timingSafeEqual(made, told);
}

async function contentOfInfo(info: Asn1, passphrase: string): Promise<Asn1> {
  const type = oidOf(childrenOf(info)[0]);
  if (type === DATA) return readOrThrow(octets(explicit(info)));
  if (type !== ENCRYPTED_DATA) throw unsupportedKey(type, CONVERT);
  const [, algorithm, encrypted] = childrenOf(childrenOf(explicit(info))[1]);
  return readOrThrow(await decrypt(algorithm, octets(encrypted), passphrase));
}

async function decrypt(algorithm: Asn1 | undefined, encrypted: Buffer, passphrase: string): Promise<Buffer> {
  const [id, parameters] = childrenOf(algorithm);
  const [salt, iterations] = childrenOf(parameters);
  try {
    const how = { passphrase, salt: contentOf(salt), iterations: numberOf(iterations) };
    const old = decryptOld(oidOf(id), how, encrypted);
    if (old) return old;
  } catch (cause) {
    throw wrongPassphrase(cause);
  }
  const opened = await openPbes2(algorithm, encrypted, passphrase);
  if (opened.result === 'unsupported') throw unsupportedKey(opened.what, CONVERT);
  if (opened.result === 'wrong_passphrase') throw wrongPassphrase();
  return opened.plain;
}

/** Safe contents may hold safe contents. */
function bagsOf(contents: Asn1): readonly Asn1[] {
  return childrenOf(contents).flatMap((bag) => {
    const inner = explicit(bag);
    return kindOf(bag) === '6' && inner ? bagsOf(inner) : [bag];
  });
}

function kindOf(bag: Asn1): string {
  const id = oidOf(childrenOf(bag)[0]);
  return id.startsWith(BAG) ? id.slice(BAG.length) : '';
}

async function keyOf(bag: Asn1, passphrase: string): Promise<KeyObject | null> {
  const value = explicit(bag);
  if (!value) return null;
  if (kindOf(bag) === '1') return plainKey(toDer(value));
  if (kindOf(bag) !== '2') return null;
  const [algorithm, encrypted] = childrenOf(value);
  return decryptedKey(await decrypt(algorithm, octets(encrypted), passphrase));
}

function certificateOf(bag: Asn1): readonly X509Certificate[] {
  const [id] = childrenOf(explicit(bag));
  if (kindOf(bag) !== '3' || oidOf(id) !== X509) return [];
  try {
    return [new X509Certificate(octets(explicit(explicit(bag))))];
  } catch {
    return [];
  }
}
