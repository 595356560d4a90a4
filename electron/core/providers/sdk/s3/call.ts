// One signed request to a bucket. A wrong region and a wrong clock are put right, as the service tells them.
import type { DownloadResult, HttpAnswer, HttpRequest, UploadBody } from '../http';
import { addressOf, learnRegion, type Bucket, type Query } from './bucket';
import { readSlowDown, refusalOf, regionOf, wordsOf } from './errors';
import { EMPTY_SHA256 } from './sign';

export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Null: the bucket itself. */
  readonly key: string | null;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** Hex SHA-256 of the body, or `UNSIGNED-PAYLOAD`. */
  readonly payload?: string;
}

/** Below this a clock is right: signatures are good for 15 minutes. */
const SKEW_MATTERS_MS = 60_000;
const REDIRECTS = [301, 307];
/** Both can be wrong at once. */
const MOST_ATTEMPTS = 3;

/** Small calls. */
export function ask(
  bucket: Bucket,
  request: S3Request &
    Pick<HttpRequest, 'body' | 'isIdempotent' | 'maxBytes' | 'expected' | 'timeoutMs' | 'deadlineMs'>,
): Promise<HttpAnswer> {
  const { key: _, query: __, payload: ___, ...plain } = request;
  return corrected(bucket, async (signed) => {
    const expected = [...REDIRECTS, ...(request.expected ?? [])];
    const answer = await bucket.http.request({ ...plain, ...signed(request), expected });
    // HEAD refuses without a word; the bucket's own listing says which region it is.
    const isMute = request.method === 'HEAD' && [301, 307, 400].includes(answer.status) && regionOf(answer) === null;
    if (!isMute) return answer;
    const listing = signed({ method: 'GET', key: null, query: { 'list-type': '2', 'max-keys': '1' } });
    const told = await bucket.http.request({ method: 'GET', ...listing, expected: REDIRECTS });
    return told.status < 300 ? answer : told;
  });
}

/** The bytes of a file. */
export function sendFile(
  bucket: Bucket,
  request: S3Request,
  file: UploadBody,
  onProgress: (sent: number) => void,
): Promise<HttpAnswer> {
  // The server may store copies elsewhere before it answers.
  const rest = { method: request.method, file, onProgress, timeoutMs: 300_000, expected: REDIRECTS } as const;
  return corrected(bucket, (signed) => bucket.http.upload({ ...rest, ...signed(request) }));
}

/** What an object's content is: without keeping it, or written to the disk. */
export async function contentOf(
  bucket: Bucket,
  key: string,
  to?: { readonly toPath: string; readonly onProgress: (bytes: number) => void },
): Promise<DownloadResult> {
  const request = { method: 'GET', ...signedFor(bucket)({ method: 'GET', key }) } as const;
  const taken = to ? bucket.http.download({ ...request, ...to }) : bucket.http.digest(request);
  const result = await taken.catch((error: unknown) => {
    throw readSlowDown(error);
  });
  if (result.refusal) throw refusalOf(result.refusal, 'GET', { path: `/${key}` });
  return result;
}

/** Without a signature: what answers there, and what time it has. */
export async function askUnsigned(bucket: Bucket, query: Query): Promise<HttpAnswer> {
  const answer = await bucket.http.request({
    method: 'GET',
    url: addressOf(bucket, null, query),
    headers: { 'user-agent': bucket.userAgent },
    expected: REDIRECTS,
    ...trust(bucket),
  });
  learnTime(bucket, answer);
  return answer;
}

type Signed = Pick<HttpRequest, 'url' | 'headers' | 'trustedCa'>;

function signedFor(bucket: Bucket): (request: S3Request) => Signed & { headers: Record<string, string> } {
  return (request) => {
    const url = addressOf(bucket, request.key, request.query);
    const { region, skewMs } = bucket.learnt;
    const unsigned = {
      method: request.method,
      url,
      headers: { 'user-agent': bucket.userAgent, ...request.headers },
      payload: request.payload ?? EMPTY_SHA256,
    };
    return { url, headers: bucket.signer.sign(unsigned, region, bucket.clock.now() + skewMs), ...trust(bucket) };
  };
}

function trust({ trustedCa }: Bucket): Pick<HttpRequest, 'trustedCa'> {
  return trustedCa === undefined ? {} : { trustedCa };
}

type Signing = ReturnType<typeof signedFor>;

async function corrected(bucket: Bucket, send: (signed: Signing) => Promise<HttpAnswer>): Promise<HttpAnswer> {
  try {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await send(signedFor(bucket));
      if (attempt >= MOST_ATTEMPTS || !learnFrom(bucket, answer)) return answer;
    }
  } catch (error) {
    throw readSlowDown(error);
  }
}

/** Whether the same request is worth sending again with what the answer taught. */
function learnFrom(bucket: Bucket, answer: HttpAnswer): boolean {
  if (answer.status < 300 || answer.status > 403) return false;
  const code = wordsOf(answer)?.code ?? '';
  // HEAD is refused without a word, also for a wrong clock.
  if (code === 'RequestTimeTooSkewed' || (code === '' && answer.status === 403)) return learnTime(bucket, answer);
  const isElsewhere =
    REDIRECTS.includes(answer.status) ||
    code === 'AuthorizationHeaderMalformed' ||
    (code === '' && answer.status === 400);
  const region = isElsewhere ? regionOf(answer) : null;
  return region !== null && learnRegion(bucket, region);
}

function learnTime(bucket: Bucket, { clockSkewMs }: HttpAnswer): boolean {
  if (clockSkewMs === null) return false;
  const skewMs = Math.abs(clockSkewMs) < SKEW_MATTERS_MS ? 0 : clockSkewMs;
  const isNews = skewMs !== bucket.learnt.skewMs;
  bucket.learnt.skewMs = skewMs;
  return isNews;
}
