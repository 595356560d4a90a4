// What can be set about a simulated KSeF. The app passes the three of SimulatorOptions only; the rest is for tests and benches.
import type { SimulatorOptions } from '../../sdk/simulatorKit';
import type { Allowances } from './http/rateLimits';
import type { RangeRule } from './invoices/filters';
import type { TokenKey } from './keys/ellipticKey';

export interface KsefKnobs {
  /** Months of history, the current one included; default 14. */
  readonly months?: number;
  /** Exactly so many invoices up to now, all below the high water mark, and none to come. 0: an empty service. */
  readonly count?: number;
  /** Multiplies the lines of ordinary invoices: 2 makes documents of about 6 kB; default 1. */
  readonly lineFactor?: number;
  /** Distance of the high water mark from now; default one minute. */
  readonly hwmLagMs?: number;
  /** Answers 100 before a login is decided; default 2. */
  readonly loginPolls?: number;
  /** Answers 100 before an export is done; default 1. */
  readonly exportPolls?: number;
  /** Bytes of a plain part; default 50 MB less one block. */
  readonly partSize?: number;
  /** Invoices of a package; default 10,000. */
  readonly maxPackageInvoices?: number;
  /** Records per set of filters; default 10,000. */
  readonly queryLimit?: number;
  /** Answers 150 before an invoice that was sent is decided; default 1. */
  readonly invoicePolls?: number;
  /** Answers 170 or 150 before a closed session is; default 1. */
  readonly sessionPolls?: number;
  /** Answers 21178 before a receipt is there; default 1. */
  readonly receiptPolls?: number;
  /** Invoices of a sending session; default 10,000. */
  readonly maxSessionInvoices?: number;
  /** The company has announced attachments to the tax office; default no. */
  readonly areAttachmentsAllowed?: boolean;
  readonly linkLifeMs?: number;
  readonly packageLifeMs?: number;
  /** Default three_months: what every version of the API allows. */
  readonly rangeRule?: RangeRule;
  readonly rateLimits?: Partial<Allowances> | 'off';
  /** Kind of the key for tokens: RSA by default; on an elliptic one the service reads what one of its clients writes, and that only. */
  readonly tokenKey?: TokenKey;
  /** Lists expired certificates before the valid ones. */
  readonly withDecoyCertificates?: boolean;
  /** Address of the caller as the service sees it; default 127.0.0.1. */
  readonly clientIp?: string;
}

export type KsefSimulatorOptions = SimulatorOptions & KsefKnobs;

export function complete(options: KsefSimulatorOptions) {
  return {
    months: 14,
    lineFactor: 1,
    hwmLagMs: 60_000,
    loginPolls: 2,
    exportPolls: 1,
    partSize: 50_000_000 - 16,
    maxPackageInvoices: 10_000,
    queryLimit: 10_000,
    invoicePolls: 1,
    sessionPolls: 1,
    receiptPolls: 1,
    maxSessionInvoices: 10_000,
    areAttachmentsAllowed: false,
    linkLifeMs: 3_600_000,
    packageLifeMs: 3 * 86_400_000,
    rangeRule: 'three_months' as RangeRule,
    rateLimits: {} as Partial<Allowances> | 'off',
    tokenKey: 'rsa' as TokenKey,
    withDecoyCertificates: false,
    clientIp: '127.0.0.1',
    ...options,
    baseUrl: options.baseUrl.replace(/\/$/, ''),
  };
}

export type CompleteOptions = ReturnType<typeof complete>;
