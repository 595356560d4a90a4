// Real servers on a free loopback port that do what real servers should not.
import { once } from 'node:events';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, createServer as createRaw, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Certificate } from './certificates';

export interface Loopback {
  readonly port: number;
  readonly origin: string;
  /** Connections that were ever made. */
  connections(): number;
  /** Connections that are open now. */
  open(): number;
  close(): Promise<void>;
}

const opened: Loopback[] = [];

/** For `afterEach`: no server outlives its test. */
export async function closeLoopbacks(): Promise<void> {
  await Promise.all(opened.splice(0).map((server) => server.close()));
}

export function httpServer(handler: RequestListener): Promise<Loopback> {
  return listening(createHttp(handler), 'http');
}

export function httpsServer(certificate: Certificate, handler: RequestListener): Promise<Loopback> {
  return listening(createHttps({ cert: certificate.cert, key: certificate.key }, handler), 'https');
}

export function rawServer(onSocket: (socket: Socket) => void): Promise<Loopback> {
  return listening(createRaw(onSocket), 'http');
}

/** A port on which nobody listens, and nobody else can begin to while the test goes on: it is one end of a connection. */
export async function refusingPort(): Promise<number> {
  const server = await rawServer(() => undefined);
  const held = connect(server.port, '127.0.0.1').on('error', () => undefined);
  await once(held, 'connect');
  return held.localPort ?? 0;
}

/** A port on which somebody may begin to listen. */
export async function deadPort(): Promise<number> {
  const server = await rawServer(() => undefined);
  await server.close();
  return server.port;
}

async function listening(server: Server, scheme: string): Promise<Loopback> {
  const sockets = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const loopback: Loopback = {
    port,
    origin: `${scheme}://127.0.0.1:${String(port)}`,
    connections: () => count,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
  opened.push(loopback);
  return loopback;
}
