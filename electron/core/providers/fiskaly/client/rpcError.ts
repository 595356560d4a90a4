// Failures of the protocol: the five of JSON-RPC 2.0 and the three of fiskaly's own.

export const RPC = {
  parse: -32_700,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  invalidParams: -32_602,
  internal: -32_603,
  http: -20_000,
  timeout: -21_000,
  request: -7353,
} as const;
export type RpcCode = (typeof RPC)[keyof typeof RPC];

const MESSAGES: Readonly<Record<RpcCode, string>> = {
  [RPC.parse]: 'Parse error',
  [RPC.invalidRequest]: 'Invalid Request',
  [RPC.methodNotFound]: 'Method not found',
  [RPC.invalidParams]: 'Invalid params',
  [RPC.internal]: 'Internal error',
  [RPC.http]: 'HTTP error',
  [RPC.timeout]: 'HTTP timeout',
  [RPC.request]: 'Request Error',
};

export class RpcError extends Error {
  readonly code: RpcCode;
  /** Says more than the code: a reason in words, or the server's answer. Never a secret. */
  readonly data: unknown;
  constructor(code: RpcCode, data?: unknown, options?: ErrorOptions) {
    super(MESSAGES[code], options);
    this.name = 'RpcError';
    this.code = code;
    this.data = data;
  }
}

export const invalidParams = (reason: string): RpcError => new RpcError(RPC.invalidParams, reason);
export const requestError = (reason: string): RpcError => new RpcError(RPC.request, reason);
