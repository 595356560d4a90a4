// What a provider's verbs are given. Everything a provider may touch comes in here; it imports no services.
import type { Clock, Ids, Opener } from '../../ports';
import type { FieldValues } from '../../../../shared/forms/fields';
import type { MessageParams } from '../../../../shared/errors';
import type { ProviderHttp } from './http';

/** Log lines of the run: keys of the provider's texts. Never a secret, never a raw body. */
export interface RunLog {
  info(key: string, params?: MessageParams): void;
  warn(key: string, params?: MessageParams): void;
}

/** What a connection's screen shows beside its state, one of a kind; nothing of it is a failure of the connection. */
export interface ServiceNotice {
  /** `outage` and `maintenance` are now, `announced` is to come, `warning` is a word of the service with an answer that was fine. */
  readonly kind: 'outage' | 'maintenance' | 'announced' | 'warning';
  /** The service's own words, short and without secrets. */
  readonly text: string;
  /** Instants as far as they are known (milliseconds). */
  readonly sinceMs?: number;
  readonly untilMs?: number;
}

export interface NoticeSink {
  /** The newest of its kind stays; it goes by itself after a day. */
  put(notice: ServiceNotice): void;
}

/** Small sealed values that belong to the connection and survive restarts: session tokens, never business data. */
export interface SessionStore {
  get(name: string): Promise<string | null>;
  /** Committed (sealed) before the promise resolves. */
  put(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** Notes that are needed to finish work; they commit in the archive's database. Values may be sealed one by one. */
export interface WorkNotes {
  get(name: string): Promise<string | null>;
  put(name: string, value: string, options?: { readonly seal: boolean }): Promise<void>;
  delete(name: string): Promise<void>;
  /** Names that start with the prefix, sorted. */
  list(prefix: string): Promise<readonly string[]>;
}

export interface ConnectionAccess {
  readonly settings: FieldValues;
  /** The sealed value of a credential field, opened for this call. Missing optional fields are null. */
  credential(field: string): string | null;
}

export interface ProviderContext {
  readonly http: ProviderHttp;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: RunLog;
  readonly notices: NoticeSink;
  readonly signal: AbortSignal;
  readonly connection: ConnectionAccess;
  readonly session: SessionStore;
  /** Kontor and its version, for User-Agent. */
  readonly userAgent: string;
}

/** Progress of the work in hand; the runner thins it to ten a second. */
export interface ProgressSink {
  phase(key: string): void;
  /** `unit` when it is not what the run counts anyway (invoices). */
  progress(done: number, total?: number, unit?: 'invoices' | 'bytes' | 'steps'): void;
  /** The work waits by itself until this instant (milliseconds): shown as waiting, not as running. */
  waiting(untilMs: number | null): void;
  /** Long work in steps that somebody may want to leave alone: how many are done, and when the last one should be. */
  plan?(done: number, total: number, endsAtMs: number): void;
}

export interface WorkContext extends ProviderContext {
  readonly notes: WorkNotes;
  readonly progress: ProgressSink;
  /** A folder for this job's files on the archive's disk; kept until the job is done, so that a restart can go on. */
  readonly spool: string;
}

/** A page in the browser that ends by sending the browser back to this computer. */
export interface PageVisit {
  /** Address of the page, as soon as it is known where it comes back to. */
  readonly page: (redirectUri: string) => string;
  readonly redirect: RedirectAddress;
  /** What comes back without it is not the answer to this visit. */
  readonly state: string;
  /** Told the page's address, which may be opened again. */
  readonly opened: (url: string) => void;
  readonly signal: AbortSignal;
}

export interface RedirectAddress {
  /** As it is registered at the service; what listens is always bound to 127.0.0.1. */
  readonly host: '127.0.0.1' | 'localhost';
  readonly path: string;
  /** Ports that are registered, tried in this order. Empty: the service takes any, so a free one is chosen. */
  readonly ports: readonly number[];
}

export interface PageAnswer {
  readonly redirectUri: string;
  /** `code`, or `error` with what the service says about it. */
  readonly answer: URLSearchParams;
}

/** Exactly one answer within five minutes; then nothing listens any more. */
export type VisitPage = (visit: PageVisit) => Promise<PageAnswer>;

export interface FlowContext extends ProviderContext {
  readonly opener: Opener;
  readonly visit: VisitPage;
}
