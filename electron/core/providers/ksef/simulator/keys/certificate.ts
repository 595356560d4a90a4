// A self-signed X.509 v3 certificate over an RSA key, as the simulator's answer to the Ministry's encryption certificates.
import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  bits,
  bool,
  explicit,
  integer,
  nothing,
  octets,
  oid,
  printable,
  sequence,
  set,
  time,
  utf8,
  type Der,
} from './der';

const sha256WithRsa = sequence(oid('1.2.840.113549.1.1.11'), nothing);

function name(commonName: string): Der {
  const part = (type: string, value: Der) => set(sequence(oid(type), value));
  return sequence(
    part('2.5.4.6', printable('PL')),
    part('2.5.4.10', utf8('Symulator KSeF')),
    part('2.5.4.3', utf8(commonName)),
  );
}

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
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' });
  const serial = Buffer.concat([Buffer.from([0x4b]), randomBytes(15)]);
  const keyUsage = octets(bits(Buffer.from([0x30]), 4)); // keyEncipherment, dataEncipherment
  const critical = (id: string, value: Der) => sequence(oid(id), bool(true), value);
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    sha256WithRsa,
    name(about.commonName),
    sequence(time(about.validFromMs), time(about.validToMs)),
    name(about.commonName),
    publicKey,
    explicit(3, sequence(critical('2.5.29.19', octets(sequence())), critical('2.5.29.15', keyUsage))),
  );
  const der = sequence(body, sha256WithRsa, bits(sign('sha256', body, pair.privateKey)));
  return { der, certificateId: sha256(der), publicKeyId: sha256(publicKey) };
}
