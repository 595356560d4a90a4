// The key of a TSE and what it signs: raw r and s (ecdsa-plain). P-256 and P-384 are the runtime's own; brainpool, which most makers of
// modules in hardware use, is not in Electron's crypto.
import { webcrypto } from 'node:crypto';
import { brainpoolP256r1, brainpoolP384r1 } from '@noble/curves/misc.js';

export type Hash = 'SHA-256' | 'SHA-384';
export type VerifySignature = (hash: Hash, signature: Buffer, message: Buffer) => Promise<boolean>;

const OWN = [
  { bytes: 65, name: 'P-256' },
  { bytes: 97, name: 'P-384' },
] as const;
const BRAINPOOL = [
  { bytes: 65, curve: brainpoolP256r1 },
  { bytes: 97, curve: brainpoolP384r1 },
] as const;

/** `raw` is 04, x, y. A point lies on one curve only, so the key itself says which it is. Null: on none that is known here. */
export async function verifierOf(raw: Buffer): Promise<VerifySignature | null> {
  return (await ownVerifier(raw)) ?? brainpoolVerifier(raw);
}

async function ownVerifier(raw: Buffer): Promise<VerifySignature | null> {
  const namedCurve = OWN.find(({ bytes }) => bytes === raw.length)?.name;
  if (namedCurve === undefined) return null;
  const curve = { name: 'ECDSA', namedCurve };
  const key = await webcrypto.subtle.importKey('raw', raw, curve, false, ['verify']).catch(() => null);
  if (key === null) return null;
  return (hash, signature, message) => webcrypto.subtle.verify({ name: 'ECDSA', hash }, key, signature, message);
}

function brainpoolVerifier(raw: Buffer): VerifySignature | null {
  const curve = BRAINPOOL.find(({ bytes }) => bytes === raw.length)?.curve;
  if (curve === undefined) return null;
  try {
    // Thousands of messages of one key: its multiples are worked out once.
    curve.Point.fromBytes(raw).precompute(8);
  } catch {
    return null;
  }
  return async (hash, signature, message) => {
    const digest = new Uint8Array(await webcrypto.subtle.digest(hash, message));
    try {
      return curve.verify(signature, digest, raw, { prehash: false, lowS: false });
    } catch {
      // Not the length of a signature, or numbers that no signature has.
      return false;
    }
  };
}
