// Who stands behind a certificate, by what its subject says or by its fingerprint.
import { createHash, type X509Certificate } from 'node:crypto';

export interface Holder {
  readonly type: 'Nip' | 'Pesel' | 'Fingerprint';
  readonly value: string;
}

export const fingerprintOf = (certificate: X509Certificate): string =>
  createHash('sha256').update(certificate.raw).digest('hex').toUpperCase();

/** The whole DER is searched: the identifiers are plain text in the subject, whatever the platform calls their attributes. */
export function holderOf(certificate: X509Certificate): Holder | null {
  const text = certificate.raw.toString('latin1');
  const nip = /(?:VATPL|TINPL|NIP)-?(\d{10})/.exec(text)?.[1];
  if (nip !== undefined) return { type: 'Nip', value: nip };
  const pesel = /(?:PNOPL|PESEL)[-:]?(\d{11})/.exec(text)?.[1];
  return pesel === undefined ? null : { type: 'Pesel', value: pesel };
}
