// What becomes of a signed AuthTokenRequest: signature, certificate, time, context, rights, in the words of the real service.
import { createHash, type X509Certificate } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { badRequest } from '../http/answers';
import type { World } from '../world';
import { fingerprintOf, holderOf, type Holder } from './certificateHolder';
import { IP_SHAPES, type IpPolicy } from './ipPolicy';
import type { Status } from './sessions';
import { verifySignature } from './xmlSignature';

export interface CertificateLogin {
  readonly challenge: string;
  readonly context: { readonly type: string; readonly value: string };
  readonly holder: Holder;
  readonly certificate: X509Certificate;
  readonly permissions: readonly string[];
  readonly policy: IpPolicy | null;
  readonly failure: Status | null;
}

const NAMESPACES = ['http://ksef.mf.gov.pl/auth/token/2.0', 'http://ksef.mf.gov.pl/auth/token/2.1'];
const nip = '[1-9]((\\d[1-9])|([1-9]\\d))\\d{7}';
const CONTEXTS: Readonly<Record<string, RegExp>> = {
  Nip: new RegExp(`^${nip}$`),
  InternalId: new RegExp(`^${nip}-\\d{5}$`),
  NipVatUe: new RegExp(`^${nip}-[A-Z]{2}[A-Z0-9+*]{2,12}$`),
  PeppolId: /^P[A-Z]{2}[0-9]{6}$/,
};
/** Clocks differ; a signature from further ahead was not made now. */
const MAX_AHEAD_MS = 5 * 60_000;

const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, removeNSPrefix: true });

type Node = Readonly<Record<string, unknown>>;
const at = (node: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>((inner, name) => (inner as Node | undefined)?.[name], node);
const textAt = (node: unknown, ...names: readonly string[]): string => {
  const found = at(node, ...names);
  const inner = typeof found === 'object' ? at(found, '#text') : found;
  return typeof inner === 'string' ? inner : '';
};

export function checkCertificateLogin(world: World, xml: string, mustChain: boolean): CertificateLogin {
  const verified = verifySignature(xml);
  checkProperties(world, verified.properties, verified.certificate);
  const request = at(parser.parse(verified.document), 'AuthTokenRequest');
  if (!NAMESPACES.includes(verified.namespace)) throw schemaProblem('AuthTokenRequest');
  const context = contextOf(at(request, 'ContextIdentifier'));
  const kind = textAt(request, 'SubjectIdentifierType');
  const holder =
    kind === 'certificateFingerprint'
      ? ({ type: 'Fingerprint', value: fingerprintOf(verified.certificate) } as const)
      : kind === 'certificateSubject'
        ? holderOf(verified.certificate)
        : null;
  if (!holder) throw badRequest(21115, 'Nieprawidłowy certyfikat.', 'Certyfikat nie zawiera identyfikatora podmiotu.');
  const permissions = world.grants.permissionsOf(holder, context.value);
  const failure =
    certificateProblem(world, verified.certificate, mustChain) ?? (permissions.length === 0 ? NO_RIGHTS : null);
  return {
    challenge: textAt(request, 'Challenge'),
    context,
    holder,
    certificate: verified.certificate,
    permissions,
    policy: policyOf(at(request, 'AuthorizationPolicy', 'AllowedIps')),
    failure,
  };
}

const NO_RIGHTS: Status = {
  code: 415,
  description: 'Uwierzytelnianie zakończone niepowodzeniem',
  details: ['Brak przypisanych uprawnień'],
};

const schemaProblem = (where: string) =>
  badRequest(21401, 'Dokument nie jest zgodny ze schemą (xsd).', `Element: ${where}`);

function policyOf(node: unknown): IpPolicy | null {
  if (node === undefined) return null;
  const list = (name: string, shape: RegExp): readonly string[] => {
    const found = at(node, name);
    const values = (found === undefined ? [] : [found].flat()).map(String);
    if (values.length > 10 || values.some((value) => !shape.test(value))) throw schemaProblem(name);
    return values;
  };
  return {
    addresses: list('Ip4Address', IP_SHAPES.address),
    ranges: list('Ip4Range', IP_SHAPES.range),
    masks: list('Ip4Mask', IP_SHAPES.mask),
  };
}

function contextOf(node: unknown): { type: string; value: string } {
  const named = Object.keys(CONTEXTS).filter((name) => at(node, name) !== undefined);
  const [type] = named;
  if (type === undefined || named.length !== 1) throw schemaProblem('ContextIdentifier');
  const value = textAt(node, type);
  if (CONTEXTS[type]?.test(value) !== true) throw schemaProblem(type);
  return { type, value };
}

/** XAdES-BES: when it was signed, and with which certificate; both inside the signature. */
function checkProperties(world: World, xml: string, certificate: X509Certificate): void {
  const wrong = (detail: string) =>
    badRequest(9105, 'Format podpisu niezgodny z akceptowanymi profilami XAdES.', detail);
  const properties = at(parser.parse(xml), 'SignedProperties', 'SignedSignatureProperties');
  const time = Date.parse(textAt(properties, 'SigningTime'));
  if (Number.isNaN(time) || time > world.now() + MAX_AHEAD_MS) throw wrong('SigningTime');
  const named = at(properties, 'SigningCertificate', 'Cert');
  const digest = createHash('sha256').update(certificate.raw).digest('base64');
  if (textAt(named, 'CertDigest', 'DigestValue') !== digest) throw wrong('CertDigest');
  if (textAt(named, 'IssuerSerial', 'X509SerialNumber') !== BigInt(`0x${certificate.serialNumber}`).toString())
    throw wrong('X509SerialNumber');
  if (textAt(named, 'IssuerSerial', 'X509IssuerName') === '') throw wrong('X509IssuerName');
}

function certificateProblem(world: World, certificate: X509Certificate, mustChain: boolean): Status | null {
  const refused = (detail: string): Status => ({
    code: 460,
    description: 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędu certyfikatu',
    details: [detail],
  });
  const now = world.now();
  if (Date.parse(certificate.validFrom) > now || Date.parse(certificate.validTo) < now)
    return refused('Nieważny certyfikat');
  if (world.authority.isRevoked(certificate)) return refused('Certyfikat unieważniony');
  const isOurs = world.authority.isIssued(certificate);
  if (!isOurs && (mustChain || !certificate.verify(certificate.publicKey)))
    return refused('Niezaufany łańcuch certyfikatów');
  return null;
}
