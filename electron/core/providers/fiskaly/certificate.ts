// The public key in a certificate (RFC 5280), as far as an export needs it: Electron's own reader refuses certificates on brainpool curves.
import { BrokenLog, elementsOf } from './logMessage';

const [SEQUENCE, BIT_STRING, VERSION] = [0x30, 0x03, 0xa0];
/** Serial number, algorithm, issuer, validity, subject; then the key. */
const FIELDS_BEFORE_KEY = 5;

/** 04, x, y; null when it is no certificate with a point in it. PEM and DER are read. */
export function publicKeyIn(certificate: Buffer): Buffer | null {
  try {
    const [outer] = elementsOf(derOf(certificate));
    const [content] = outer?.tag === SEQUENCE ? elementsOf(outer.content) : [];
    if (content?.tag !== SEQUENCE) return null;
    const fields = elementsOf(content.content);
    const keyInfo = fields[FIELDS_BEFORE_KEY + (fields[0]?.tag === VERSION ? 1 : 0)];
    const [, bits] = keyInfo?.tag === SEQUENCE ? elementsOf(keyInfo.content) : [];
    // The first byte says how many bits are unused.
    const raw = bits?.tag === BIT_STRING ? bits.content.subarray(1) : Buffer.alloc(0);
    return raw[0] === 0x04 ? raw : null;
  } catch (error) {
    if (error instanceof BrokenLog) return null;
    throw error;
  }
}

function derOf(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const pem = /-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END/.exec(text)?.[1];
  return pem === undefined ? bytes : Buffer.from(pem, 'base64');
}
