// Answers in fiskaly's shapes. Every object carries a field that no published description knows: clients must ignore it.

const UNKNOWN_FIELD = { _future_field: { since: '2.9.0' } };

export function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ ...body, ...UNKNOWN_FIELD }), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

export function binary(bytes: Uint8Array, mediaType: string): Response {
  return new Response(new Uint8Array(bytes), {
    status: 200,
    headers: { 'content-type': mediaType, 'content-length': String(bytes.length) },
  });
}

const ERRORS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Payload Too Large',
  423: 'Locked',
  429: 'Too Many Requests',
  432: 'Use Middleware',
  499: 'Client Closed Request',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** Thrown by handlers; becomes an answer at the door. `code` is null where the real service leaves it out. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly headers: Record<string, string>;
  constructor(status: number, code: string | null, message = '', headers: Record<string, string> = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  respond(): Response {
    const { status, code, message } = this;
    const body = { status_code: status, error: ERRORS[status] ?? 'Error', message };
    return json(status, code === null ? body : { ...body, code }, this.headers);
  }
}

export const invalid = (message: string): Refusal => new Refusal(400, 'E_FAILED_SCHEMA_VALIDATION', message);
