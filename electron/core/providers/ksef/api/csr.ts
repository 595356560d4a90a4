// A certificate request (PKCS#10) with exactly the subject that KSeF dictates, signed with a key that was made here and never leaves.
import { generateKeyPair, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { toDer, type Asn1 } from '../keyFiles/asn1';
import type { EnrollmentData } from './certificates';

const { Class, Type } = forge.asn1;
const generate = promisify(generateKeyPair);

/** In the order in which KSeF lists them. */
const ATTRIBUTES: readonly (readonly [string, string])[] = [
  ['commonName', '2.5.4.3'],
  ['countryName', '2.5.4.6'],
  ['givenName', '2.5.4.42'],
  ['surname', '2.5.4.4'],
  ['serialNumber', '2.5.4.5'],
  ['uniqueIdentifier', '2.5.4.45'],
  ['organizationName', '2.5.4.10'],
  ['organizationIdentifier', '2.5.4.97'],
];

const node = (type: forge.asn1.Type, value: string | Asn1[]): Asn1 =>
  forge.asn1.create(Class.UNIVERSAL, type, Array.isArray(value), value);
/** The tag `[0]`, which the types take for a universal one. */
const CONTEXT_0: forge.asn1.Type = Type.NONE;
const sequence = (...items: Asn1[]): Asn1 => node(Type.SEQUENCE, items);
const oid = (dotted: string): Asn1 => node(Type.OID, forge.asn1.oidToDer(dotted).getBytes());
const bits = (bytes: Uint8Array): Asn1 => node(Type.BITSTRING, `\0${Buffer.from(bytes).toString('latin1')}`);

function nameOf(data: EnrollmentData): Asn1 {
  const parts = ATTRIBUTES.flatMap(([field, id]) => {
    const value = data[field];
    if (typeof value !== 'string' || value === '') return [];
    const isPrintable = field === 'countryName';
    const text = isPrintable ? value : Buffer.from(value, 'utf8').toString('latin1');
    const written = isPrintable ? node(Type.PRINTABLESTRING, text) : node(Type.UTF8, text);
    return [node(Type.SET, [sequence(oid(id), written)])];
  });
  return sequence(...parts);
}

export interface CertificateRequest {
  /** Base64 of the DER. */
  readonly csr: string;
  readonly privateKey: KeyObject;
}

/** P-256, as KSeF recommends; RSA with 2048 bits where something else needs it. */
export async function newCertificateRequest(
  data: EnrollmentData,
  kind: 'ec' | 'rsa' = 'ec',
): Promise<CertificateRequest> {
  const { publicKey, privateKey } =
    kind === 'ec' ? await generate('ec', { namedCurve: 'P-256' }) : await generate('rsa', { modulusLength: 2048 });
  const spki = forge.asn1.fromDer(publicKey.export({ type: 'spki', format: 'der' }).toString('latin1'));
  const noAttributes = forge.asn1.create(Class.CONTEXT_SPECIFIC, CONTEXT_0, true, []);
  const info = sequence(node(Type.INTEGER, '\0'), nameOf(data), spki, noAttributes);
  const algorithm =
    kind === 'ec' ? sequence(oid('1.2.840.10045.4.3.2')) : sequence(oid('1.2.840.113549.1.1.11'), node(Type.NULL, ''));
  // Unlike an XML signature this one carries R and S in DER.
  const signature = sign('sha256', toDer(info), privateKey);
  return { csr: toDer(sequence(info, algorithm, bits(signature))).toString('base64'), privateKey };
}
