// Leads a client that insists on the service's own hosts to a simulator: a proxy that joins every host to one TLS server, which hands
// each request on to the simulator's address, below the name of the host that was meant. Nothing leaves this machine.
import { writeFileSync } from 'node:fs';
import { createServer as createHttp, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import path from 'node:path';
import { afterEach } from 'vitest';
import { makeAuthority } from './certificates';
import { tempFolder } from './nextcloudBench';

export interface CloudFront {
  readonly proxyUrl: string;
  /** PEM of the authority that the client has to trust. */
  readonly caFile: string;
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

export async function cloudFront(simulatorUrl: string, hosts: readonly string[]): Promise<CloudFront> {
  const authority = makeAuthority();
  const { cert, key } = authority.issue({ dnsNames: hosts });
  const tlsPort = await listening(createHttps({ cert, key }, (asked, answer) => handOn(simulatorUrl, asked, answer)));
  const proxy = createHttp((_, answer) => answer.writeHead(405).end());
  proxy.on('connect', (_: IncomingMessage, socket: Socket) => {
    const inner = connect(tlsPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      inner.pipe(socket).pipe(inner);
    });
    const end = () => {
      inner.destroy();
      socket.destroy();
    };
    inner.on('error', end);
    socket.on('error', end);
  });
  const proxyPort = await listening(proxy);
  const caFile = path.join(tempFolder(), 'ca.pem');
  writeFileSync(caFile, authority.cert);
  return { proxyUrl: `http://127.0.0.1:${String(proxyPort)}`, caFile };
}

function handOn(simulatorUrl: string, asked: IncomingMessage, answer: ServerResponse): void {
  const host = (asked.headers.host ?? '').replace(/:443$/, '');
  const { host: _, ...headers } = asked.headers;
  const inner = ask(`${simulatorUrl}/${host}${asked.url ?? '/'}`, { method: asked.method, headers }, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    got.pipe(answer);
  });
  inner.on('error', () => answer.destroy());
  asked.pipe(inner);
}

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
  return (server.address() as AddressInfo).port;
}
