// Every call of every group against the official description: the request is held against its schema, and the published example of
// the answer is read by ours.
import { describe, expect, it } from 'vitest';
import { sendingCalls } from '../../../../../tests/support/sendingCalls';
import { exampleHttp } from '../../../../../tests/support/apiExamples';
import { referencePath } from '../../../../../tests/support/reference';
import { isFailure } from '../../../../../shared/errors';
import type { Ksef } from '../call';
import { environmentOf } from '../environments';
import type { Session } from '../session';
import { authSessionsApi } from './authSessions';
import { allPages, path, signedCaller } from './caller';
import { certificatesApi } from './certificates';
import { collectiveIdentifiersApi } from './collectiveIdentifiers';
import { invoicesApi } from './invoices';
import { limitsApi, rateWindows } from './limits';
import { peppolApi } from './peppol';
import { permissionsApi } from './permissions';
import { sessionsApi } from './sessions';
import { testDataApi } from './testData';
import { sendingApi } from './sending';
import { tokensApi } from './tokens';

const description = referencePath('ksef', 'openapi', 'ksef-openapi-2.7.0-test.json');
const examples = referencePath('ksef', 'vectors', 'api-examples.json');
const REF = '20251010-SO-1DCE3E3000-12ECB5B36E-45';
const NUMBER = '5265877635-20250826-0100001AF629-AF';
const SERIAL = '0321C82DA41B4362';
const NIP = '5265877635';
const PESEL = '22271569167';
const PRINT = 'A'.repeat(64);

function bench(environment = 'test', isLeast = false) {
  const place = environmentOf({ environment });
  const http = exampleHttp(description ?? '', examples ?? '', place.apiBase, isLeast);
  const ksef: Ksef = { http, environment: place, userAgent: 'Kontor/test', maySend: true, onWarning: () => undefined };
  const session: Session = {
    ksef,
    context: { type: 'Nip', value: NIP },
    means: 'token',
    run: (call) => call('access'),
    signInAnew: () => Promise.resolve(),
    storedBearer: () => Promise.resolve('refresh'),
    forget: () => Promise.resolve(),
  };
  const signed = signedCaller(session);
  return {
    http,
    session,
    authSessions: authSessionsApi(signed, ksef),
    sessions: sessionsApi(signed),
    sending: sendingApi(session, signed),
    invoices: invoicesApi(session),
    tokens: tokensApi(signed),
    certificates: certificatesApi(signed),
    permissions: permissionsApi(signed),
    limits: limitsApi(signed),
    testData: testDataApi(ksef, signed),
    peppol: peppolApi(ksef),
    collective: collectiveIdentifiersApi(signed),
  };
}
type Bench = ReturnType<typeof bench>;

const person = { type: 'Pesel', value: PESEL } as const;
const description5 = 'Opis uprawnienia';
const personDetails = {
  subjectDetailsType: 'PersonByIdentifier',
  personById: { firstName: 'Jan', lastName: 'Kowalski' },
} as const;
const entityByFp = {
  subjectDetailsType: 'EntityByFingerprint',
  entityByFp: { fullName: 'Firma GmbH', address: 'Berlin' },
} as const;
const firm = { fullName: 'Firma sp. z o.o.' };
const sizes = { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 3, maxInvoices: 10_000 };
const rate = { perSecond: 10, perMinute: 20, perHour: 30 };
const rates = Object.fromEntries(
  [
    'onlineSession batchSession invoiceSend invoiceStatus sessionList sessionInvoiceList sessionMisc invoiceMetadata',
    'invoiceExport invoiceExportStatus invoiceDownload collectiveIdentifier other',
  ]
    .join(' ')
    .split(' ')
    .map((name) => [name, rate]),
);

