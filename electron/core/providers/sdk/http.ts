// What a provider may do on the network. Pace, deadlines, retries, Retry-After, redaction and size limits are the engine's.

export interface RateWindow {
  readonly seconds: number;
  readonly limit: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'PROPFIND' | 'MKCOL' | 'MOVE' | 'HEAD';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Names the allowance this call counts against (manifest `limits.groups`). Calls of a group wait for their turn. */
  readonly group?: string;
  /** May be repeated after a lost answer. Default: true for GET, HEAD, PROPFIND; false otherwise. */
  readonly isIdempotent?: boolean;
  /** One attempt, milliseconds; default of the manifest, else 30,000. */
  readonly timeoutMs?: number;
  /** All attempts and waits together; default 120,000. A Retry-After beyond it becomes a `rate_limited` failure with `retryAt`. */
  readonly deadlineMs?: number;
  /** Largest answer accepted; default 8 MiB. */
  readonly maxBytes?: number;
  /** Statuses that are answers for this call and never retried, e.g. 404 while polling. */
  readonly expected?: readonly number[];
  /**
   * Default true: 408, 425 and 429 are tried again within the call. False for services that forbid to repeat what they refused: it ends
   * with the first 4xx, a 429 with its retryAt.
   */
  readonly repeatsRefused?: boolean;
  /** A certificate, PEM, that is trusted besides those of the system: of a server that a firm runs itself. */
  readonly trustedCa?: string;
  /** For addresses that an answer has brought: nothing goes to this computer or its own network, whatever the name says. */
  readonly isPublicOnly?: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** The server's clock minus ours; null when the answer has no Date. Beyond five minutes throw `unavailable('net.clock', { params: { host, minutes } })`. */
  readonly clockSkewMs: number | null;
  /** Decoded by the charset of Content-Type, else as UTF-8. */
  text(): string;
  /** Throws the failure `net.not_json` when the body is something else, e.g. an HTML page with status 200. */
  json(): unknown;
}

export interface DownloadResult {
  /** 2xx: the file is there. Anything else: `refusal` says why, and nothing was written. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
  /** Standard Base64 of SHA-256 over what was written. */
  readonly sha256: string;
  readonly refusal?: HttpAnswer;
}

export interface UploadBody {
  readonly path: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * All throw a `Failure`: unavailable (net.dns, net.refused, net.reset, net.timeout, net.tls*, net.proxy, net.offline, net.redirect,
 * net.too_large, net.server_error, net.circuit_open), rate_limited (net.rate_limited, with retryAt, and retryAfterSeconds and the raw
 * retryAfter among its params) or cancelled. After a failure whose
 * cause is a NetworkProblem that `wasNeverSent` nothing can have happened at the server; after any other one it may have.
 * User-Agent is added when the request has none, nothing else is. Redirects are never followed: a 3xx with a Location is net.redirect
 * unless `expected` names it.
 */
export interface ProviderHttp {
  /**
   * Small calls. Resolves with any final status. 408, 425, 429, 500, 502, 503, 504 and 509 are retried (429 and 425 always, the others
   * when the call is idempotent) and, when that did not help, thrown; other 5xx (501, 505, 507) are answers.
   */
  request(request: HttpRequest): Promise<HttpAnswer>;
  /**
   * Body of the answer straight to a file: `<toPath>.part`, fsync, rename. Retried from the start like a small call. `timeoutMs` is
   * silence, not the whole; without `deadlineMs` there is no other limit, and no `maxBytes` unless given.
   */
  download(
    request: HttpRequest & { readonly toPath: string; readonly onProgress?: (bytes: number) => void },
  ): Promise<DownloadResult>;
  /** The same without a file: how much came and what it was, to compare what was stored somewhere. Nothing is kept of it. */
  digest(request: HttpRequest): Promise<DownloadResult>;
  /**
   * Bytes of a file as the body, with Content-Length, over node:http(s). Not retried: the caller asks the server for the committed
   * offset first. A minute of silence while sending ends it; `timeoutMs` is the wait for the answer after the last byte.
   */
  upload(
    request: HttpRequest & { readonly file: UploadBody; readonly onProgress?: (sent: number) => void },
  ): Promise<HttpAnswer>;
  /**
   * The allowances that the service itself tells, instead of the manifest's; kept for every connection that shares them, also after a
   * restart. Groups that are not named keep theirs.
   */
  learnLimits?(groups: Readonly<Record<string, readonly RateWindow[]>>): Promise<void>;
  /** Closes the sockets that only this connection uses; the next call opens new ones. */
  close?(): Promise<void>;
}
