// Who answers a call: by host and path, after the token is found right.
import { underFault } from '../../sdk/simulatorKit';
import { addressed, type Addressed } from './address';
import { CONTENT_HOST, json, notFound, refusal } from './answers';
import { change, children, drive, get, makeFolder, remove } from './items';
import { DEMO } from './options';
import { createSession, put, session } from './uploads';
import type { Call } from './world';

/** `/graph.microsoft.com/v1.0/me`: the host that was asked is the first segment. */
export async function dispatch(call: Call, pathname: string): Promise<Response> {
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
    case 'busy_20':
      return refusal(503, 'serviceNotAvailable', undefined, { 'retry-after': '20' });
    case 'throttled_300':
      return refusal(429, 'activityLimitReached', 'throttledRequest', { 'retry-after': '300' });
    case 'locked':
      return refusal(423, 'resourceLocked');
    default:
      return null;
  }
}

const unauthorised = (): Response => refusal(401, 'InvalidAuthenticationToken');

function route(call: Call, pathname: string): Response | Promise<Response> {
  const { world, request, body } = call;
  const [, host = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
  const { method, headers } = request;
  if (host === 'login.microsoftonline.com') {
    if (/^\/[\w.-]+\/oauth2\/v2\.0\/authorize$/.test(path) && method === 'GET') return world.auth.page(request);
    if (/^\/[\w.-]+\/oauth2\/v2\.0\/token$/.test(path))
      return world.auth.token(new Request(request.url, { method, headers, body: new Uint8Array(body) }));
  }
  if (host === CONTENT_HOST) return content(call, path);
  if (host !== 'graph.microsoft.com') return notFound();
  const scope = world.auth.scopeOf(request);
  if (scope === null) return unauthorised();
  return graph(call, path, scope) ?? refusal(400, 'invalidRequest');
}

function content(call: Call, path: string): Response {
  const [, what, id = ''] = /^\/(upload|download)\/([^/]+)$/.exec(path) ?? [];
  const hasToken = call.request.headers.get('authorization') !== null;
  if (hasToken && !call.world.options.letsTokensPass) return refusal(401, 'unauthenticated');
  if (what === 'upload') return session(call, id);
  const item = what === 'download' ? call.world.items.get(id) : null;
  if (!item || item.bytes === null) return notFound();
  const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(call.request.headers.get('range') ?? '') ?? [];
  const piece = item.bytes.subarray(Number(first), last === '' ? item.bytes.length : Number(last) + 1);
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(piece.length) };
  return new Response(new Uint8Array(piece), { status: piece.length === item.bytes.length ? 200 : 206, headers });
}

function graph(call: Call, path: string, scope: string): Response | null {
  const { method } = call.request;
  const [, api = ''] = /^\/v1\.0(\/.*)$/.exec(path) ?? [];
  const user = { id: '0', displayName: 'Zielona Kuźnia', mail: DEMO.email, userPrincipalName: DEMO.email };
  if (api === '/me') return method === 'GET' ? json(200, user) : null;
  const [, start, inner = ''] = /^(\/me\/drive|\/drives\/[^/]+)(\/.*)?$/.exec(api) ?? [];
  if (start === undefined) return null;
  if (!scope.includes('Files.ReadWrite')) return refusal(403, 'accessDenied');
  if (inner === '') return method === 'GET' ? drive(call) : null;
  if (inner.startsWith('/special/approot') && !call.world.options.hasAppFolder) return refusal(400, 'notSupported');
  const isOwn = scope.includes('Files.ReadWrite.AppFolder');
  if (isOwn && inner.startsWith('/root')) return refusal(403, 'accessDenied');
  const at = addressed(call.world, inner);
  return at && carryOut(call, at);
}

function carryOut(call: Call, at: Addressed): Response | null {
  switch (`${call.request.method} ${at.action}`) {
    case 'GET ':
      return get(call, at);
    case 'PATCH ':
      return change(call, at);
    case 'DELETE ':
      return remove(call, at);
    case 'GET children':
      return children(call, at);
    case 'POST children':
      return makeFolder(call, at);
    case 'PUT content':
      return put(call, at);
    case 'GET content':
      return download(call, at);
    case 'POST createUploadSession':
      return createSession(call, at);
    default:
      return null;
  }
}

function download({ world }: Call, { item }: Addressed): Response {
  if (!item || item === 'root' || item.bytes === null) return notFound();
  const location = `${world.options.baseUrl}/${CONTENT_HOST}/download/${item.id}`;
  return new Response(null, { status: 302, headers: { location } });
}
