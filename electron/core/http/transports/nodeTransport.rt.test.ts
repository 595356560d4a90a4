import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { makeAuthority, makeSelfSigned } from '../../../../tests/support/certificates';
import { closeLoopbacks, deadPort, httpServer, httpsServer, rawServer } from '../../../../tests/support/loopback';
import { NetworkProblem, type Transport, type TransportRequest } from '../../ports';
import { createNodeTransport, type NodeTransportOptions } from './nodeTransport';

const folder = mkdtempSync(path.join(tmpdir(), 'kontor-transport-'));
const transports: Transport[] = [];

function transport(options: NodeTransportOptions = {}): Transport {
  const made = createNodeTransport({ isNetworkUp: () => true, ...options });
  transports.push(made);
  return made;
}
function ask(url: string, more: Partial<TransportRequest> = {}): TransportRequest {
  return { method: 'GET', url, headers: {}, idleTimeoutMs: 20_000, signal: new AbortController().signal, ...more };
}
async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
async function problemOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (cause) {
    return cause;
  }
  return 'nothing failed';
}
const codeOf = async (work: Promise<unknown>) => {
  const problem = await problemOf(work);
  return problem instanceof NetworkProblem ? `${problem.code}${problem.wasNeverSent ? ', never sent' : ''}` : problem;
};
function file(name: string, bytes: Uint8Array): string {
  const where = path.join(folder, name);
  writeFileSync(where, bytes);
  return where;
}

