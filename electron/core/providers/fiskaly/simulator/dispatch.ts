// One request from the door to its answer: the script's fault first, then who is asking, then the operation.
import type { Fault } from '../../sdk/simulatorKit';
import { Refusal } from './answers';
import { authenticate, authorize } from './auth';
import { findRoute, isSignIn } from './routes';
import { isNamed, type Call, type World } from './world';

const PLACES = [
  ['/backend/api/v2', 'backend'],
  ['/api/v2', 'middleware'],
  ['/api/v0', 'management'],
  ['/dsfinvk/api/v1', 'dsfinvk'],
] as const;
const MAX_BODY = 1_000_000;

export async function dispatch(world: World, request: Request, body: Buffer, fault: Fault | null): Promise<Response> {
  if (fault?.kind.type === 'cut') return broken(0);
  if (fault?.kind.type === 'status') {
    const { status, headers = {}, body: text = null } = fault.kind;
    return new Response(text, { status, headers });
  }
  const response = await answer(world, request, body, fault);
  response.headers.set('x-request-id', world.unique('sim-request'));
  if (!response.headers.has('date')) response.headers.set('date', new Date(world.options.now()).toUTCString());
  if (fault?.kind.type === 'lose_answer') return broken(0);
  if (fault?.kind.type === 'truncate') response.headers.set('x-simulator-break', String(fault.kind.bytes));
  return response;
}

function broken(bytes: number): Response {
  return new Response(null, { status: 200, headers: { 'x-simulator-break': String(bytes) } });
}

async function answer(world: World, request: Request, body: Buffer, fault: Fault | null): Promise<Response> {
  const url = new URL(request.url);
  const root = new URL(world.options.baseUrl).pathname.replace(/\/$/, '');
  const place = url.pathname.slice(root.length);
  const found = PLACES.find(([base]) => place === base || place.startsWith(`${base}/`));
  if (!found) return new Response('<html>404</html>', { status: 404, headers: { 'content-type': 'text/html' } });
  const [base, where] = found;
  const call: Call = {
    world,
    request,
    method: request.method,
    url,
    path: place.slice(base.length),
    where,
    body,
    fault,
  };
  try {
    return (await scripted(call)) ?? (await route(call));
  } catch (error) {
    if (error instanceof Refusal) return error.respond();
    throw error;
  }
}

async function scripted(call: Call): Promise<Response | null> {
  if (isNamed(call, 'hang')) return new Promise<Response>(() => undefined);
  if (isNamed(call, 'html_page'))
    return new Response('<!DOCTYPE html><title>Welcome</title>', { headers: { 'content-type': 'text/html' } });
  if (isNamed(call, 'token_gone')) call.world.access.clear();
  if (isNamed(call, 'smaers_502'))
    throw new Refusal(502, 'SMAERS_GATEWAY_ERROR_PRECONDITION_UNEXPORTED_LOGS', 'try again');
  if (isNamed(call, 'locked_503')) throw new Refusal(503, 'E_TSS_LOCKED', 'maintenance', { 'retry-after': '120' });
  if (isNamed(call, 'too_many_requests'))
    throw new Refusal(429, 'E_TOO_MANY_REQUESTS', 'slowly', { 'retry-after': '7' });
  return null;
}

async function route(call: Call): Promise<Response> {
  if (call.body.length > MAX_BODY) throw new Refusal(413, null, 'payload too large');
  if (isSignIn(call)) return authenticate(call);
  const found = findRoute(call);
  if (!found) throw new Refusal(404, 'E_NOT_FOUND', `${call.method} ${call.path}`);
  const key = authorize(call);
  if (found.route.isMiddlewareOnly && call.where === 'backend')
    throw new Refusal(432, 'E_USE_MIDDLEWARE', 'use the middleware');
  return found.route.handle({ ...call, key, params: found.params });
}
