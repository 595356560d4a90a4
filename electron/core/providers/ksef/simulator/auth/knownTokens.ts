// KSeF tokens the simulated service has issued. Their texts are constants: the demo company's form values hold the first one.
import { createHash } from 'node:crypto';
import { crc8 } from '../numbers';

export const DEMO_NIP = '5265877635';
/** Another taxpayer of the same service; its invoices are not the demo company's. */
export const OTHER_NIP = '7272445205';

export type TokenState = 'Pending' | 'Active' | 'Revoked';

export interface IssuedToken {
  readonly token: string;
  readonly referenceNumber: string;
  readonly contextNip: string;
  readonly description: string;
  readonly permissions: readonly string[];
  state: TokenState;
  /** Login ends with 480. */
  readonly isBlocked?: boolean;
}

function issued(
  name: string,
  contextNip: string,
  permissions: readonly string[],
  more: Partial<IssuedToken> = {},
): IssuedToken {
  const digest = createHash('sha256').update(`Kontor simulator ${name}`).digest('hex');
  const hex = digest.slice(0, 20).toUpperCase();
  const head = `20260202-EC-${hex.slice(0, 10)}-${hex.slice(10)}`;
  const referenceNumber = `${head}-${crc8(head)}`;
  const secret = createHash('sha256').update(`${digest} secret`).digest('hex');
  const token = `${referenceNumber}|nip-${contextNip}|${secret}`;
  return {
    token,
    referenceNumber,
    contextNip,
    description: `Token ${name}`,
    permissions,
    state: 'Active',
    ...more,
  };
}

/** Fresh records for one simulator. */
export function issueTokens() {
  return {
    /** Reads and issues invoices: what the demo company uses. */
    demo: issued('demo', DEMO_NIP, ['InvoiceRead', 'InvoiceWrite', 'CredentialsRead']),
    readOnly: issued('readOnly', DEMO_NIP, ['InvoiceRead', 'CredentialsRead']),
    readWrite: issued('readWrite', DEMO_NIP, ['InvoiceRead', 'InvoiceWrite', 'CredentialsRead']),
    /** May log in, but not read invoices. */
    withoutInvoiceRead: issued('withoutInvoiceRead', DEMO_NIP, ['CredentialsRead']),
    /** Login ends with 415. */
    noPermission: issued('noPermission', DEMO_NIP, []),
    revoked: issued('revoked', DEMO_NIP, ['InvoiceRead'], { state: 'Revoked' }),
    inactive: issued('inactive', DEMO_NIP, ['InvoiceRead'], { state: 'Pending' }),
    blocked: issued('blocked', DEMO_NIP, ['InvoiceRead'], { isBlocked: true }),
    /** Of another company: valid, but not in the demo company's context. */
    otherCompany: issued('otherCompany', OTHER_NIP, ['InvoiceRead']),
  };
}

export type IssuedTokens = ReturnType<typeof issueTokens>;

/** Well formed, issued by another environment: unknown here. */
export const foreignToken = issued('foreign', DEMO_NIP, []).token;
