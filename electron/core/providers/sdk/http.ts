// What a provider may do on the network. Pace, deadlines, retries, Retry-After, redaction and size limits are the engine's.

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
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  text(): string;
  /** Throws the failure `net.not_json` when the body is something else, e.g. an HTML page with status 200. */
  json(): unknown;
}

export interface DownloadResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
  /** Standard Base64 of SHA-256 over what was written. */
  readonly sha256: string;
}

export interface UploadBody {
  readonly path: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export interface ProviderHttp {
  /**
   * Small calls. Resolves with any final status; throws a `Failure` of kind unavailable (net.dns, net.refused, net.tls, net.timeout,
   * net.reset, net.html, net.too_large), rate_limited (with retryAt) or cancelled. 5xx and 429 are retried here and, when that did not help, thrown.
   */
  request(request: HttpRequest): Promise<HttpAnswer>;
  /** Body of the answer straight to a file (created, fsynced). No credentials of the engine are added. 5xx are retried from the start. */
  download(
    request: HttpRequest & { readonly toPath: string; readonly onProgress?: (bytes: number) => void },
  ): Promise<DownloadResult>;
  /** Bytes of a file as the body, with Content-Length, over node:http(s). Not retried: the caller asks the server for the committed offset first. */
  upload(
    request: HttpRequest & { readonly file: UploadBody; readonly onProgress?: (sent: number) => void },
  ): Promise<HttpAnswer>;
}
