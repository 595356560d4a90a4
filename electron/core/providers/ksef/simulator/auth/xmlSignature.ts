// Verifies an enveloped XML signature with a library that no client of ours uses, and answers what exactly was signed.
import { X509Certificate, verify, type KeyLike } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { badRequest } from '../http/answers';

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const PROPERTIES = 'http://uri.etsi.org/01903#SignedProperties';

export interface Verified {
  readonly certificate: X509Certificate;
  readonly namespace: string;
  /** Canonical text of the document without its signature. */
  readonly document: string;
  /** Canonical text of XAdES' signed properties. */
  readonly properties: string;
}

const invalid = (detail: string) => badRequest(9105, 'Nieprawidłowy podpis.', detail);

export function verifySignature(xml: string): Verified {
  const signatures = signaturesOf(xml);
  if (signatures.length === 0) throw badRequest(9102, 'Brak podpisu.');
  if (signatures.length > 1) throw badRequest(9103, 'Przekroczona liczba podpisów.');
  const [node] = signatures;
  const certificate = certificateOf(node);
  const signed = new SignedXml({ publicCert: certificate.toString(), getCertFromKeyInfo: () => null });
  for (const [name, hash] of [
    ['sha256', 'sha256'],
    ['sha384', 'sha384'],
    ['sha512', 'sha512'],
  ] as const)
    signed.SignatureAlgorithms[`${MORE}ecdsa-${name}`] = ecdsa(`${MORE}ecdsa-${name}`, hash);
  signed.loadSignature(node as never);
  if (!isValid(signed, xml)) throw invalid('Wartość podpisu lub skrótu jest nieprawidłowa.');
  // In the order of the signature, as the library lists what it has verified.
  const references = Array.from(node?.getElementsByTagNameNS(DS, 'Reference') ?? []);
  const whole = references.findIndex((one) => one.getAttribute('URI') === '');
  const properties = references.findIndex((one) => one.getAttribute('Type') === PROPERTIES);
  const texts = signed.getSignedReferences();
  if (whole < 0) throw invalid('Podpis nie obejmuje całego dokumentu.');
  if (properties < 0) throw invalid('Format podpisu niezgodny z akceptowanymi profilami XAdES.');
  const document = texts[whole] ?? '';
  const namespace = new DOMParser().parseFromString(document, 'text/xml').documentElement.namespaceURI ?? '';
  return { certificate, namespace, document, properties: texts[properties] ?? '' };
}

function isValid(signed: SignedXml, xml: string): boolean {
  try {
    return signed.checkSignature(xml);
  } catch {
    return false;
  }
}

type Node = Element;

function signaturesOf(xml: string): readonly Node[] {
  const problems: string[] = [];
  const collect = (text: string) => void problems.push(text);
  const document = new DOMParser({
    errorHandler: { error: collect, fatalError: collect, warning: collect },
  }).parseFromString(xml, 'text/xml');
  if (problems.length > 0) throw badRequest(9101, 'Nieprawidłowy dokument.', problems[0] ?? '');
  return Array.from(document.getElementsByTagNameNS(DS, 'Signature'));
}

function certificateOf(signature: Node | undefined): X509Certificate {
  const text = signature?.getElementsByTagNameNS(DS, 'X509Certificate')[0]?.textContent ?? '';
  try {
    return new X509Certificate(Buffer.from(text, 'base64'));
  } catch {
    throw badRequest(21115, 'Nieprawidłowy certyfikat.', 'Nie można odczytać certyfikatu z elementu KeyInfo.');
  }
}

/** R and S side by side: the ASN.1 form of other signatures is refused, as the real service does. */
function ecdsa(name: string, hash: string) {
  return class {
    getAlgorithmName = () => name;
    getSignature = (): string => {
      throw new Error('this end only verifies');
    };
    verifySignature = (material: string, key: KeyLike, value: string): boolean =>
      verify(
        hash,
        Buffer.from(material),
        { key: key as string, dsaEncoding: 'ieee-p1363' },
        Buffer.from(value, 'base64'),
      );
  };
}
