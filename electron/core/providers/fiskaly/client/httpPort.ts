// What the client needs of a network. It decides about nothing but time: no redirects, no retries.

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
  readonly timeoutMs: number;
  /** As configured; empty: none. */
  readonly proxy: string;
}

export interface IncomingAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Uint8Array;
}

export interface HttpPort {
  /** Any status is an answer. Throws HttpTimeout when there was none in time, HttpTrouble when there was none at all. */
  send(request: OutgoingRequest): Promise<IncomingAnswer>;
  /** As `send`; a 2xx body goes to the file, which appears whole or not at all. Any other answer writes nothing and brings its body. */
  save(request: OutgoingRequest, toPath: string): Promise<IncomingAnswer>;
}

export class HttpTimeout extends Error {
  override readonly name = 'HttpTimeout';
}

export class HttpTrouble extends Error {
  override readonly name = 'HttpTrouble';
}
