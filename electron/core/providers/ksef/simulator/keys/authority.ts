// The simulated KSeF's own certification authority, and one certificate for the demo company's owner.
import { generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { issueCertificate, type NamePart } from './issue';

const DAY_MS = 86_400_000;
const CA_NAME: readonly NamePart[] = [
  { oid: '2.5.4.6', text: 'PL' },
  { oid: '2.5.4.10', text: 'Symulator KSeF' },
  { oid: '2.5.4.3', text: 'Symulator KSeF CA' },
];

export interface PersonalCertificate {
  readonly certificate: X509Certificate;
  readonly privateKey: KeyObject;
  /** As the taxpayer's application hands them out: two PEM files. */
  readonly certificatePem: string;
  readonly keyPem: string;
}

export interface PersonOrder {
  readonly subject: readonly NamePart[];
  readonly key?: 'ec' | 'rsa';
  /** Signed by itself, as anybody may do on TEST. */
  readonly isSelfSigned?: boolean;
  readonly validFromMs?: number;
  readonly validToMs?: number;
}

export const firmSeal = (nip: string, name: string): readonly NamePart[] => [
  { oid: '2.5.4.6', text: 'PL' },
  { oid: '2.5.4.10', text: name },
  { oid: '2.5.4.97', text: `VATPL-${nip}` },
  { oid: '2.5.4.3', text: name },
];

export const person = (identifier: string, givenName: string, surname: string): readonly NamePart[] => [
  { oid: '2.5.4.6', text: 'PL' },
  { oid: '2.5.4.42', text: givenName },
  { oid: '2.5.4.4', text: surname },
  { oid: '2.5.4.5', text: identifier },
  { oid: '2.5.4.3', text: `${givenName} ${surname}` },
];

export class Authority {
  private readonly now: () => number;
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly revoked = new Set<string>();
  /** What was asked to be in a certificate, by its fingerprint: nobody has to read it out of one again. */
  private readonly subjects = new Map<string, readonly NamePart[]>();

  constructor(now: () => number) {
    this.now = now;
  }

  issue(order: Omit<Parameters<typeof issueCertificate>[0], 'issuer' | 'issuerKey'>): X509Certificate {
    const der = issueCertificate({ ...order, issuer: CA_NAME, issuerKey: this.pair.privateKey });
    const certificate = new X509Certificate(der);
    this.subjects.set(certificate.fingerprint256, order.subject);
    return certificate;
  }

  subjectOf(certificate: X509Certificate): readonly NamePart[] {
    return this.subjects.get(certificate.fingerprint256) ?? [];
  }

  /** A key pair and its certificate, made here as a user's own computer would. */
  person(order: PersonOrder): PersonalCertificate {
    const { publicKey, privateKey } =
      order.key === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const about = {
      subject: order.subject,
      publicKey,
      validFromMs: order.validFromMs ?? this.now() - DAY_MS,
      validToMs: order.validToMs ?? this.now() + 730 * DAY_MS,
    };
    const certificate =
      order.isSelfSigned === true
        ? new X509Certificate(issueCertificate({ ...about, issuer: order.subject, issuerKey: privateKey }))
        : this.issue(about);
    return {
      certificate,
      privateKey,
      certificatePem: certificate.toString(),
      keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
  }

  isIssued(certificate: X509Certificate): boolean {
    return certificate.verify(this.pair.publicKey);
  }

  revoke(serial: string): void {
    this.revoked.add(serial.toUpperCase());
  }

  isRevoked(certificate: X509Certificate): boolean {
    return this.revoked.has(certificate.serialNumber.toUpperCase());
  }
}
