// Test data: switches of the test environment. Against any other environment nothing is sent at all.
import { z } from 'zod';
import { rejected } from '../../sdk/errors';
import { call, type Ksef } from '../call';
import type { RateLimits } from './limits';
import { Nothing, path, type Signed } from './caller';
import type { Party } from './permissionTypes';
import type { KsefContextType } from '../../../../../shared/domain/ksefContext';

export interface TestSubject {
  readonly subjectNip: string;
  readonly subjectType: 'EnforcementAuthority' | 'VatGroup' | 'JST';
  readonly subunits?: readonly { readonly subjectNip: string; readonly description: string }[];
  readonly description: string;
  readonly createdDate?: string;
}
export interface TestPerson {
  readonly nip: string;
  readonly pesel: string;
  readonly isBailiff: boolean;
  readonly isDeceased?: boolean;
  readonly description: string;
  readonly createdDate?: string;
}
interface TestRights {
  readonly contextIdentifier: Party<'Nip'>;
  readonly authorizedIdentifier: Party<'Nip' | 'Pesel' | 'Fingerprint'>;
}
export interface SessionLimits {
  readonly onlineSession: Sizes;
  readonly batchSession: Sizes;
}
interface Sizes {
  readonly maxInvoiceSizeInMB: number;
  readonly maxInvoiceWithAttachmentSizeInMB: number;
  readonly maxInvoices: number;
}
export interface SubjectLimits {
  readonly subjectIdentifierType?: 'Nip' | 'Pesel' | 'Fingerprint';
  readonly enrollment?: { readonly maxEnrollments: number };
  readonly certificate?: { readonly maxCertificates: number };
}

/** TEST itself, or an own address on this computer: a simulator. */
function isForTests({ environment }: Ksef): boolean {
  return environment.id === 'test' || environment.isSimulated;
}

export function testDataApi(ksef: Ksef, { json }: Signed) {
  const guard = (): void => {
    if (!isForTests(ksef)) throw rejected('test_data_only', { params: { environment: ksef.environment.name } });
  };
  const open = async (of: string, body: object): Promise<void> => {
    guard();
    await call(ksef, { method: 'POST', path: `/testdata/${of}`, body, group: 'public', answer: Nothing });
  };
  const signed = async (method: 'POST' | 'PUT' | 'DELETE', of: string, body?: object): Promise<void> => {
    guard();
    const more = body === undefined ? {} : { body };
    await json({ method, path: of, ...more, group: 'other', answer: z.unknown().transform(() => undefined) });
  };
  return {
    createSubject: (body: TestSubject) => open('subject', body),
    removeSubject: (subjectNip: string) => open('subject/remove', { subjectNip }),
    createPerson: (body: TestPerson) => open('person', body),
    removePerson: (nip: string) => open('person/remove', { nip }),
    grant: (
      body: TestRights & {
        readonly permissions: readonly { readonly permissionType: string; readonly description: string }[];
      },
    ) => open('permissions', body),
    revoke: (body: TestRights) => open('permissions/revoke', body),
    allowAttachments: (nip: string) => open('attachment', { nip }),
    refuseAttachments: (nip: string, expectedEndDate?: string) => open('attachment/revoke', { nip, expectedEndDate }),
    blockContext: (contextIdentifier: Party<KsefContextType>) => open('context/block', { contextIdentifier }),
    unblockContext: (contextIdentifier: Party<KsefContextType>) => open('context/unblock', { contextIdentifier }),
    setSessionLimits: (body: SessionLimits) => signed('POST', '/testdata/limits/context/session', body),
    resetSessionLimits: () => signed('DELETE', '/testdata/limits/context/session'),
    setSubjectLimits: (body: SubjectLimits) => signed('POST', '/testdata/limits/subject/certificate', body),
    resetSubjectLimits: () => signed('DELETE', '/testdata/limits/subject/certificate'),
    setRateLimits: (rateLimits: RateLimits) => signed('POST', '/testdata/rate-limits', { rateLimits }),
    resetRateLimits: () => signed('DELETE', '/testdata/rate-limits'),
    productionRateLimits: () => signed('POST', '/testdata/rate-limits/production'),
    /** Since 2.7.1. */
    endCertificate: (serial: string, validTo: string) =>
      signed('PUT', path`/testdata/certificates/${serial}`, { validTo }),
  };
}
