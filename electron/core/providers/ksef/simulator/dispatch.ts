// One request from the door to its answer: faults, routing, who is asking, allowances, permissions.
import type { Fault } from '../../sdk/simulatorKit';
import { checkAddress } from './auth/ipPolicy';
import type { NamedFault } from './faults';
import { Refusal, empty, forbidden, json, tooManyRequests, type ErrorFormat, type Refused } from './http/answers';
import { matchPath, type AuthorizedCall, type Call, type ProtectedRoute, type Route } from './http/call';
import type { World } from './world';

const BASE = '/v2';

export async function dispatch(
  world: World,
  routes: readonly Route[],
  request: Request,
  fault: Fault | null,
): Promise<Response> {
  if (fault?.kind.type === 'cut') return broken(200, 0);
  if (fault?.kind.type === 'status') {
    const { status, headers = {}, body = null } = fault.kind;
    return new Response(body, { status, headers });
  }
  const name = fault?.kind.type === 'named' ? (fault.kind.name as NamedFault) : null;
  const response = stamped(world, request, name, await answer(world, routes, request, name));
  if (fault?.kind.type === 'lose_answer') return broken(response.status === 204 ? 200 : response.status, 0);
  if (fault?.kind.type !== 'truncate') return response;
  const headers = new Headers(response.headers);
  headers.set('x-simulator-break', String(fault.kind.bytes));
  return new Response(await response.arrayBuffer(), { status: response.status, headers });
}

const broken = (status: number, bytes: number): Response =>
  new Response(null, { status, headers: { 'x-simulator-break': String(bytes) } });

const HTML =
  '<!DOCTYPE html><html><head><title>Request unsuccessful</title></head><body>Request unsuccessful. Incident ID: 1437000-229</body></html>';

function stamped(world: World, request: Request, fault: NamedFault | null, response: Response): Response {
  const wished = request.headers.get('x-test-system-warning');
  const warning = wished ?? (fault === 'system_warning' ? '[TEST-01]: Planowane prace serwisowe' : null);
  // Header values are ASCII: the real service folds letters too.
  if (warning) response.headers.set('x-system-warning', warning.normalize('NFD').replaceAll(/[^\x20-\x7e]/g, ''));
  const skewMs = fault === 'clock_skew' ? 600_000 : 0;
  if (!response.headers.has('date')) response.headers.set('date', new Date(world.now() + skewMs).toUTCString());
  return response;
}

async function answer(
  world: World,
  routes: readonly Route[],
  request: Request,
  fault: NamedFault | null,
): Promise<Response> {
  const url = new URL(request.url);
  const base = new URL(world.options.baseUrl).pathname.replace(/\/$/, '');
  const path = url.pathname.startsWith(base) ? url.pathname.slice(base.length) : url.pathname;
  const format: ErrorFormat =
    request.headers.get('x-error-format') === 'problem-details' ? 'problem-details' : 'legacy';
  const refused: Refused = { format, path, nowMs: world.now() };
  if (fault === 'html_instead')
    return new Response(HTML, { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
  try {
    if (fault) refuseTooMany(fault, world.now());
    if (fault === 'key_rotation') await world.keys.rotate('emergency', world.now());
    if (path.startsWith('/storage/')) return await world.storage.serve(request, path, fault);
    if (path === '/status' && request.method === 'GET') return json(200, world.lighthouse);
    if (path === '/messages' && request.method === 'GET') return json(200, [...world.lighthouse.messages]);
    if (!path.startsWith(`${BASE}/`)) return empty(404);
    return await route(world, routes, { request, url, clientIp: world.clientIp, fault }, path.slice(BASE.length));
  } catch (error) {
    if (error instanceof Refusal) return error.respond(refused);
    throw error;
  }
}

function refuseTooMany(fault: NamedFault, nowMs: number): void {
  const text = 'Przekroczono limit 20 żądań na godzinę. Spróbuj ponownie po 30 sekundach.';
  if (fault === 'too_many_requests') throw tooManyRequests(text, '30');
  if (fault === 'retry_after_date') throw tooManyRequests(text, new Date(nowMs + 30_000).toUTCString());
  if (fault === 'no_retry_after') throw tooManyRequests(text, null);
}

async function route(
  world: World,
  routes: readonly Route[],
  call: Omit<Call, 'params'>,
  path: string,
): Promise<Response> {
  const matching = routes.flatMap((each) => {
    const params = matchPath(each, path);
    return params ? [{ route: each, params }] : [];
  });
  // A path that is written out wins over one with placeholders.
  const literal = matching.filter((each) => !each.route.path.includes('{'));
  const fitting = literal.length > 0 ? literal : matching;
  if (fitting.length === 0) return empty(404);
  const found = fitting.find((each) => each.route.method === call.request.method);
  if (!found) return empty(405, { allow: fitting.map((each) => each.route.method).join(', ') });
  const complete: Call = { ...call, params: found.params };
  if (found.route.access === 'public') {
    world.limiter.takeAnonymous(call.clientIp);
    return found.route.handle(complete);
  }
  return found.route.handle(admit(world, found.route, complete));
}

/** 401 comes before 429, 429 before 403. */
function admit(world: World, route: ProtectedRoute, call: Call): AuthorizedCall {
  const { session, tokenType } = world.sessions.authorize(call.request.headers.get('authorization'), route.tokens);
  if (route.group === 'anonymous') world.limiter.takeAnonymous(call.clientIp);
  else {
    const counter = route.group === 'other' ? `${route.method} ${route.path}` : '';
    world.limiter.take(route.group, session.contextNip, call.clientIp, counter);
  }
  checkAddress(session.policy, call.clientIp);
  if (world.blockedContexts.has(session.contextNip))
    throw forbidden('security-service-blocked', 'Żądanie zostało zablokowane przez mechanizmy bezpieczeństwa.', {
      incidentId: '1437000-229',
      clientIp: call.clientIp,
    });
  const required = route.permissions ?? [];
  const present = session.permissions;
  if (required.length > 0 && !required.some((permission) => present.includes(permission)))
    throw forbidden('missing-permissions', 'Brak wymaganych uprawnień do wykonania operacji w bieżącym kontekście.', {
      requiredAnyOfPermissions: [...required],
      presentPermissions: [...present],
    });
  return { ...call, session, tokenType };
}
