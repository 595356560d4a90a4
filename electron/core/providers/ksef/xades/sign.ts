// XAdES-BES over our own document: enveloped, exclusive canonicalisation, SHA-256. The pieces are written canonically, so each digest
// is taken of the very text that is sent.
import { createHash, sign, type KeyObject, type X509Certificate } from 'node:crypto';
import { badInput } from '../../sdk/errors';
import type { KeyPair } from '../keyFiles/openKeyPair';
import { authRequestXml, type AuthRequest } from './authRequest';
import { element, xmlText } from './canonicalXml';
import { issuerSerialOf } from './distinguishedName';

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
const C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = `${DS}enveloped-signature`;
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const MIN_RSA_BITS = 2048;

const nsDs = `xmlns:ds="${DS}"`;
const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64');

interface Method {
  readonly uri: string;
  readonly hash: 'sha256' | 'sha384' | 'sha512';
}

const CURVES: Readonly<Record<string, Method>> = {
  prime256v1: { uri: `${MORE}ecdsa-sha256`, hash: 'sha256' },
  secp384r1: { uri: `${MORE}ecdsa-sha384`, hash: 'sha384' },
  secp521r1: { uri: `${MORE}ecdsa-sha512`, hash: 'sha512' },
};

function methodOf(key: KeyObject): Method {
  const { namedCurve = '', modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= MIN_RSA_BITS)
    return { uri: `${MORE}rsa-sha256`, hash: 'sha256' };
  const method = key.asymmetricKeyType === 'ec' ? CURVES[namedCurve] : undefined;
  if (!method)
    throw badInput('key_kind', {
      params: { kind: [key.asymmetricKeyType, namedCurve || modulusLength || ''].join(' ').trim() },
      fieldErrors: { certificate_file: 'key_kind.what' },
    });
  return method;
}

/** `signedAtMs` on KSeF's clock. */
export function signedAuthRequest(request: AuthRequest, pair: KeyPair, signedAtMs: number): string {
  const method = methodOf(pair.privateKey);
  const properties = signedProperties(pair.certificate, signedAtMs);
  const references = [
    reference('', '', [ENVELOPED, C14N], sha256(authRequestXml(request))),
    reference('#SignedProperties', 'http://uri.etsi.org/01903#SignedProperties', [C14N], sha256(properties)),
  ];
  const info = element(
    'ds:SignedInfo',
    nsDs,
    algorithm('ds:CanonicalizationMethod', C14N) + algorithm('ds:SignatureMethod', method.uri) + references.join(''),
  );
  // XML signatures carry R and S side by side, not the DER of other formats; for RSA the word means nothing.
  const value = sign(method.hash, Buffer.from(info, 'utf8'), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
  return `<?xml version="1.0" encoding="UTF-8"?>${authRequestXml(request, signature(info, value, pair, properties))}`;
}

function signature(info: string, value: Buffer, { certificate }: KeyPair, properties: string): string {
  const x509 = element('ds:X509Certificate', '', certificate.raw.toString('base64'));
  const qualifying = element('xades:QualifyingProperties', `xmlns:xades="${XADES}" Target="#Signature"`, properties);
  return element(
    'ds:Signature',
    `${nsDs} Id="Signature"`,
    info +
      element('ds:SignatureValue', '', value.toString('base64')) +
      element('ds:KeyInfo', '', element('ds:X509Data', '', x509)) +
      element('ds:Object', '', qualifying),
  );
}

function algorithm(name: string, uri: string, namespace = ''): string {
  return element(name, `${namespace}Algorithm="${uri}"`, '');
}

function reference(uri: string, type: string, transforms: readonly string[], digest: string): string {
  const steps = transforms.map((one) => algorithm('ds:Transform', one)).join('');
  return element(
    'ds:Reference',
    type === '' ? `URI="${uri}"` : `Type="${type}" URI="${uri}"`,
    element('ds:Transforms', '', steps) + algorithm('ds:DigestMethod', SHA256) + element('ds:DigestValue', '', digest),
  );
}

/** Canonical by itself: each element of the other namespace declares it where it first appears. */
function signedProperties(certificate: X509Certificate, signedAtMs: number): string {
  const { issuer, serial } = issuerSerialOf(certificate.raw);
  const time = new Date(signedAtMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const digest =
    algorithm('ds:DigestMethod', SHA256, `${nsDs} `) + element('ds:DigestValue', nsDs, sha256(certificate.raw));
  const issuerSerial =
    element('ds:X509IssuerName', nsDs, xmlText(issuer)) + element('ds:X509SerialNumber', nsDs, serial);
  const cert = element(
    'xades:Cert',
    '',
    element('xades:CertDigest', '', digest) + element('xades:IssuerSerial', '', issuerSerial),
  );
  return element(
    'xades:SignedProperties',
    `xmlns:xades="${XADES}" Id="SignedProperties"`,
    element(
      'xades:SignedSignatureProperties',
      '',
      element('xades:SigningTime', '', time) + element('xades:SigningCertificate', '', cert),
    ),
  );
}
