// Who answers a call: the script's fault first, then the signature, then the bucket or the object it is for.
import type { Fault } from '../../simulatorKit';
import { empty, page, refuse, tag } from './answers';
import { handleBucket } from './buckets';
import { handleUpload, openUpload } from './multipart';
import { handleObject } from './objects';
import { checkSignature, skewed } from './signature';
import { isFault, type Call } from './world';

export function dispatch(call: Call, bucket: string): Response {
  const early = scripted(call, call.fault);
  if (early) return early;
  const response = route(call, bucket);
  const kind = call.fault?.kind;
  if (kind?.type === 'lose_answer') return broken(0);
  if (kind?.type === 'truncate') {
    response.headers.set('x-simulator-break', String(kind.bytes));
    return response;
  }
  // HEAD is never answered with a body, also not in refusals.
  return call.method === 'HEAD' && response.status >= 300
    ? empty(response.status, Object.fromEntries(response.headers))
    : response;
}

function broken(bytes: number): Response {
  return new Response(null, { status: 200, headers: { 'x-simulator-break': String(bytes) } });
}

/** Faults that keep the call from being carried out at all. */
function scripted(call: Call, fault: Fault | null): Response | null {
  const { region } = call.world.options;
  if (fault?.kind.type === 'cut') return broken(0);
  if (fault?.kind.type === 'status')
    return new Response(fault.kind.body ?? null, { status: fault.kind.status, headers: { ...fault.kind.headers } });
  if (fault?.kind.type !== 'named') return null;
  switch (fault.kind.name) {
    case 'html_page':
      return page(200, 'Welcome to the guest network');
    case 'slow_down':
      return refuse(503, 'SlowDown', 'Please reduce your request rate.');
    case 'internal_error':
      return refuse(500, 'InternalError', 'We encountered an internal error. Please try again.');
    case 'skewed':
      return skewed(call);
    case 'expired_token':
      return refuse(400, 'ExpiredToken', 'The provided token has expired.');
    case 'redirect':
      return empty(302, { location: 'https://elsewhere.example/' });
    case 'elsewhere':
      return refuse(301, 'PermanentRedirect', 'The bucket you are attempting to access must be addressed otherwise.', {
        headers: { 'x-amz-bucket-region': region },
        more: tag('Endpoint', `${call.world.options.bucket}.s3.${region}.amazonaws.com`),
      });
    default:
      return null;
  }
}

function route(call: Call, bucket: string): Response {
  const { key, world, query, method } = call;
  const unsigned = checkSignature(call);
  if (unsigned) return unsigned;
  if (bucket === '') return refuse(403, 'AccessDenied', 'Access Denied');
  if (bucket !== world.options.bucket)
    return refuse(404, 'NoSuchBucket', 'The specified bucket does not exist', { more: tag('BucketName', bucket) });
  if (key === null) return handleBucket(call);
  if (query.has('uploadId')) return handleUpload(call, key);
  if (query.has('uploads') && method === 'POST') return openUpload(call, key);
  if (isFault(call, 'upload_gone')) return refuse(404, 'NoSuchUpload');
  return handleObject(call, key);
}
