// The real network: small calls through undici, bytes of files through node:http(s), both over sockets that we open ourselves.
import type { Socket } from 'node:net';
import type { Agent } from 'undici';
import { NetworkProblem, type Transport, type TransportAnswer, type TransportRequest } from '../../ports';
import { addressOf, dial, dialThrough, parseProxy, type Proxy } from './dial';
import { type Dialing, dialingFor, poolName } from './dialing';
import { FileAgents, sendWithNode } from './fileExchange';
import { hasNetwork, orOffline } from './problems';
import { refuseRelayLogin, type Route, routeOf } from './route';
import { ExchangeStop, joinHeaders, watchedBody } from './watchedBody';

export interface NodeTransportOptions {
  /** `http://host:port` of the proxy for an address, null for none. */
  readonly proxyFor?: (url: string) => Promise<string | null>;
  /** Certificates of the operating system or the firm, PEM, trusted besides the built-in ones. */
  readonly ca?: readonly string[];
  readonly connectTimeoutMs?: number;
  /** Whether any network is up; default: this computer has an address besides loopback. */
  readonly isNetworkUp?: () => boolean;
}

export function createNodeTransport(options: NodeTransportOptions = {}): Transport {
  const dialing: Dialing = { extraCa: options.ca ?? [], connectTimeoutMs: options.connectTimeoutMs ?? 30_000 };
  const agents = new FileAgents(dialing);
  const pools = new Map<string, Agent>();

  /** One pool for each origin, so that one service can be left without the others. */
  async function poolOf(tunnel: Proxy | null, request: TransportRequest): Promise<Agent> {
    // Read with the first call: at the start nobody waits for it.
    const { Agent } = await import('undici');
    const name = poolName(tunnel, request);
    const known = pools.get(name);
    if (known) return known;
    const pool = new Agent({
      connect: connector(tunnel, dialingFor(dialing, request)),
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    pools.set(name, pool);
    return pool;
  }

  async function exchange(request: TransportRequest, stop: ExchangeStop): Promise<TransportAnswer> {
    const proxy = (await options.proxyFor?.(request.url)) ?? null;
    const route = routeOf(request, proxy === null ? null : parseProxy(proxy));
    stop.signal.throwIfAborted();
    const isFile = request.isBulk === true || (request.body !== undefined && !(request.body instanceof Uint8Array));
    return isFile
      ? sendWithNode(request, stop, { agents, route })
      : sendWithUndici(request, stop, await poolOf(route.tunnel, request), route);
  }

  return {
    async send(request) {
      const stop = new ExchangeStop(request.signal);
      try {
        return await exchange(request, stop);
      } catch (cause) {
        stop.end();
        const problem = stop.problem(cause);
        throw problem instanceof NetworkProblem ? orOffline(problem, options.isNetworkUp ?? hasNetwork) : problem;
      }
    },
    async disconnect(origin) {
      agents.close(origin);
      const left = [...pools].filter(([name]) => name.startsWith(`${origin} `));
      for (const [name] of left) pools.delete(name);
      await Promise.all(left.map(([, pool]) => pool.destroy()));
    },
    async close() {
      agents.close();
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

async function sendWithUndici(
  request: TransportRequest,
  stop: ExchangeStop,
  pool: Agent,
  route: Route,
): Promise<TransportAnswer> {
  const body = request.body instanceof Uint8Array ? request.body : null;
  stop.expectWithin(request.answerTimeoutMs ?? request.idleTimeoutMs);
  const answer = await pool.request({
    origin: route.origin,
    path: route.path,
    headers: { ...route.headers },
    method: request.method,
    body,
    signal: stop.signal,
  });
  stop.rest();
  if (body) request.onSent?.(body.length);
  refuseRelayLogin(answer.statusCode, route);
  return {
    status: answer.statusCode,
    headers: joinHeaders(answer.headers),
    body: watchedBody(answer.body, stop, request.idleTimeoutMs),
  };
}

type Connected = (...result: [null, Socket] | [Error, null]) => void;

function connector(tunnel: Proxy | null, dialing: Dialing) {
  return (target: { hostname: string; protocol: string; port: string }, connected: Connected) => {
    const host = target.hostname.replace(/^\[(.*)\]$/, '$1');
    const url = new URL(`${target.protocol}//${host.includes(':') ? `[${host}]` : host}`);
    if (target.port !== '') url.port = target.port;
    const to = addressOf(url);
    const socket = tunnel ? dialThrough(tunnel, to, dialing) : dial(to, dialing);
    socket.then(
      (open) => {
        connected(null, open);
      },
      (problem: unknown) => {
        connected(problem as Error, null);
      },
    );
  };
}
