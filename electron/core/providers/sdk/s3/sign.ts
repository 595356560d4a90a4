// AWS Signature Version 4 for S3 (S3 API Reference, "Authenticating Requests: Using the Authorization Header").
import { createHash, createHmac } from 'node:crypto';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary keys. */
  readonly sessionToken?: string;
}

export interface Unsigned {
  readonly method: string;
  /** Path and query escaped as they are sent, the query sorted and every name with its `=`. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hex SHA-256 of the body, or `UNSIGNED-PAYLOAD`. */
  readonly payload: string;
}

/** For bodies whose MD5 is signed in their place. */
export const UNSIGNED = 'UNSIGNED-PAYLOAD';
export const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Signs with the same keys again and again: the key of a day is derived once. */
export class Signer {
  readonly #keys: Keys;
  #derived: { readonly scope: string; readonly key: Buffer } | null = null;

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  /** All headers of the request, Authorization among them. */
  sign(request: Unsigned, region: string, atMs: number): Record<string, string> {
    const time = new Date(atMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
    const { accessKeyId, sessionToken } = this.#keys;
    const headers = {
      ...request.headers,
      'x-amz-date': time,
      'x-amz-content-sha256': request.payload,
      ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
    };
    const { names, text } = canonical(request, headers);
    const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
    const signature = hmac(this.#keyOf(scope), `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(text)}`).toString('hex');
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    return { ...headers, authorization };
  }

  #keyOf(scope: string): Buffer {
    if (this.#derived?.scope !== scope) {
      const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${this.#keys.secretAccessKey}`);
      this.#derived = { scope, key: Buffer.from(key) };
    }
    return this.#derived.key;
  }
}

/** Proxies may change the agent; everything else that we send is ours to vouch for. */
function canonical(request: Unsigned, headers: Readonly<Record<string, string>>) {
  const url = new URL(request.url);
  const signed = Object.entries({ ...headers, host: url.host })
    .filter(([name]) => name !== 'user-agent')
    .map(([name, value]) => [name, value.trim().replace(/\s+/g, ' ')] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  const query = url.search.replace(/^\?/, '');
  return { names, text: [request.method, url.pathname, query, lines, names, request.payload].join('\n') };
}
