// A private key out of a PEM block or DER bytes, whatever protects it; or the sentence that says what to do.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { badInput } from '../../sdk/errors';
import { childrenOf, contentOf, isType, readDer } from './asn1';
import type { PemBlock } from './fileContent';
import { openPbes2 } from './pbes2';

/** Makes a key that every version opens: PBES2 with AES-256 and SHA-256. */
const CONVERT_KEY = 'openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -in old.key -out new.key';

export function wrongPassphrase(cause?: unknown) {
  const fieldErrors = { key_passphrase: 'passphrase_wrong.what' };
  return badInput('passphrase_wrong', { fieldErrors, ...(cause === undefined ? {} : { cause }) });
}

export function unsupportedKey(details: string, command = CONVERT_KEY) {
  return badInput('key_cipher', { params: { command }, details: `key file: ${details}` });
}

export function unreadableKey(cause?: unknown) {
  const fieldErrors = { key_file: 'key_unreadable.what' };
  return badInput('key_unreadable', { fieldErrors, ...(cause === undefined ? {} : { cause }) });
}

export const isKeyBlock = (block: PemBlock): boolean => block.label.endsWith('PRIVATE KEY');

export async function keyOfBlock(block: PemBlock, passphrase: string | null): Promise<KeyObject> {
  if (block.label === 'ENCRYPTED PRIVATE KEY') return keyOfDer(block.der, passphrase);
  // The cipher of the old PEM encryption stands in a header.
  const old = /^DEK-Info:\s*([\w-]+)/m.exec(block.text)?.[1];
  if (old === undefined) return plainKey(block.text);
  if (passphrase === null) throw passphraseMissing();
  try {
    return createPrivateKey({ key: block.text, passphrase });
  } catch (cause) {
    if (/AES-(128|192|256)-CBC|DES-EDE3-CBC/i.test(old)) throw wrongPassphrase(cause);
    throw unsupportedKey(old);
  }
}

/** PKCS#8, open or encrypted, or the older forms of one algorithm. */
export async function keyOfDer(der: Buffer, passphrase: string | null): Promise<KeyObject> {
  const asn1 = readDer(der);
  if (!asn1) throw unreadableKey();
  if (!isType(childrenOf(asn1)[0], forge.asn1.Type.SEQUENCE)) return plainKey(der);
  if (passphrase === null) throw passphraseMissing();
  const [algorithm, encrypted] = childrenOf(asn1);
  const opened = await openPbes2(algorithm, contentOf(encrypted), passphrase);
  if (opened.result === 'wrong_passphrase') throw wrongPassphrase();
  if (opened.result === 'unsupported') throw unsupportedKey(opened.what);
  return decryptedKey(opened.plain);
}

/** Padding that fits by chance (one wrong passphrase in 256) leaves bytes that are no key. */
export function decryptedKey(pkcs8: Buffer): KeyObject {
  if (!readDer(pkcs8)) throw wrongPassphrase();
  return plainKey(pkcs8);
}

export function plainKey(key: string | Buffer): KeyObject {
  if (typeof key === 'string') return attempt(() => createPrivateKey(key));
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    try {
      return createPrivateKey({ key, format: 'der', type });
    } catch {
      // The next form may fit.
    }
  }
  throw unreadableKey();
}

function attempt(make: () => KeyObject): KeyObject {
  try {
    return make();
  } catch (cause) {
    throw unreadableKey(cause);
  }
}

function passphraseMissing() {
  return badInput('passphrase_missing', { fieldErrors: { key_passphrase: 'passphrase_missing.what' } });
}
