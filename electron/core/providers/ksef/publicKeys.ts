// KSeF's public keys: chosen by usage and validity, cached for hours, never pinned. They differ by environment.
import type { KeyObject } from 'node:crypto';
import { unavailable } from '../sdk/errors';
import { getPublicKeys } from './client';
import type { Ksef } from './call';
import { keyOfCertificate, publicKeyIdOf } from './crypto';
import { toMs } from './instants';
import type { PublicKeyCertificates } from './wire';

export type KeyUsage = 'KsefTokenEncryption' | 'SymmetricKeyEncryption';

export interface PublicKey {
  readonly key: KeyObject;
  readonly publicKeyId: string;
}

const CACHE_MS = 6 * 3_600_000;
const cache = new Map<string, { readonly at: number; readonly certificates: PublicKeyCertificates }>();

/** Of those for this usage the valid one that began last; where this computer's clock finds none valid, KSeF may decide. */
export function chooseCertificate(
  certificates: PublicKeyCertificates,
  usage: KeyUsage,
  nowMs: number,
): PublicKeyCertificates[number] | null {
  const forUsage = certificates.filter((one) => one.usage.includes(usage));
  const valid = forUsage.filter((one) => toMs(one.validFrom) <= nowMs && nowMs <= toMs(one.validTo));
  const newestFirst = (valid.length > 0 ? valid : forUsage).toSorted((a, b) => toMs(b.validFrom) - toMs(a.validFrom));
  return newestFirst[0] ?? null;
}

export async function publicKeyFor(ksef: Ksef, usage: KeyUsage, nowMs: number): Promise<PublicKey> {
  const chosen = chooseCertificate(await certificatesOf(ksef, nowMs), usage, nowMs);
  if (!chosen) throw unavailable('unexpected_answer', { details: `no public key for ${usage}` });
  const key = keyOf(chosen.certificate);
  return { key, publicKeyId: chosen.publicKeyId ?? publicKeyIdOf(key) };
}

/** After 21470, or when KSeF could not decrypt: the keys were changed at once. */
export function forgetPublicKeys(ksef: Ksef): void {
  cache.delete(ksef.environment.apiBase);
}

async function certificatesOf(ksef: Ksef, nowMs: number): Promise<PublicKeyCertificates> {
  const base = ksef.environment.apiBase;
  const known = cache.get(base);
  if (known && nowMs >= known.at && nowMs - known.at < CACHE_MS) return known.certificates;
  const certificates = await getPublicKeys(ksef);
  cache.set(base, { at: nowMs, certificates });
  return certificates;
}

function keyOf(certificate: string): KeyObject {
  try {
    return keyOfCertificate(certificate);
  } catch (cause) {
    throw unavailable('unexpected_answer', { details: 'public key certificate cannot be read', cause });
  }
}
