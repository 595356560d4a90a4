// Opens the socket of an exchange: directly or through a proxy, with TLS where the address asks for it.
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, rootCertificates, type TLSSocket } from 'node:tls';
import { NetworkProblem } from '../../ports';
import type { Dialing } from './dialing';
import { isOwnNetwork } from './ownNetwork';
import { connectProblem } from './problems';

export interface Address {
  readonly isTls: boolean;
  readonly host: string;
  readonly port: number;
}

export interface Proxy {
  readonly address: Address;
  /** Value of Proxy-Authorization. */
  readonly authorization: string | null;
}

export function addressOf(url: URL): Address {
  const isTls = url.protocol === 'https:';
  // A literal IPv6 address stands in brackets in a URL and without them everywhere else.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { isTls, host, port: Number(url.port) || (isTls ? 443 : 80) };
}

/** `http://user:password@proxy:3128`; what is no HTTP proxy is refused by name. */
export function parseProxy(text: string): Proxy {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new NetworkProblem('proxy', 'only HTTP proxies are supported', { wasNeverSent: true });
  }
  const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const authorization = url.username === '' ? null : `Basic ${Buffer.from(login, 'utf8').toString('base64')}`;
  return { address: addressOf(url), authorization };
}

export async function dial(to: Address, dialing: Dialing): Promise<Socket> {
  const socket = await opened(plainSocket(to), 'connect', dialing);
  // Looked at here, not before: a name may be answered with another address the next time it is asked for.
  if (dialing.isPublicOnly === true && isOwnNetwork(socket.remoteAddress ?? '')) {
    socket.destroy();
    throw new NetworkProblem('not_public', `${to.host} is ${String(socket.remoteAddress)}`, { wasNeverSent: true });
  }
  return to.isTls ? secured(socket, to, dialing) : socket;
}

/** A tunnel: CONNECT, then TLS with the target inside it. */
export async function dialThrough(proxy: Proxy, to: Address, dialing: Dialing): Promise<Socket> {
  // The proxy stands in the firm's own network and looks names up for itself.
  const socket = await dial(proxy.address, { ...dialing, isPublicOnly: false }).catch((cause: unknown) => {
    throw proxyProblem(`${proxy.address.host}:${String(proxy.address.port)} is not reachable`, cause);
  });
  const target = `${isIP(to.host) === 6 ? `[${to.host}]` : to.host}:${String(to.port)}`;
  const login = proxy.authorization === null ? '' : `Proxy-Authorization: ${proxy.authorization}\r\n`;
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${login}\r\n`);
  const status = await connectStatus(socket, dialing.connectTimeoutMs).catch((cause: unknown) => {
    socket.destroy();
    throw proxyProblem('no answer to CONNECT', cause);
  });
  if (status < 200 || status > 299) {
    socket.destroy();
    throw proxyProblem(`status ${String(status)} to CONNECT`);
  }
  return to.isTls ? secured(socket, to, dialing) : socket;
}

function proxyProblem(text: string, cause?: unknown): NetworkProblem {
  return new NetworkProblem('proxy', `proxy: ${text}`, { cause, wasNeverSent: true });
}

function plainSocket(to: Address): Socket {
  return connectPlain({ host: to.host, port: to.port, autoSelectFamily: true, noDelay: true, keepAlive: true });
}

function secured(socket: Socket, to: Address, dialing: Dialing): Promise<Socket> {
  const secure: TLSSocket = connectTls({
    socket,
    host: to.host,
    // RFC 6066: a server name is never an address.
    ...(isIP(to.host) === 0 ? { servername: to.host } : {}),
    ALPNProtocols: ['http/1.1'],
    ...(dialing.extraCa.length > 0 ? { ca: [...rootCertificates, ...dialing.extraCa] } : {}),
  });
  return opened(secure, 'secureConnect', dialing);
}

function opened<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', dialing: Dialing): Promise<S> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      fail(new NetworkProblem('timeout', 'no connection in time', { wasNeverSent: true }));
    }, dialing.connectTimeoutMs);
    const done = () => {
      clearTimeout(timer);
      socket.off('error', fail).off('close', closed).off(event, succeed);
    };
    const succeed = () => {
      done();
      resolve(socket);
    };
    const fail = (cause: unknown) => {
      done();
      // Late errors of a socket that nobody waits for any more must not reach the process.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(connectProblem(cause, event));
    };
    const closed = () => {
      fail(new NetworkProblem('reset', 'closed while connecting', { wasNeverSent: true }));
    };
    socket.on('error', fail).on('close', closed).on(event, succeed);
  });
}

/** Reads the head of the proxy's answer and gives back what follows it: that belongs to the tunnel. */
function connectStatus(socket: Socket, timeoutMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const timer = setTimeout(() => {
      settle(new Error('timeout'));
    }, timeoutMs);
    const settle = (result: number | Error) => {
      clearTimeout(timer);
      socket.off('data', read).off('error', settle).off('end', ended);
      if (typeof result === 'number') resolve(result);
      else reject(result);
    };
    const read = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0 && head.length > 16_384) settle(new Error('endless answer'));
      if (end < 0) return;
      socket.pause();
      if (head.length > end + 4) socket.unshift(head.subarray(end + 4));
      settle(Number(/^HTTP\/1\.[01] (\d{3})/.exec(head.toString('latin1'))?.[1] ?? 0));
    };
    const ended = () => {
      settle(new Error('closed'));
    };
    socket.on('data', read).on('error', settle).on('end', ended);
  });
}
