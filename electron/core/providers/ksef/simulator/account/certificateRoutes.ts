// /certificates: limits, the data of a request, enrolment, retrieval, revocation. Only who came with a certificate may ask for another.
import type { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { badRequest, empty, json } from '../http/answers';
import { jsonBody, pageOffset, pageSize, query } from '../http/body';
import type { AuthorizedCall, ProtectedRoute, Route } from '../http/call';
import { fromMs, isoTicks } from '../instants';
import { referenceNumber } from '../numbers';
import type { NamePart } from '../keys/issue';
import type { World } from '../world';
import { readCsr } from './csr';
import { holderOf } from '../auth/certificateHolder';

const LIMIT = { enrollment: 300, certificate: 100 };
const serial = z.string().regex(/^[0-9A-F]{16}$/);
const kind = z.enum(['Authentication', 'Offline']);

interface Issued {
  readonly reference: string;
  readonly name: string;
  readonly type: z.infer<typeof kind>;
  readonly certificate: X509Certificate;
  readonly requestedMs: number;
  pollsLeft: number;
  isRevoked: boolean;
}

const FIELDS: Readonly<Record<string, string>> = {
  '2.5.4.3': 'commonName',
  '2.5.4.6': 'countryName',
  '2.5.4.42': 'givenName',
  '2.5.4.4': 'surname',
  '2.5.4.5': 'serialNumber',
  '2.5.4.45': 'uniqueIdentifier',
  '2.5.4.10': 'organizationName',
  '2.5.4.97': 'organizationIdentifier',
};

export function certificateRoutes(world: World): readonly Route[] {
  const issued: Issued[] = [];
  let enrolled = 0;
  const own = (method: ProtectedRoute['method'], path: string, handle: ProtectedRoute['handle']): ProtectedRoute => ({
    method,
    path,
    access: 'token',
    tokens: ['ContextToken'],
    group: 'other',
    handle,
  });

  /** A KSeF certificate repeats what the certificate of the sign-in says. */
  const subjectOf = (call: AuthorizedCall): readonly NamePart[] => {
    const { certificate } = call.session;
    if (!certificate) throw badRequest(25001, 'Brak danych do CSR dla tej metody uwierzytelnienia.');
    return world.authority.subjectOf(certificate);
  };
  const find = (number: string): Issued => {
    const found = issued.find(({ certificate }) => certificate.serialNumber === number);
    if (!found) throw badRequest(25008, 'Certyfikat nie istnieje.');
    return found;
  };

  const enroll = async (call: AuthorizedCall): Promise<Response> => {
    const Enrol = z.strictObject({
      certificateName: z.string().min(5).max(100),
      certificateType: kind,
      csr: z.string().min(1),
      validFrom: z.string().nullish(),
    });
    const body = await jsonBody(call.request, Enrol);
    if (!call.session.certificate) throw badRequest(25002, 'Wniosek niedozwolony dla tej metody uwierzytelnienia.');
    if (enrolled >= LIMIT.enrollment) throw badRequest(25006, 'Osiągnięto limit wniosków.');
    const { publicKey, subject } = readCsr(body.csr);
    const expected = subjectOf(call);
    const text = (parts: readonly NamePart[]) =>
      parts
        .map((part) => `${part.oid}=${part.text}`)
        .toSorted()
        .join('|');
    if (text(subject) !== text(expected)) throw badRequest(25003, 'Dane CSR niezgodne z danymi uwierzytelnienia.');
    enrolled += 1;
    const requestedMs = world.now();
    const reference = referenceNumber('EH', fromMs(requestedMs));
    const certificate = world.authority.issue({
      subject,
      publicKey,
      validFromMs: requestedMs - 1000,
      validToMs: requestedMs + 730 * 86_400_000,
      usage: body.certificateType === 'Offline' ? 'nonRepudiation' : 'digitalSignature',
    });
    issued.push({
      reference,
      name: body.certificateName,
      type: body.certificateType,
      certificate,
      requestedMs,
      pollsLeft: 1,
      isRevoked: false,
    });
    return json(202, { referenceNumber: reference, timestamp: isoTicks(fromMs(requestedMs)) });
  };

  const status = ({ params }: AuthorizedCall): Response => {
    const found = issued.find(({ reference }) => reference === params['referenceNumber']);
    if (!found) throw badRequest(25005, 'Wniosek nie istnieje.');
    const isDone = found.pollsLeft <= 0;
    found.pollsLeft -= 1;
    return json(200, {
      requestDate: isoTicks(fromMs(found.requestedMs)),
      status: isDone
        ? { code: 200, description: 'Wniosek obsłużony' }
        : { code: 100, description: 'Wniosek w trakcie przetwarzania' },
      certificateSerialNumber: isDone ? found.certificate.serialNumber : null,
    });
  };

  const retrieve = async ({ request }: AuthorizedCall): Promise<Response> => {
    const body = await jsonBody(request, z.strictObject({ certificateSerialNumbers: z.array(serial).min(1).max(10) }));
    const certificates = body.certificateSerialNumbers.map(find).map((one) => ({
      certificate: one.certificate.raw.toString('base64'),
      certificateName: one.name,
      certificateSerialNumber: one.certificate.serialNumber,
      certificateType: one.type,
    }));
    return json(200, { certificates });
  };

  const list = async (call: AuthorizedCall): Promise<Response> => {
    const paging = query(call.url, z.strictObject({ pageOffset, pageSize: pageSize(10, 50, 10) }));
    const Query = z.strictObject({
      certificateSerialNumber: serial.nullish(),
      name: z.string().nullish(),
      type: kind.nullish(),
      status: z.enum(['Active', 'Blocked', 'Revoked', 'Expired']).nullish(),
      expiresAfter: z.string().nullish(),
    });
    const filter = await jsonBody(call.request, Query);
    const all = issued
      .map((one) => ({ one, state: one.isRevoked ? 'Revoked' : 'Active' }))
      .filter(
        ({ one, state }) => (!filter.status || filter.status === state) && (!filter.type || filter.type === one.type),
      )
      .filter(({ one }) => one.name.includes(filter.name ?? ''));
    const from = paging.pageOffset * paging.pageSize;
    const certificates = all.slice(from, from + paging.pageSize).map(({ one, state }) => ({
      certificateSerialNumber: one.certificate.serialNumber,
      name: one.name,
      type: one.type,
      commonName: world.authority.subjectOf(one.certificate).find(({ oid }) => oid === '2.5.4.3')?.text ?? '',
      status: state,
      subjectIdentifier: holderOf(one.certificate) ?? { type: 'Fingerprint', value: '0'.repeat(64) },
      validFrom: isoTicks(fromMs(Date.parse(one.certificate.validFrom))),
      validTo: isoTicks(fromMs(Date.parse(one.certificate.validTo))),
      lastUseDate: null,
      requestDate: isoTicks(fromMs(one.requestedMs)),
    }));
    return json(200, { certificates, hasMore: from + paging.pageSize < all.length });
  };

  const revoke = async ({ request, params }: AuthorizedCall): Promise<Response> => {
    const reason = z.enum(['Unspecified', 'Superseded', 'KeyCompromise']).nullish();
    await jsonBody(request, z.strictObject({ revocationReason: reason }));
    const found = find(params['certificateSerialNumber'] ?? '');
    if (found.isRevoked) throw badRequest(25009, 'Certyfikatu nie można unieważnić.');
    found.isRevoked = true;
    world.authority.revoke(found.certificate.serialNumber);
    return empty(204);
  };

  return [
    own('GET', '/certificates/limits', ({ session }) =>
      json(200, {
        canRequest: session.certificate !== null,
        enrollment: { remaining: LIMIT.enrollment - enrolled, limit: LIMIT.enrollment },
        certificate: { remaining: LIMIT.certificate - issued.length, limit: LIMIT.certificate },
      }),
    ),
    own('GET', '/certificates/enrollments/data', (call) =>
      json(200, Object.fromEntries(subjectOf(call).map(({ oid, text }) => [FIELDS[oid] ?? oid, text]))),
    ),
    own('POST', '/certificates/enrollments', enroll),
    own('GET', '/certificates/enrollments/{referenceNumber}', status),
    own('POST', '/certificates/retrieve', retrieve),
    own('POST', '/certificates/query', list),
    own('POST', '/certificates/{certificateSerialNumber}/revoke', revoke),
  ];
}
