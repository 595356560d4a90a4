import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { heldTimers } from '../../../../tests/support/heldTimers';
import { httpServer, rawServer } from '../../../../tests/support/loopback';
import { signalled } from '../../../../tests/support/prompt';
import { ask, bytesOf, codeOf, problemOf, transport, ways } from '../../../../tests/support/transportSetUp';
import { NetworkProblem, type TransportRequest } from '../../ports';

const folder = mkdtempSync(path.join(tmpdir(), 'kontor-transport-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
function file(name: string, bytes: Uint8Array): string {
  const where = path.join(folder, name);
  writeFileSync(where, bytes);
  return where;
}

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
    const silence = heldTimers(300);
    const put = async (more: Partial<TransportRequest> = {}) => {
      const [arrived, sent] = [signalled(), signalled()];
      const answers: ServerResponse[] = [];
      const server = await httpServer((request, answer) => {
        answers.push(answer);
        request.resume().on('end', arrived.tell);
      });
      const body = { path: file('few', Buffer.from('abc')), start: 0, end: 3 };
      const limits = { idleTimeoutMs: 300, onSent: sent.tell, ...more };
      const work = transport().send(ask(server.origin, { method: 'PUT', body, ...limits }));
      await Promise.all([arrived.told, sent.told]);
      // The limit of the answer takes the place of the other one as soon as the last byte has left.
      await new Promise((resolve) => setImmediate(resolve));
      silence.end();
      return { work, answers };
    };
    expect(await codeOf((await put()).work)).toBe('timeout');
    const patient = await put({ answerTimeoutMs: 20_000 });
    patient.answers[0]?.end('assembled');
    const answer = await patient.work;
    expect(answer.status).toBe(200);
    await answer.body[Symbol.asyncIterator]().return?.();
  });
});
