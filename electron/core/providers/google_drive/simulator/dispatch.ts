// Who answers a call: by host and path, after the token is found right.
import { underFault } from '../../sdk/simulatorKit';
import { full, refusal } from './answers';
import { about, create, generateIds, get, list, remove, update } from './files';
import { SCOPE } from './options';
import { proceed, upload } from './uploads';
import type { Call } from './world';

type Early = Omit<Call, 'seesAll' | 'query'>;

/** `/www.googleapis.com/drive/v3/files`: the host that was asked is the first segment. */
export async function dispatch(call: Early, pathname: string): Promise<Response> {
  return underFault(call.fault, () => route(call, pathname), namedAnswer);
}

function namedAnswer(name: string): Response | null {
  switch (name) {
    case 'html_page':
      return new Response('<!DOCTYPE html><html><body>Welcome to the guest network</body></html>', {
        headers: { 'content-type': 'text/html' },
      });
    case 'expired_token':
      return unauthorised();
    case 'too_many_calls':
      return refusal(403, 'userRateLimitExceeded', 'User Rate Limit Exceeded.', 'usageLimits');
    case 'day_used_up':
      return refusal(403, 'uploadLimitExceeded', 'The upload limit of this day is used up.', 'usageLimits');
    case 'quota_full':
      return full();
    default:
      return null;
  }
}

const unauthorised = (): Response => refusal(401, 'authError', 'Invalid Credentials');

function route(early: Early, pathname: string): Response | Promise<Response> {
  const { world, request, body } = early;
  const [, host = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
  const { method, headers } = request;
  if (host === 'accounts.google.com' && path === '/o/oauth2/v2/auth' && method === 'GET')
    return world.auth.page(request);
  if (host === 'oauth2.googleapis.com' && path === '/token')
    return world.auth.token(new Request(request.url, { method, headers, body: new Uint8Array(body) }));
  if (host !== 'www.googleapis.com') return new Response('Not Found', { status: 404 });
  if (headers.get('authorization') === null) return refusal(401, 'required', 'Login Required.');
  const scope = world.auth.scopeOf(request);
  if (scope === null) return unauthorised();
  const call: Call = {
    ...early,
    query: new URL(request.url).searchParams,
    seesAll: scope.includes(`${SCOPE}drive`) && !scope.includes('drive.file'),
  };
  return api(call, path) ?? refusal(404, 'notFound', 'Not Found');
}

function api(call: Call, path: string): Response | null {
  const { request, query } = call;
  const { method } = request;
  const [, area, id] = /^\/(drive|upload\/drive)\/v3\/files(?:\/([^/]+))?$/.exec(path) ?? [];
  if (path === '/drive/v3/about' && method === 'GET') return about(call);
  if (area === 'upload/drive') return uploads(call, id ?? null, query.get('upload_id'));
  if (area !== 'drive') return null;
  if (id === undefined) return method === 'GET' ? list(call) : method === 'POST' ? create(call) : null;
  if (id === 'generateIds' && method === 'GET') return generateIds(call);
  switch (method) {
    case 'GET':
      return get(call, decodeURIComponent(id));
    case 'PATCH':
      return update(call, decodeURIComponent(id));
    case 'DELETE':
      return remove(call, decodeURIComponent(id));
    default:
      return null;
  }
}

function uploads(call: Call, id: string | null, session: string | null): Response | null {
  const { method } = call.request;
  if (session !== null && (method === 'PUT' || method === 'POST')) return proceed(call, session);
  if (session !== null && method === 'DELETE') {
    call.world.sessions.delete(session);
    return new Response(null, { status: 499 });
  }
  if (id === null) return method === 'POST' ? upload(call, null) : null;
  return method === 'PATCH' ? upload(call, decodeURIComponent(id)) : null;
}
