// Certificates for people and firms, as the simulated KSeF and its users need them: any subject, RSA or EC, from a CA or from themselves.
import { randomBytes, sign, type KeyObject } from 'node:crypto';
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

export interface NamePart {
  readonly oid: string;
  readonly text: string;
}

export interface CertificateOrder {
  readonly subject: readonly NamePart[];
  readonly publicKey: KeyObject;
  readonly issuer: readonly NamePart[];
  readonly issuerKey: KeyObject;
  readonly validFromMs: number;
  readonly validToMs: number;
  /** 16 hex digits; random when it does not matter. */
  readonly serial?: string;
  /** Login is digitalSignature; Offline is nonRepudiation. */
  readonly usage?: 'digitalSignature' | 'nonRepudiation' | 'keyCertSign';
}

const COUNTRY = '2.5.4.6';
const USAGE = { digitalSignature: [0x80, 7], nonRepudiation: [0x40, 6], keyCertSign: [0x04, 2] } as const;

export function nameDer(parts: readonly NamePart[]): Der {
  return sequence(
    ...parts.map((part) => set(sequence(oid(part.oid), part.oid === COUNTRY ? printable(part.text) : utf8(part.text)))),
  );
}

export function signatureAlgorithm(key: KeyObject): Der {
  return key.asymmetricKeyType === 'ec'
    ? sequence(oid('1.2.840.10045.4.3.2'))
    : sequence(oid('1.2.840.113549.1.1.11'), nothing);
}

export function issueCertificate(order: CertificateOrder): Buffer {
  const [byte, unused] = USAGE[order.usage ?? 'digitalSignature'];
  const serial =
    order.serial === undefined
      ? Buffer.concat([Buffer.from([0x01]), randomBytes(7)])
      : Buffer.from(order.serial, 'hex');
  return certificateDer(order, serial, [keyUsage(byte, unused)]);
}

export const criticalExtension = (id: string, value: Der): Der => sequence(oid(id), bool(true), octets(value));
export const keyUsage = (byte: number, unusedBits: number): Der =>
  criticalExtension('2.5.29.15', bits(Buffer.from([byte]), unusedBits));

/** X.509 v3 (RFC 5280 §4.1), signed by its issuer's key. */
export function certificateDer(
  order: Omit<CertificateOrder, 'serial' | 'usage'>,
  serial: Buffer,
  extensions: readonly Der[],
): Buffer {
  const algorithm = signatureAlgorithm(order.issuerKey);
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    algorithm,
    nameDer(order.issuer),
    sequence(time(order.validFromMs), time(order.validToMs)),
    nameDer(order.subject),
    order.publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  );
  return sequence(body, algorithm, bits(sign('sha256', body, order.issuerKey)));
}
