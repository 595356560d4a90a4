// Whom KSeF recognises in a certificate: by a NIP or PESEL in its subject, else by the certificate's fingerprint.
import type { X509Certificate } from 'node:crypto';
import { partsOf } from './distinguishedName';

const SERIAL_NUMBER = '2.5.4.5';
const ORGANIZATION_IDENTIFIER = '2.5.4.97';

export function subjectKindOf(certificate: X509Certificate): 'certificateSubject' | 'certificateFingerprint' {
  const isNamed = partsOf(certificate.raw, 'subject').some(
    ({ oid, text }) =>
      (oid === SERIAL_NUMBER && /^(?:(?:PNOPL|PESEL)\D*\d{11}|(?:TINPL|NIP)\D*\d{10})$/.test(text)) ||
      (oid === ORGANIZATION_IDENTIFIER && /^VATPL\D*\d{10}$/.test(text)),
  );
  return isNamed ? 'certificateSubject' : 'certificateFingerprint';
}
