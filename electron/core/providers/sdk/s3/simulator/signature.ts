// Checks Signature Version 4 as S3 does, from the request as it came; written from the service's side.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { refuse, tag, time } from './answers';
import { header, type Call } from './world';

const FIFTEEN_MINUTES_MS = 15 * 60_000;
const CREDENTIAL = /^([^/]+)\/(\d{8})\/([a-z0-9-]+)\/s3\/aws4_request$/;

/** The refusal, or null when the signature is good. */
export function checkSignature(call: Call): Response | null {
  const { world } = call;
  const { keys, region } = world.options;
  const given = header(call, 'authorization');
  if (given === null) return denied('Access Denied');
  const fields = new Map(
    given
      .replace(/^AWS4-HMAC-SHA256\s+/, '')
      .split(/\s*,\s*/)
      .map((it) => [it.slice(0, it.indexOf('=')), it.slice(it.indexOf('=') + 1)] as const),
  );
  const [, id, day, scopeRegion] = CREDENTIAL.exec(fields.get('Credential') ?? '') ?? [];
  const stamp = header(call, 'x-amz-date') ?? '';
  if (!given.startsWith('AWS4-HMAC-SHA256 ') || id === undefined || day === undefined || scopeRegion === undefined)
    return refuse(400, 'AuthorizationHeaderMalformed', 'The authorization header is malformed');
  if (id !== keys.id)
    return refuse(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      more: tag('AWSAccessKeyId', id),
    });
  if (header(call, 'x-amz-security-token') !== (keys.token ?? null))
    return refuse(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
  const atMs = Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6.000Z'));
  if (Number.isNaN(atMs) || !stamp.startsWith(day)) return denied('AWS authentication requires a valid Date header');
  if (Math.abs(world.options.now() - atMs) > FIFTEEN_MINUTES_MS) return skewed(call);
  if (scopeRegion !== region)
    return refuse(
      400,
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${scopeRegion}' is wrong; expecting '${region}'`,
      { more: tag('Region', region) },
    );
  return checkSigned(call, { fields, stamp, day });
}

export function skewed({ world }: Call): Response {
  const now = world.options.now();
  return refuse(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    {
      more: `${tag('ServerTime', time(now))}${tag('MaxAllowedSkewMilliseconds', FIFTEEN_MINUTES_MS)}`,
    },
  );
}

const denied = (message: string) => refuse(403, 'AccessDenied', message);

interface Claim {
  readonly fields: ReadonlyMap<string, string>;
  readonly stamp: string;
  readonly day: string;
}

function checkSigned(call: Call, { fields, stamp, day }: Claim): Response | null {
  const names = (fields.get('SignedHeaders') ?? '').split(';');
  const sent = [...call.request.headers.keys()];
  const unsigned = sent.filter((name) => name.startsWith('x-amz-') && !names.includes(name));
  if (!names.includes('host') || unsigned.length > 0)
    return refuse(403, 'AccessDenied', 'There were headers present in the request which were not signed', {
      more: tag('HeadersNotSigned', unsigned.join(', ')),
    });
  const payload = header(call, 'x-amz-content-sha256');
  if (payload === null)
    return refuse(400, 'InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  if (payload.startsWith('STREAMING-'))
    return refuse(501, 'NotImplemented', 'A header you provided implies functionality that is not implemented');
  const actual = createHash('sha256').update(call.body).digest('hex');
  const { keys, region } = call.world.options;
  const url = new URL(call.request.url);
  const pairs = url.search === '' ? [] : url.search.slice(1).split('&');
  const query = pairs
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .sort()
    .join('&');
  const lines = names.map((name) => {
    const value = name === 'content-length' ? String(call.body.length) : (call.request.headers.get(name) ?? '');
    return `${name}:${value.trim().split(/ +/).join(' ')}`;
  });
  const text = `${call.method}\n${url.pathname}\n${query}\n${lines.join('\n')}\n\n${names.join(';')}\n${payload}`;
  let key: Buffer = Buffer.from(`AWS4${keys.secret}`);
  for (const word of [day, region, 's3', 'aws4_request']) key = createHmac('sha256', key).update(word).digest();
  const hashed = createHash('sha256').update(text).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', stamp, `${day}/${region}/s3/aws4_request`, hashed].join('\n');
  const expected = createHmac('sha256', key).update(toSign).digest();
  const given = Buffer.from(fields.get('Signature') ?? '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return refuse(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
      {
        more: `${tag('StringToSign', toSign)}${tag('CanonicalRequest', text)}`,
      },
    );
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== actual)
    return refuse(
      400,
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  return null;
}
