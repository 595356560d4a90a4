// Open sockets are counted at the other end: pause, removal and quitting leave none.
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeTransport } from '../../electron/core/http/transports/nodeTransport';
import ksef from '../../electron/core/providers/ksef/index';
import { createKsefSimulator } from '../../electron/core/providers/ksef/simulator/index';
import { fakeClock } from '../support/fakeClock';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, START, testHost } from '../support/testHost';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A simulated KSeF behind a server that keeps connections open as long as the client wants. */
async function served(now: () => number) {
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let handle: ((request: Request) => Promise<Response>) | null = null;
  const server: Server = createServer({ keepAliveTimeout: 600_000 }, (incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const hasBody = !['GET', 'HEAD'].includes(incoming.method ?? 'GET');
      const request = new Request(`http://${incoming.headers.host ?? ''}${incoming.url ?? ''}`, {
        method: incoming.method ?? 'GET',
        headers: incoming.headers as Record<string, string>,
        ...(hasBody ? { body: Buffer.concat(chunks) } : {}),
      });
      const response = await handle?.(request);
      outgoing.writeHead(response?.status ?? 500, Object.fromEntries(response?.headers ?? []));
      outgoing.end(Buffer.from((await response?.arrayBuffer()) ?? new ArrayBuffer(0)));
    })();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const simulator = createKsefSimulator({ now, baseUrl: url, seed: 1, months: 3, count: 20 });
  handle = (request) => simulator.handle(request);
  cleanups.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  );
  return {
    url,
    open: () => sockets.size,
    /** The other end learns of it a moment later. */
    none: () =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (sockets.size > 0) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

async function connected(count = 1) {
  // Over real sockets only the waits between questions are skipped, never a time limit.
  const [clock, folder] = [fakeClock({ startMs: START, skips: (ms) => ms < 5000 }), dataFolder()];
  const service = await served(() => clock.now());
  const host = testHost({ data: folder, clock, encryptionKey: newEncryptionKey() });
  const transport = createNodeTransport({ isNetworkUp: () => true });
  const kontor: TestApp = await startApp({ ...host, transport }, [ksef]);
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    await kontor.stop();
  };
  cleanups.push(async () => {
    await stop();
    removeDataFolder(folder);
  });
  const values = { ...ksef.demoValues, base_url: service.url, since: '2026-08-01' };
  const connections = [];
  for (let index = 0; index < count; index += 1)
    connections.push(await kontor.connect({ providerId: 'ksef' }, index === 0 ? values : { ...values, ...other }));
  for (const { companyId } of connections) {
    const { runId } = await kontor.call('sync.start', { companyId });
    await kontor.ended(runId);
  }
  return { kontor, service, stop, connections };
}
const otherToken = createKsefSimulator({ now: () => 0, baseUrl: 'http://x', seed: 1, count: 0 }).control.tokens
  .otherCompany;
const other = { token: otherToken.token, nip: otherToken.contextNip };

describe('open sockets', () => {
  it('are there while the connection works', async () => {
    const { service } = await connected();
    expect(service.open()).toBeGreaterThan(0);
  });

  it('are closed when it is paused, and opened again when it goes on', async () => {
    const { kontor, service, connections } = await connected();
    const [one] = connections;
    if (!one) throw new Error('no connection');
    await kontor.call('connections.pause', { connectionId: one.connectionId });
    await service.none();
    await kontor.call('connections.resume', { connectionId: one.connectionId });
    const { runId } = await kontor.call('connections.verify', { connectionId: one.connectionId });
    expect((await kontor.ended(runId)).state).toBe('done');
    expect(service.open()).toBeGreaterThan(0);
  });

  it('are closed when it is removed', async () => {
    const { kontor, service, connections } = await connected();
    const [one] = connections;
    if (!one) throw new Error('no connection');
    await kontor.call('connections.remove', { connectionId: one.connectionId, archive: 'keep' });
    await service.none();
  });

  it('stay for another connection that uses the same service', async () => {
    const { kontor, service, connections } = await connected(2);
    const [one, two] = connections;
    if (!one || !two) throw new Error('no connection');
    await kontor.call('connections.pause', { connectionId: one.connectionId });
    expect(service.open()).toBeGreaterThan(0);
    await kontor.call('connections.pause', { connectionId: two.connectionId });
    await service.none();
  });

  it('are closed when the app is quit', async () => {
    const { service, stop } = await connected();
    await stop();
    await service.none();
  });
});
