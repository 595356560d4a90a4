// KSeF's own certificates: limits, the data a request has to repeat, enrolment, retrieval, revocation.
import { z } from 'zod';
import { Nothing, path, type OffsetPaging, type Signed } from './caller';
import { Identifier, Instant, optional, Reference, Status } from './schemas';

export type CertificateType = 'Authentication' | 'Offline';

const Limit = z.looseObject({ remaining: z.int(), limit: z.int() });
const text = optional(z.string());
export const EnrollmentData = z.looseObject({
  commonName: z.string(),
  countryName: z.string(),
  givenName: text,
  surname: text,
  serialNumber: text,
  uniqueIdentifier: text,
  organizationName: text,
  organizationIdentifier: text,
});
export type EnrollmentData = z.infer<typeof EnrollmentData>;

const Item = z.looseObject({
  certificateSerialNumber: z.string(),
  name: z.string(),
  type: z.string(),
  commonName: z.string(),
  status: z.string(),
  subjectIdentifier: Identifier,
  validFrom: Instant,
  validTo: Instant,
  lastUseDate: optional(Instant),
  requestDate: Instant,
});
const Retrieved = z.looseObject({
  certificate: z.string(),
  certificateName: z.string(),
  certificateSerialNumber: z.string(),
  certificateType: z.string(),
});

export interface CertificateQuery {
  readonly certificateSerialNumber?: string;
  readonly name?: string;
  readonly type?: CertificateType;
  readonly status?: 'Active' | 'Blocked' | 'Revoked' | 'Expired';
  readonly expiresAfter?: string;
}

export function certificatesApi({ json }: Signed) {
  const get = <S extends z.ZodType>(of: string, answer: S) => json({ method: 'GET', path: of, group: 'other', answer });
  return {
    limits: () =>
      get('/certificates/limits', z.looseObject({ canRequest: z.boolean(), enrollment: Limit, certificate: Limit })),
    /** Only after a sign-in with a certificate; a token gets 25001. */
    enrollmentData: () => get('/certificates/enrollments/data', EnrollmentData),
    /** `csr`: Base64 of the DER. */
    enroll: (body: {
      readonly certificateName: string;
      readonly certificateType: CertificateType;
      readonly csr: string;
      readonly validFrom?: string;
    }) =>
      json({
        method: 'POST',
        path: '/certificates/enrollments',
        body,
        group: 'other',
        answer: z.looseObject({ referenceNumber: Reference, timestamp: Instant }),
      }),
    enrollmentStatus: (reference: string) =>
      get(
        path`/certificates/enrollments/${reference}`,
        z.looseObject({ requestDate: Instant, status: Status, certificateSerialNumber: text }),
      ),
    /** At most ten serial numbers. */
    retrieve: (certificateSerialNumbers: readonly string[]) =>
      json({
        method: 'POST',
        path: '/certificates/retrieve',
        body: { certificateSerialNumbers },
        group: 'other',
        isIdempotent: true,
        answer: z.looseObject({ certificates: z.array(Retrieved) }),
      }),
    query: (body: CertificateQuery = {}, { pageSize = 50, pageOffset = 0 }: OffsetPaging = {}) =>
      json({
        method: 'POST',
        path: '/certificates/query',
        query: { pageSize, pageOffset },
        body,
        group: 'other',
        isIdempotent: true,
        answer: z.looseObject({ certificates: z.array(Item), hasMore: z.boolean() }),
      }),
    revoke: (serial: string, revocationReason: 'Unspecified' | 'Superseded' | 'KeyCompromise' = 'Unspecified') =>
      json({
        method: 'POST',
        path: path`/certificates/${serial}/revoke`,
        body: { revocationReason },
        group: 'other',
        answer: Nothing,
      }),
  };
}
