// X.509 certificates made on the spot (RFC 5280, as little DER as it takes), so that tests need no tool and no file that expires.
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Certificate {
  issue(options: CertificateOptions): Certificate;
}

export interface CertificateOptions {
  readonly dnsNames?: readonly string[];
  readonly addresses?: readonly (readonly [number, number, number, number])[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

const day = 24 * 60 * 60_000;

export function makeAuthority(name = 'Test authority'): Authority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const own = build(
    { subject: name, issuer: name, publicKey: keys.publicKey, signer: keys.privateKey, isAuthority: true },
    {},
  );
  return {
    cert: own,
    key: pem(keys.privateKey),
    issue(options) {
      const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const parts = { subject: 'Test server', issuer: name, publicKey: leaf.publicKey, signer: keys.privateKey };
      return { cert: build({ ...parts, isAuthority: false }, options), key: pem(leaf.privateKey) };
    },
  };
}

export function makeSelfSigned(options: CertificateOptions): Certificate {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const parts = { subject: 'Alone', issuer: 'Alone', publicKey: keys.publicKey, signer: keys.privateKey };
  return { cert: build({ ...parts, isAuthority: false }, options), key: pem(keys.privateKey) };
}

interface Parts {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly isAuthority: boolean;
}

function build(parts: Parts, options: CertificateOptions): string {
  const names = [
    ...(options.dnsNames ?? []).map((name) => der(0x82, Buffer.from(name, 'ascii'))),
    ...(options.addresses ?? []).map((address) => der(0x87, Buffer.from(address))),
  ];
  const extensions = [
    extension('551d13', sequence(parts.isAuthority ? [der(0x01, Buffer.from([0xff]))] : [])),
    ...(names.length > 0 ? [extension('551d11', sequence(names))] : []),
  ];
  const ecdsaSha256 = sequence([oid('2a8648ce3d040302')]);
  const unsigned = sequence([
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaSha256,
    commonName(parts.issuer),
    sequence([
      time(options.notBefore ?? new Date(Date.now() - day)),
      time(options.notAfter ?? new Date(Date.now() + day)),
    ]),
    commonName(parts.subject),
    parts.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extensions)),
  ]);
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', unsigned, parts.signer)]);
  const whole = sequence([unsigned, ecdsaSha256, der(0x03, signature)]);
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function der(tag: number, content: Uint8Array): Buffer {
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
const sequence = (parts: readonly Uint8Array[]) => der(0x30, Buffer.concat(parts));
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const extension = (id: string, value: Uint8Array) => sequence([oid(id), der(0x04, value)]);
const commonName = (name: string) => sequence([der(0x31, sequence([oid('550403'), der(0x0c, Buffer.from(name))]))]);
const time = (at: Date) => der(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