const calls: Readonly<Record<string, (b: Bench) => Promise<unknown>>> = {
  'GET /auth/sessions': (b) => b.authSessions.list(),
  'DELETE /auth/sessions/{referenceNumber}': (b) => b.authSessions.revoke(REF),
  'DELETE /auth/sessions/current': (b) => b.authSessions.revokeCurrent('refresh'),
  'GET /sessions': (b) => b.sessions.list({ sessionType: 'Online', statuses: ['Succeeded'] }),
  'GET /sessions/{referenceNumber}': (b) => b.sessions.status(REF),
  'GET /sessions/{referenceNumber}/invoices': (b) => b.sessions.invoices(REF),
  'GET /sessions/{referenceNumber}/invoices/failed': (b) => b.sessions.failedInvoices(REF),
  'GET /sessions/{referenceNumber}/invoices/{invoiceReferenceNumber}': (b) => b.sessions.invoiceStatus(REF, REF),
  ...sendingCalls,
  'GET /tokens': (b) => b.tokens.list({ status: ['Active'], description: 'Kontor' }),
  'POST /tokens': (b) => b.tokens.generate({ permissions: ['InvoiceRead'], description: 'Kontor' }),
  'GET /tokens/{referenceNumber}': (b) => b.tokens.get(REF),
  'DELETE /tokens/{referenceNumber}': (b) => b.tokens.revoke(REF),
  'GET /certificates/limits': (b) => b.certificates.limits(),
  'GET /certificates/enrollments/data': (b) => b.certificates.enrollmentData(),
  'POST /certificates/enrollments': (b) =>
    b.certificates.enroll({ certificateName: 'Kontor', certificateType: 'Authentication', csr: 'MIIB' }),
  'GET /certificates/enrollments/{referenceNumber}': (b) => b.certificates.enrollmentStatus(REF),
  'POST /certificates/retrieve': (b) => b.certificates.retrieve([SERIAL]),
  'POST /certificates/query': (b) => b.certificates.query({ status: 'Active' }),
  'POST /certificates/{certificateSerialNumber}/revoke': (b) => b.certificates.revoke(SERIAL, 'Superseded'),
  'GET /limits/context': (b) => b.limits.context(),
  'GET /limits/subject': (b) => b.limits.subject(),
  'GET /rate-limits': (b) => b.limits.rates(),
  'GET /peppol/query': (b) => b.peppol.list(),
  'POST /collective-identifiers': (b) => b.collective.generate([{ ksefNumber: NUMBER }, { ksefNumber: NUMBER }]),
  'POST /collective-identifiers/query': (b) =>
    b.collective.query({ dateCreatedFrom: '2026-09-01T00:00:00+02:00', dateCreatedTo: '2026-09-30T00:00:00+02:00' }),
  'GET /collective-identifiers/ksef/{ksefNumber}': (b) => b.collective.ofInvoice(NUMBER),
  'GET /collective-identifiers/{collectiveIdentifierNumber}/invoices': (b) =>
    b.collective.invoices('5265877635-IZ202609-0100001AF629-AF'),
  'POST /permissions/persons/grants': (b) =>
    b.permissions.grantPerson({
      subjectIdentifier: person,
      permissions: ['InvoiceRead'],
      description: description5,
      subjectDetails: personDetails,
    }),
  'POST /permissions/entities/grants': (b) =>
    b.permissions.grantEntity({
      subjectIdentifier: { type: 'Nip', value: NIP },
      permissions: [{ type: 'InvoiceRead', canDelegate: true }],
      description: description5,
      subjectDetails: firm,
    }),
  'POST /permissions/authorizations/grants': (b) =>
    b.permissions.grantAuthorization({
      subjectIdentifier: { type: 'Nip', value: NIP },
      permission: 'SelfInvoicing',
      description: description5,
      subjectDetails: firm,
    }),
  'POST /permissions/indirect/grants': (b) =>
    b.permissions.grantIndirect({
      subjectIdentifier: person,
      targetIdentifier: { type: 'AllPartners' },
      permissions: ['InvoiceRead'],
      description: description5,
      subjectDetails: personDetails,
    }),
  'POST /permissions/subunits/grants': (b) =>
    b.permissions.grantSubunit({
      subjectIdentifier: person,
      contextIdentifier: { type: 'InternalId', value: `${NIP}-12345` },
      subunitName: 'Oddział',
      description: description5,
      subjectDetails: personDetails,
    }),
  'POST /permissions/eu-entities/administration/grants': (b) =>
    b.permissions.grantEuAdministration({
      subjectIdentifier: { type: 'Fingerprint', value: PRINT },
      contextIdentifier: { type: 'NipVatUe', value: `${NIP}-DE123456789` },
      euEntityName: 'Firma GmbH',
      description: description5,
      subjectDetails: entityByFp,
      euEntityDetails: { fullName: 'Firma GmbH', address: 'Berlin' },
    }),
  'POST /permissions/eu-entities/grants': (b) =>
    b.permissions.grantEuEntity({
      subjectIdentifier: { type: 'Fingerprint', value: PRINT },
      permissions: ['InvoiceRead'],
      description: description5,
      subjectDetails: entityByFp,
    }),
  'DELETE /permissions/common/grants/{permissionId}': (b) => b.permissions.revoke(REF),
  'DELETE /permissions/authorizations/grants/{permissionId}': (b) => b.permissions.revokeAuthorization(REF),
  'GET /permissions/operations/{referenceNumber}': (b) => b.permissions.operation(REF),
  'GET /permissions/attachments/status': (b) => b.permissions.attachments(),
  'POST /permissions/query/personal/grants': (b) => b.permissions.personal({ permissionState: 'Active' }),
  'POST /permissions/query/persons/grants': (b) =>
    b.permissions.persons({ queryType: 'PermissionsInCurrentContext', permissionTypes: ['InvoiceRead'] }),
  'POST /permissions/query/subunits/grants': (b) => b.permissions.subunits(),
  'POST /permissions/query/entities/grants': (b) => b.permissions.entities(),
  'GET /permissions/query/entities/roles': (b) => b.permissions.roles(),
  'POST /permissions/query/subordinate-entities/roles': (b) => b.permissions.subordinateRoles(),
  'POST /permissions/query/authorizations/grants': (b) => b.permissions.authorizations({ queryType: 'Granted' }),
  'POST /permissions/query/eu-entities/grants': (b) => b.permissions.euEntities(),
  'POST /testdata/subject': (b) =>
    b.testData.createSubject({ subjectNip: NIP, subjectType: 'JST', description: 'Gmina testowa' }),
  'POST /testdata/subject/remove': (b) => b.testData.removeSubject(NIP),
  'POST /testdata/person': (b) =>
    b.testData.createPerson({ nip: NIP, pesel: PESEL, isBailiff: false, description: 'Osoba testowa' }),
  'POST /testdata/person/remove': (b) => b.testData.removePerson(NIP),
  'POST /testdata/permissions': (b) =>
    b.testData.grant({
      contextIdentifier: { type: 'Nip', value: NIP },
      authorizedIdentifier: person,
      permissions: [{ permissionType: 'InvoiceRead', description: 'Odczyt' }],
    }),
  'POST /testdata/permissions/revoke': (b) =>
    b.testData.revoke({ contextIdentifier: { type: 'Nip', value: NIP }, authorizedIdentifier: person }),
  'POST /testdata/attachment': (b) => b.testData.allowAttachments(NIP),
  'POST /testdata/attachment/revoke': (b) => b.testData.refuseAttachments(NIP, '2026-12-31'),
  'POST /testdata/context/block': (b) => b.testData.blockContext({ type: 'Nip', value: NIP }),
  'POST /testdata/context/unblock': (b) => b.testData.unblockContext({ type: 'Nip', value: NIP }),
  'POST /testdata/limits/context/session': (b) =>
    b.testData.setSessionLimits({ onlineSession: sizes, batchSession: sizes }),
  'DELETE /testdata/limits/context/session': (b) => b.testData.resetSessionLimits(),
  'POST /testdata/limits/subject/certificate': (b) =>
    b.testData.setSubjectLimits({ enrollment: { maxEnrollments: 3 }, certificate: { maxCertificates: 2 } }),
  'DELETE /testdata/limits/subject/certificate': (b) => b.testData.resetSubjectLimits(),
  'POST /testdata/rate-limits': (b) => b.testData.setRateLimits(rates),
  'DELETE /testdata/rate-limits': (b) => b.testData.resetRateLimits(),
  'POST /testdata/rate-limits/production': (b) => b.testData.productionRateLimits(),
  'PUT /testdata/certificates/{serialNumber}': (b) => b.testData.endCertificate(SERIAL, '2026-12-31T00:00:00+01:00'),
};

