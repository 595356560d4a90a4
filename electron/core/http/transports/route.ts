// Where a request goes on the wire: straight, to a proxy as a whole address, or through a tunnel.
import { NetworkProblem, type TransportRequest } from '../../ports';
import type { Proxy } from './dial';

export interface Route {
  /** Whom we speak HTTP with. */
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The proxy that carries the connection. */
  readonly tunnel: Proxy | null;
  /** The proxy that carries the request. */
  readonly relay: Proxy | null;
}

/** Plain HTTP is given to a proxy as a whole address (RFC 9112 §3.2.2): many proxies tunnel to port 443 only. */
export function routeOf(request: TransportRequest, proxy: Proxy | null): Route {
  const url = new URL(request.url);
  const path = `${url.pathname}${url.search}`;
  if (!proxy) return { origin: url.origin, path, headers: request.headers, tunnel: null, relay: null };
  if (url.protocol === 'https:')
    return { origin: url.origin, path, headers: request.headers, tunnel: proxy, relay: null };
  const { isTls, host, port } = proxy.address;
  const login = proxy.authorization === null ? {} : { 'proxy-authorization': proxy.authorization };
  return {
    origin: `${isTls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${String(port)}`,
    path: `${url.origin}${path}`,
    headers: { host: url.host, ...request.headers, ...login },
    tunnel: null,
    relay: proxy,
  };
}

export function refuseRelayLogin(status: number, route: Route): void {
  if (status === 407 && route.relay)
    throw new NetworkProblem('proxy', 'the proxy wants a login', { wasNeverSent: true });
}
