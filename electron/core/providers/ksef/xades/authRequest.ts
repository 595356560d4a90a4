// AuthTokenRequest 2.1: what a certificate sign-in signs. Version 2.0 differs only in address rules that strict readers refuse.
import type { AllowedIps } from '../../../../../shared/domain/allowedIps';
import type { ContextIdentifier } from '../context';
import { element, xmlText } from './canonicalXml';

const NAMESPACE = 'http://ksef.mf.gov.pl/auth/token/2.1';

export interface AuthRequest {
  readonly challenge: string;
  readonly context: ContextIdentifier;
  /** By the identifiers in the certificate, or by its fingerprint when it holds none. */
  readonly subject: 'certificateSubject' | 'certificateFingerprint';
  readonly allowedIps?: AllowedIps;
}

const MAX_OF_A_KIND = 10;

/** The document with a place for the signature at its end. */
export function authRequestXml(request: AuthRequest, signature = ''): string {
  const { type, value } = request.context;
  const content = [
    element('Challenge', '', xmlText(request.challenge)),
    element('ContextIdentifier', '', element(type, '', xmlText(value))),
    element('SubjectIdentifierType', '', request.subject),
    policy(request.allowedIps),
    signature,
  ];
  return element('AuthTokenRequest', `xmlns="${NAMESPACE}"`, content.join(''));
}

function policy(ips: AllowedIps | undefined): string {
  if (!ips) return '';
  const list = (name: string, values: readonly string[]) => {
    if (values.length > MAX_OF_A_KIND) throw new RangeError(`${name}: at most ten`);
    return values.map((value) => element(name, '', xmlText(value))).join('');
  };
  const all = list('Ip4Address', ips.ip4Addresses) + list('Ip4Range', ips.ip4Ranges) + list('Ip4Mask', ips.ip4Masks);
  return element('AuthorizationPolicy', '', element('AllowedIps', '', all));
}