/** Documents have no example that is one; the sign-in is held against the description elsewhere. */
const ELSEWHERE = [/^POST \/auth\//, /^GET \/auth\/\{/, /\/upo/, /^\w+ \/invoices\//, /^GET \/security\//];

describe.skipIf(description === null || examples === null)('every call, as the official description has it', () => {
  it.each(Object.keys(calls))('%s', async (name) => {
    const b = bench();
    await calls[name]?.(b);
    expect([...b.http.covered]).toEqual([name]);
    expect(b.http.api.problems).toEqual([]);
    const [sent] = b.http.asked;
    expect(sent?.headers?.['x-error-format']).toBe('problem-details');
  });

  it.each(Object.keys(calls))('%s, answered with the least that is allowed', async (name) => {
    const b = bench('test', true);
    await calls[name]?.(b);
    expect([...b.http.covered]).toEqual([name]);
  });

  it('leaves no operation out', () => {
    const b = bench();
    const all = b.http.api.names.filter((name) => !ELSEWHERE.some((pattern) => pattern.test(name)));
    expect(all.filter((name) => !(name in calls))).toEqual([]);
    expect(all.length).toBeGreaterThan(55);
  });

  it('ignores properties of a later version and turns limits into windows', async () => {
    const b = bench();
    const limits = await b.limits.rates();
    const windows = rateWindows({ ...limits, somethingNew: undefined });
    expect(windows['invoiceExport']?.map(({ seconds }) => seconds)).toEqual([1, 60, 3600]);
    expect(windows['somethingNew']).toBeUndefined();
    expect(rateWindows({ invoiceExport: { perSecond: 0, perMinute: 0, perHour: 7 } })).toEqual({
      invoiceExport: [{ seconds: 3600, limit: 7 }],
    });
  });

  it.each(['prod', 'demo'])('keeps test data away from %s', async (environment) => {
    const b = bench(environment);
    const error = await b.testData.removePerson(NIP).catch((cause: unknown) => cause);
    expect(isFailure(error) && error.spec.key).toBe('test_data_only');
    expect(b.http.asked).toEqual([]);
  });
});

describe('the caller', () => {
  it('lets no name change a path', () => {
    expect(path`/tokens/${'../auth?x'}/y`).toBe('/tokens/..%2Fauth%3Fx/y');
  });

  it('reads a list to its last page', async () => {
    const asked: (string | undefined)[] = [];
    const pages = [{ continuationToken: 'a' }, { continuationToken: 'b' }, { continuationToken: '' }];
    const read = [];
    for await (const page of allPages((token) => {
      asked.push(token);
      return Promise.resolve(pages[asked.length - 1] ?? {});
    }))
      read.push(page);
    expect(asked).toEqual([undefined, 'a', 'b']);
    expect(read.length).toBe(3);
  });
});
