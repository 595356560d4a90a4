// A self-signed X.509 v3 certificate over an RSA key, as the simulator's answer to the Ministry's encryption certificates.
import { createHash, randomBytes, type KeyObject } from 'node:crypto';
import { sequence } from './der';
import { certificateDer, criticalExtension, keyUsage } from './issue';

export interface Certificate {
  readonly der: Buffer;
  /** Base64 of SHA-256 of the certificate. */
  readonly certificateId: string;
  /** Base64 of SHA-256 of the public key's SubjectPublicKeyInfo: the same for every certificate of one key. */
  readonly publicKeyId: string;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

export function selfSigned(
  pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  about: { readonly commonName: string; readonly validFromMs: number; readonly validToMs: number },
): Certificate {
  const subject = [
    { oid: '2.5.4.6', text: 'PL' },
    { oid: '2.5.4.10', text: 'Symulator KSeF' },
    { oid: '2.5.4.3', text: about.commonName },
  ];
  const serial = Buffer.concat([Buffer.from([0x4b]), randomBytes(15)]);
  const keyEnciphermentAndDataEncipherment = keyUsage(0x30, 4);
  const der = certificateDer(
    { ...about, subject, issuer: subject, publicKey: pair.publicKey, issuerKey: pair.privateKey },
    serial,
    [criticalExtension('2.5.29.19', sequence()), keyEnciphermentAndDataEncipherment],
  );
  return {
    der,
    certificateId: sha256(der),
    publicKeyId: sha256(pair.publicKey.export({ type: 'spki', format: 'der' })),
  };
}