afterEach(async () => {
  await Promise.all(transports.splice(0).map((made) => made.close()));
  await closeLoopbacks();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Both ways out: small calls and the bytes of files. */
const ways = [
  ['undici', false],
  ['node:http', true],
] as const;

describe('what goes over the wire', () => {
  async function headOf(more: Partial<TransportRequest>): Promise<readonly string[]> {
    let seen = '';
    const server = await rawServer((socket) => {
      socket.on('data', (chunk: Buffer) => {
        seen += chunk.toString('latin1');
        if (seen.includes('\r\n\r\n')) socket.end('HTTP/1.1 204 No Content\r\n\r\n');
      });
    });
    const answer = await transport().send(ask(`${server.origin}/a%20b?c=d#e`, more));
    await bytesOf(answer.body);
    const [head = ''] = seen.split('\r\n\r\n');
    const [line = '', ...headers] = head.replaceAll(String(server.port), 'PORT').split('\r\n');
    return [line, ...headers.map((header) => header.toLowerCase()).sort()];
  }
  const usual = ['connection: keep-alive', 'host: 127.0.0.1:port'];
  const given = { headers: { 'X-Given': 'yes' } };

  it('a small call: what was asked for, and nothing else', async () => {
    expect(await headOf(given)).toEqual(['GET /a%20b?c=d HTTP/1.1', ...usual, 'x-given: yes']);
    expect(await headOf({ method: 'POST', body: Buffer.from('{}') })).toEqual([
      'POST /a%20b?c=d HTTP/1.1',
      usual[0],
      'content-length: 2',
      usual[1],
    ]);
    expect(await headOf({ method: 'PROPFIND', headers: { depth: '1' } })).toEqual([
      'PROPFIND /a%20b?c=d HTTP/1.1',
      usual[0],
      'content-length: 0',
      'depth: 1',
      usual[1],
    ]);
  });

  it('a file: a length instead of chunks, and nothing else', async () => {
    expect(await headOf({ ...given, isBulk: true })).toEqual(['GET /a%20b?c=d HTTP/1.1', ...usual, 'x-given: yes']);
    const body = { path: file('small', Buffer.from('0123456789')), start: 2, end: 7 };
    expect(await headOf({ method: 'PUT', body })).toEqual([
      'PUT /a%20b?c=d HTTP/1.1',
      usual[0],
      'content-length: 5',
      usual[1],
    ]);
  });

  it('connections are kept', async () => {
    const server = await httpServer((_, answer) => answer.end('ok'));
    const [one, file] = [transport(), transport()];
    for (let i = 0; i < 3; i++) {
      expect((await bytesOf((await one.send(ask(server.origin))).body)).toString()).toBe('ok');
      expect((await bytesOf((await file.send(ask(server.origin, { isBulk: true }))).body)).toString()).toBe('ok');
    }
    expect(server.connections()).toBe(2);
  });

  it('redirects are answers', async () => {
    const server = await httpServer((_, answer) => answer.writeHead(302, { location: '/other' }).end());
    for (const [, isBulk] of ways) {
      const answer = await transport().send(ask(server.origin, { isBulk }));
      expect(answer.status).toBe(302);
      await bytesOf(answer.body);
    }
  });
});

describe('the bytes of files', () => {
  it('a slice arrives as it is, with its progress', async () => {
    const content = randomBytes(5_000_000);
    const where = file('five', content);
    const received: Buffer[] = [];
    const server = await httpServer((request, answer) => {
      request.on('data', (chunk: Buffer) => received.push(chunk));
      request.on('end', () => answer.writeHead(201, { 'x-length': request.headers['content-length'] }).end());
    });
    const progress: number[] = [];
    const body = { path: where, start: 1_000, end: 4_900_000 };
    const answer = await transport().send(
      ask(server.origin, { method: 'PUT', body, onSent: (bytes) => progress.push(bytes) }),
    );
    await bytesOf(answer.body);
    expect(answer.status).toBe(201);
    expect(answer.headers['x-length']).toBe('4899000');
    expect(Buffer.concat(received).equals(content.subarray(1_000, 4_900_000))).toBe(true);
    expect(progress.at(-1)).toBe(4_899_000);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.length).toBe(5);
  });

  it('an empty slice is an empty body', async () => {
    const server = await httpServer((request, answer) => answer.end(request.headers['content-length']));
    const body = { path: file('empty', Buffer.alloc(0)), start: 0, end: 0 };
    const answer = await transport().send(ask(server.origin, { method: 'PUT', body }));
    expect((await bytesOf(answer.body)).toString()).toBe('0');
  });

  it('a slice that the file does not have is our mistake, not the network', async () => {
    const server = await httpServer((_, answer) => answer.end());
    const body = { path: file('short', Buffer.from('abc')), start: 0, end: 4 };
    expect(await problemOf(transport().send(ask(server.origin, { method: 'PUT', body })))).toBeInstanceOf(RangeError);
    const missing = { path: path.join(folder, 'missing'), start: 0, end: 4 };
    const problem = await problemOf(transport().send(ask(server.origin, { method: 'PUT', body: missing })));
    expect(problem instanceof NetworkProblem).toBe(false);
    expect(server.connections()).toBe(0);
  });

  it('a refusal before the end of the body is heard', async () => {
    const where = file('large', randomBytes(30_000_000));
    // Reads nothing of the body, so that the sender cannot get rid of it.
    const server = await rawServer((socket) => {
      socket.once('data', () => {
        socket.pause();
        socket.write('HTTP/1.1 413 Payload Too Large\r\nContent-Length: 5\r\nConnection: close\r\n\r\nlarge');
      });
    });
    const body = { path: where, start: 0, end: 30_000_000 };
    const answer = await transport().send(ask(server.origin, { method: 'PUT', body }));
    expect(answer.status).toBe(413);
    expect((await bytesOf(answer.body)).toString()).toBe('large');
  });

  it('may take longer to be answered than to be sent', async () => {
    const server = await httpServer((request, answer) => {
      request.resume().on('end', () => setTimeout(() => answer.end('assembled'), 120));
    });
    const body = { path: file('few', Buffer.from('abc')), start: 0, end: 3 };
    const limits = { method: 'PUT', body, idleTimeoutMs: 40 };
    expect(await codeOf(transport().send(ask(server.origin, limits)))).toBe('timeout');
    const answer = await transport().send(ask(server.origin, { ...limits, answerTimeoutMs: 20_000 }));
    expect(answer.status).toBe(200);
    await answer.body[Symbol.asyncIterator]().return?.();
  });
});

describe('what goes wrong', () => {
  for (const [way, isBulk] of ways) {
    const codeFor = async (url: string, options: NodeTransportOptions = {}) =>
      codeOf(transport(options).send(ask(url, { isBulk })));

    it(`${way}: no such name, and no network at all`, async () => {
      expect(await codeFor('https://no-such-host.invalid/')).toBe('dns, never sent');
      expect(await codeFor('https://no-such-host.invalid/', { isNetworkUp: () => false })).toBe('offline, never sent');
    });

    it(`${way}: nobody listens`, async () => {
      expect(await codeFor(`http://127.0.0.1:${String(await deadPort())}/`)).toBe('refused, never sent');
    });

    it(`${way}: certificates`, async () => {
      const authority = makeAuthority();
      const here = [[127, 0, 0, 1]] as const;
      const dayMs = 24 * 60 * 60_000;
      const serve = (certificate: Parameters<typeof httpsServer>[0]) =>
        httpsServer(certificate, (_, answer) => answer.end('ok'));
      const ca = [authority.cert];
      const fine = await serve(authority.issue({ addresses: here }));
      const answer = await transport({ ca }).send(ask(fine.origin, { isBulk }));
      expect((await bytesOf(answer.body)).toString()).toBe('ok');
      expect(await codeFor(fine.origin)).toBe('tls_untrusted, never sent');
      const alone = await serve(makeSelfSigned({ addresses: here }));
      expect(await codeFor(alone.origin, { ca })).toBe('tls_untrusted, never sent');
      const expired = authority.issue({ addresses: here, notAfter: new Date(Date.now() - dayMs / 2) });
      expect(await codeFor((await serve(expired)).origin, { ca })).toBe('tls_expired, never sent');
      const early = authority.issue({ addresses: here, notBefore: new Date(Date.now() + dayMs / 2) });
      expect(await codeFor((await serve(early)).origin, { ca })).toBe('tls_expired, never sent');
      const other = await serve(authority.issue({ dnsNames: ['other.example'] }));
      expect(await codeFor(other.origin, { ca })).toBe('tls_name, never sent');
    });

    it(`${way}: no TLS at the other end`, async () => {
      const server = await rawServer((socket) => {
        socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      });
      expect(await codeFor(server.origin.replace('http:', 'https:'))).toBe('tls, never sent');
    });

    it(`${way}: an answer that is no HTTP, and none at all`, async () => {
      const rubbish = await rawServer((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
      expect(await codeFor(rubbish.origin)).toBe('other');
      const silent = await rawServer((socket) => socket.once('data', () => socket.destroy()));
      expect(await codeFor(silent.origin)).toBe('reset');
    });

    it(`${way}: cut in the middle of the body`, async () => {
      const server = await httpServer((_, answer) => {
        answer.writeHead(200, { 'content-length': '1000' });
        answer.write('half', () => answer.socket?.destroy());
      });
      const answer = await transport().send(ask(server.origin, { isBulk }));
      expect(await codeOf(bytesOf(answer.body))).toBe('reset');
    });

    it(`${way}: silence before the answer and inside it`, async () => {
      const never = await httpServer(() => undefined);
      expect(await codeOf(transport().send(ask(never.origin, { isBulk, idleTimeoutMs: 30 })))).toBe('timeout');
      const drip = await httpServer((_, answer) => answer.writeHead(200, { 'content-length': '1000' }).write('some'));
      const answer = await transport().send(ask(drip.origin, { isBulk, idleTimeoutMs: 30 }));
      expect(await codeOf(bytesOf(answer.body))).toBe('timeout');
    });

    it(`${way}: cancelled within 200 ms, before the answer and inside it`, async () => {
      const reason = new Error('the user');
      for (const handler of [
        () => undefined,
        (_: unknown, answer: import('node:http').ServerResponse) =>
          void answer.writeHead(200, { 'content-length': '1000' }).write('some'),
      ]) {
        const server = await httpServer(handler);
        const stop = new AbortController();
        const work = transport()
          .send(ask(server.origin, { isBulk, signal: stop.signal }))
          .then((answer) => bytesOf(answer.body));
        setTimeout(() => {
          stop.abort(reason);
        }, 30);
        const before = performance.now();
        expect(await problemOf(work)).toBe(reason);
        expect(performance.now() - before).toBeLessThan(230);
      }
    });
  }

  it('cancelled while a large file is on its way', async () => {
    const where = file('larger', randomBytes(20_000_000));
    const server = await rawServer((socket) => {
      socket.once('data', () => socket.pause());
    });
    const stop = new AbortController();
    const body = { path: where, start: 0, end: 20_000_000 };
    const reason = new Error('the user');
    const work = transport().send(ask(server.origin, { method: 'PUT', body, signal: stop.signal }));
    setTimeout(() => {
      stop.abort(reason);
    }, 30);
    expect(await problemOf(work)).toBe(reason);
  });

  it('a server that takes nothing any more', async () => {
    const where = file('largest', randomBytes(20_000_000));
    const server = await rawServer((socket) => {
      socket.once('data', () => socket.pause());
    });
    const body = { path: where, start: 0, end: 20_000_000 };
    const asked = ask(server.origin, { method: 'PUT', body, idleTimeoutMs: 50 });
    expect(await codeOf(transport().send(asked))).toBe('timeout');
  });

  it('a header that cannot be sent is our mistake, not the network', async () => {
    const server = await httpServer((_, answer) => answer.end());
    for (const [, isBulk] of ways) {
      const problem = await problemOf(transport().send(ask(server.origin, { isBulk, headers: { a: 'b\nc' } })));
      expect(problem instanceof Error && !(problem instanceof NetworkProblem)).toBe(true);
    }
  });
});

describe('through a proxy', () => {
  /** Tunnels, relays, and notes the first line and the login of what it was asked. */
  async function proxy(options: { readonly login?: string } = {}) {
    const seen: string[] = [];
    const server = await rawServer((socket) => {
      socket.once('data', (chunk: Buffer) => {
        const head = chunk.toString('latin1');
        const login = /^proxy-authorization: (.*)$/im.exec(head)?.[1] ?? '';
        seen.push(`${head.split('\r\n')[0] ?? ''} ${login}`.trim());
        if (options.login !== undefined && login !== options.login) {
          socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
        } else if (head.startsWith('CONNECT ')) tunnel(socket, head);
        else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nrelayed');
      });
    });
    return { seen, server };
  }
  function tunnel(socket: Socket, head: string): void {
    const [, host = '', port = ''] = /^CONNECT ([^:]+):(\d+)/.exec(head) ?? [];
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy()).on('close', () => onward.destroy());
  }
  const via = (address: string, ca: readonly string[] = []) =>
    transport({ ca, proxyFor: () => Promise.resolve(address) });

  for (const [way, isBulk] of ways) {
    it(`${way}: TLS goes through a tunnel, and its certificate is still checked`, async () => {
      const authority = makeAuthority();
      const target = await httpsServer(authority.issue({ addresses: [[127, 0, 0, 1]] }), (_, answer) =>
        answer.end('inside'),
      );
      const { seen, server } = await proxy();
      const answer = await via(server.origin, [authority.cert]).send(ask(target.origin, { isBulk }));
      expect((await bytesOf(answer.body)).toString()).toBe('inside');
      expect(seen).toEqual([`CONNECT 127.0.0.1:${String(target.port)} HTTP/1.1`]);
      expect(await codeOf(via(server.origin).send(ask(target.origin, { isBulk })))).toBe('tls_untrusted, never sent');
    });

    it(`${way}: plain HTTP is relayed, with the login of the proxy`, async () => {
      const login = `Basic ${Buffer.from('anna:p@ss').toString('base64')}`;
      const { seen, server } = await proxy({ login });
      const address = `http://anna:p%40ss@127.0.0.1:${String(server.port)}`;
      const answer = await via(address).send(ask('http://files.example/a?b', { isBulk }));
      expect((await bytesOf(answer.body)).toString()).toBe('relayed');
      expect(seen).toEqual([`GET http://files.example/a?b HTTP/1.1 ${login}`]);
    });

    it(`${way}: a proxy that is away, wants a login or is none`, async () => {
      const { server } = await proxy({ login: 'Basic x' });
      const dead = `http://127.0.0.1:${String(await deadPort())}`;
      for (const address of [server.origin, dead, 'socks5://127.0.0.1:1080', 'nonsense'])
        expect(await codeOf(via(address).send(ask('https://files.example/', { isBulk })))).toBe('proxy, never sent');
      expect(await codeOf(via(server.origin).send(ask('http://files.example/', { isBulk })))).toBe('proxy, never sent');
    });
  }
});
