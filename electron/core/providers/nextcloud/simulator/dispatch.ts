// Who answers a call: the script's fault first, then maintenance, then the sign-in, then the part of the server it is for.
import type { Fault } from '../../sdk/simulatorKit';
import { davError, empty, json, maintenance, notAuthenticated, page } from './answers';
import { handleFiles } from './files';
import { ACCOUNT } from './options';
import { handleLogin, handleOcs, statusPage } from './service';
import { handleUploads } from './uploads';
import { header, type Call } from './world';

export function dispatch(call: Call, isOurs: boolean): Response {
  const early = scripted(call.fault);
  if (early) return early;
  if (!isOurs) return page(404, '404 Not Found');
  const response = route(call);
  const kind = call.fault?.kind;
  if (kind?.type === 'lose_answer') return broken(0);
  if (kind?.type === 'truncate') {
    response.headers.set('x-simulator-break', String(kind.bytes));
    return response;
  }
  return response;
}

function broken(bytes: number): Response {
  return new Response(null, { status: 200, headers: { 'x-simulator-break': String(bytes) } });
}

/** Faults that keep the call from being carried out at all. */
function scripted(fault: Fault | null): Response | null {
  if (fault?.kind.type === 'cut') return broken(0);
  if (fault?.kind.type === 'status')
    return new Response(fault.kind.body ?? null, { status: fault.kind.status, headers: { ...fault.kind.headers } });
  if (fault?.kind.type !== 'named') return null;
  switch (fault.kind.name) {
    case 'html_page':
      return page(200, 'Welcome to the guest network');
    case 'maintenance':
      return maintenance();
    case 'lock_423':
      return davError(423, 'OCA\\DAV\\Connector\\Sabre\\Exception\\FileLocked', 'The file is locked');
    case 'small_limit_413':
      return page(413, '413 Request Entity Too Large');
    case 'quota_full':
      return davError(507, 'InsufficientStorage', 'Insufficient space');
    case 'redirect':
      return empty(302, { location: 'https://elsewhere.example/' });
    case 'too_many_requests':
      return new Response('[]', { status: 429, headers: { 'retry-after': '7', 'content-type': 'application/json' } });
    default:
      return null;
  }
}

function route(call: Call): Response {
  const { path, world, method, body } = call;
  if (path === '/status.php' && method === 'GET') return statusPage(call);
  if (world.isInMaintenance)
    return path.startsWith('/remote.php') ? maintenance() : json(503, { message: 'maintenance mode' });
  const login = handleLogin(call);
  if (login) return login;
  const user = signedInAs(call);
  if (path.startsWith('/ocs/')) return handleOcs(call, user === null ? null : user === 'app');
  const dav = /^\/remote\.php\/dav\/(files|uploads)\/([^/]+)(\/.*)?$/.exec(path);
  if (!dav) return page(404, 'Page not found');
  if (user === null) return notAuthenticated();
  if (body.length > world.options.bodyLimit) return page(413, '413 Request Entity Too Large');
  // Other people's areas look as if they were not there.
  if (decodeURIComponent(dav[2] ?? '') !== ACCOUNT.userId) return davError(404, 'NotFound', 'Principal not found');
  return dav[1] === 'files' ? handleFiles(call, dav[3] ?? '') : handleUploads(call, dav[3] ?? '');
}

function signedInAs(call: Call): 'password' | 'app' | null {
  const [scheme, value] = (header(call, 'authorization') ?? '').split(' ');
  if (scheme !== 'Basic' || value === undefined) return null;
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const [login, password] = [text.slice(0, colon), text.slice(colon + 1)];
  if (login !== ACCOUNT.login && login !== ACCOUNT.userId) return null;
  if (call.world.appPasswords.has(password)) return 'app';
  return password === ACCOUNT.password ? 'password' : null;
}
