// In this order, as the service does it: is there such a place, who asks, may they, and only then what they want.
import { badToken, noToken, nothing, words } from './answers';
import { clientRoutes, tokenRoute } from './clientRoutes';
import { listRoute, purchaseRoute, sellRoute, soldRoute } from './invoiceRoutes';
import { named, written, type Known } from './mediaTypes';
import type { EdiOptions } from './options';
import type { Client, World } from './world';

export interface Call {
  readonly request: Request;
  readonly world: World;
  readonly options: EdiOptions;
  /** Registry code of whoever asks. */
  readonly code: string;
  readonly root: string;
  readonly fault: string | null;
  /** The one type that is asked for, or the refusal. */
  readonly accepts: (known: readonly Known[]) => Known | Response;
}
export interface ClientCall extends Call {
  readonly client: Client;
}

interface Route {
  readonly methods: readonly string[];
  readonly path: RegExp;
  readonly who: 'mediator' | 'client';
}
const ROOT = '/edi';
const ROUTES = {
  tokens: { methods: ['POST'], path: /^\/clients\/tokens$/, who: 'mediator' },
  clients: { methods: ['POST'], path: /^\/clients$/, who: 'mediator' },
  client: { methods: ['GET', 'DELETE'], path: /^\/clients\/([^/]+)$/, who: 'mediator' },
  receiver: { methods: ['HEAD'], path: /^\/purchase-invoices\/receivers\/([^/]+)$/, who: 'client' },
  list: { methods: ['GET'], path: /^\/purchase-invoices$/, who: 'client' },
  purchase: { methods: ['GET', 'DELETE'], path: /^\/purchase-invoices\/([^/]+)$/, who: 'client' },
  sell: { methods: ['POST'], path: /^\/sales-invoices$/, who: 'client' },
  sold: { methods: ['GET'], path: /^\/sales-invoices\/([^/]+)$/, who: 'client' },
} as const satisfies Record<string, Route>;
type Place = keyof typeof ROUTES;

export interface Dispatched {
  readonly request: Request;
  readonly world: World;
  readonly options: EdiOptions;
  readonly fault: string | null;
  /** Calls with a token of the wrong kind: no client of ours may make one unasked. */
  readonly violate: (what: string) => void;
}

export async function dispatch({ request, world, options, fault, violate }: Dispatched): Promise<Response> {
  const { pathname } = new URL(request.url);
  const path = pathname.startsWith(`${ROOT}/`) ? pathname.slice(ROOT.length) : '';
  const place = (Object.keys(ROUTES) as Place[]).find((name) => ROUTES[name].path.test(path));
  if (place === undefined) return words(404, 'No such resource.');
  const route: Route = ROUTES[place];
  if (!route.methods.includes(request.method)) return nothing(405, { allow: route.methods.join(', ') });
  const id = decodeURIComponent(route.path.exec(path)?.[1] ?? '');
  const [, token] = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
  // The vendor's own example asks for receivers without a token.
  if (token === undefined) return place === 'receiver' ? receiver(world, id) : noToken();
  const caller = world.callerOf(token);
  if (caller === null) return badToken();
  if (caller.kind !== route.who) {
    violate(`${request.method} ${pathname} with a ${caller.kind}'s token`);
    return words(403, `This needs the token of a ${route.who}.`);
  }
  const call: Call = { request, world, options, code: caller.code, root: ROOT, fault, accepts };
  if (caller.kind === 'mediator')
    return place === 'tokens' ? tokenRoute(call) : clientRoutes(call, id === '' ? null : id);
  const own: ClientCall = { ...call, client: caller.client };
  switch (place) {
    case 'receiver':
      return receiver(world, id);
    case 'list':
      return listRoute(own);
    case 'purchase':
      return purchaseRoute(own, id);
    case 'sell':
      return sellRoute(own);
    case 'sold':
      return soldRoute(own, id);
    case 'tokens':
    case 'clients':
    case 'client':
      throw new Error('a place of mediators');
  }

  function accepts(known: readonly Known[]): Known | Response {
    const type = named(request.headers.get('accept'), known, options.tolerant === true);
    const wanted = known.map(written).join(' or ');
    return type ?? words(options.missingAcceptStatus ?? 406, `Accept is not ${wanted}.`);
  }
}

const receiver = (world: World, code: string): Response => nothing(world.clients.has(code) ? 200 : 404);
