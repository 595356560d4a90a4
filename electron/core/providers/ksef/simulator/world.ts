// Everything one simulated environment holds.
import { Challenges } from './auth/challenges';
import { Grants } from './auth/grants';
import { issueTokens, type IssuedToken, type IssuedTokens } from './auth/knownTokens';
import { Sessions } from './auth/sessions';
import { RateLimiter } from './http/rateLimits';
import { fromMs, toMs, type Micros } from './instants';
import { ExportJobs } from './invoices/exportJobs';
import { history } from './invoices/fromPlan';
import { singleRecord, type InvoiceWish } from './invoices/single';
import { Storage } from './invoices/storage';
import { SendingDesk } from './sending/desk';
import { InvoiceStore, type InvoiceRecord } from './invoices/store';
import { Authority } from './keys/authority';
import { KeyRing } from './keys/keyRing';
import type { CompleteOptions } from './options';

export interface LighthouseBoard {
  readonly status: 'AVAILABLE' | 'MAINTENANCE' | 'FAILURE' | 'TOTAL_FAILURE';
  readonly messages: readonly object[];
}

export class World {
  lighthouse: LighthouseBoard = { status: 'AVAILABLE', messages: [] };
  readonly options: CompleteOptions;
  readonly keys: KeyRing;
  readonly issued: IssuedTokens = issueTokens();
  private readonly made: IssuedToken[] = Object.values(this.issued);
  readonly challenges: Challenges;
  readonly authority: Authority;
  readonly grants = new Grants();
  readonly sessions: Sessions;
  readonly limiter: RateLimiter;
  readonly store = new InvoiceStore();
  readonly exports: ExportJobs;
  readonly storage: Storage;
  readonly sending: SendingDesk;
  readonly blockedContexts = new Set<string>();
  arePagesOverlapping = false;
  /** Where callers seem to come from. */
  clientIp: string;
  private singles = 0;

  constructor(options: CompleteOptions) {
    this.options = options;
    this.clientIp = options.clientIp;
    const { seed, months, hwmLagMs, lineFactor } = options;
    const nowMs = options.now();
    const { tokenKey, withDecoyCertificates: withDecoy } = options;
    this.keys = new KeyRing({ seed, startedMs: nowMs, withDecoy, tokenKey });
    this.challenges = new Challenges(options.now);
    this.authority = new Authority(options.now);
    this.sessions = new Sessions(options.now);
    this.limiter = new RateLimiter(options.now, options.rateLimits);
    this.exports = new ExportJobs(this);
    this.storage = new Storage(this);
    this.sending = new SendingDesk(this);
    const count = options.count;
    this.store.add(
      history({ seed, nowMs, months, hwmLagMs, lineFactor, count, futureMonths: count === undefined ? 2 : 0 }),
    );
  }

  /** Every token, also those that were made here. */
  get tokens(): readonly IssuedToken[] {
    return this.made;
  }

  addToken(token: IssuedToken): void {
    this.made.push(token);
  }

  now(): number {
    return this.options.now();
  }

  /** Nothing earlier or equal to this will appear any more. */
  hwm(): Micros {
    return fromMs(this.now() - this.options.hwmLagMs) + (this.now() % 997);
  }

  add(wishes: readonly InvoiceWish[]): readonly InvoiceRecord[] {
    const usual = toMs(this.hwm()) - 120_000;
    const records = wishes.map((wish) => {
      this.singles += 1;
      return singleRecord(this.options.seed, wish, this.singles, usual + this.singles);
    });
    this.store.add(records);
    return records;
  }

  /** A document as somebody would send it now; the service does not know it yet. */
  draft(wish: InvoiceWish): Buffer {
    this.singles += 1;
    return singleRecord(this.options.seed, { as: 'Subject1', ...wish }, this.singles, this.now()).make().bytes;
  }

  /** Three invoices between the mark and now, one of them a sale. */
  addLateInvoices(): void {
    const step = this.options.hwmLagMs / 4;
    const from = toMs(this.hwm());
    const wish = (n: number) => ({ storedAtMs: Math.floor(from + step * n), visibleAtMs: this.now() });
    this.add([{ ...wish(1) }, { ...wish(2), as: 'Subject1' }, { ...wish(3) }]);
  }
}
