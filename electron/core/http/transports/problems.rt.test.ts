import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeAuthority, makeSelfSigned } from '../../../../tests/support/certificates';
import { refusingPort, httpServer, httpsServer, rawServer } from '../../../../tests/support/loopback';
import { ask, bytesOf, codeOf, problemOf, transport, ways } from '../../../../tests/support/transportSetUp';
import { promptTurns, signalled, turnsUntilSettled } from '../../../../tests/support/prompt';
import { NetworkProblem } from '../../ports';
import type { NodeTransportOptions } from './nodeTransport';

const folder = mkdtempSync(path.join(tmpdir(), 'kontor-transport-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
function file(name: string, bytes: Uint8Array): string {
  const where = path.join(folder, name);
  writeFileSync(where, bytes);
  return where;
}

describe('what goes wrong', () => {
  for (const [way, isBulk] of ways) {
    const codeFor = async (url: string, options: NodeTransportOptions = {}) =>
      codeOf(transport(options).send(ask(url, { isBulk })));

    it(`${way}: no such name, and no network at all`, async () => {
      // With an empty part it can be no name: nobody is asked for it, so no slow answer has to be waited for.
      expect(await codeFor('https://no-such-host..invalid/')).toBe('dns, never sent');
      expect(await codeFor('https://no-such-host..invalid/', { isNetworkUp: () => false })).toBe('offline, never sent');
    });

    it(`${way}: nobody listens`, async () => {
      expect(await codeFor(`http://127.0.0.1:${String(await refusingPort())}/`)).toBe('refused, never sent');
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
      // A certificate that one request brings along counts for no other one.
      const both = transport();
      const trusted = await both.send(ask(fine.origin, { isBulk, trustedCa: authority.cert }));
      expect((await bytesOf(trusted.body)).toString()).toBe('ok');
      expect(await codeOf(both.send(ask(fine.origin, { isBulk })))).toBe('tls_untrusted, never sent');
      const alone = await serve(makeSelfSigned({ addresses: here }));
      expect(await codeFor(alone.origin, { ca })).toBe('tls_untrusted, never sent');
      const expired = authority.issue({ addresses: here, notAfter: new Date(Date.now() - dayMs / 2) });
      expect(await codeFor((await serve(expired)).origin, { ca })).toBe('tls_expired, never sent');
      const early = authority.issue({ addresses: here, notBefore: new Date(Date.now() + dayMs / 2) });
      expect(await codeFor((await serve(early)).origin, { ca })).toBe('tls_expired, never sent');
      const other = await serve(authority.issue({ dnsNames: ['other.example'] }));
      expect(await codeFor(other.origin, { ca })).toBe('tls_name, never sent');
    });

    it(`${way}: where only public addresses are asked for, nothing is sent to this computer`, async () => {
      let seen = 0;
      const server = await rawServer((socket) => socket.on('data', (chunk) => (seen += chunk.length)));
      const named = server.origin.replace('127.0.0.1', 'localhost');
      for (const origin of [server.origin, named, server.origin.replace('http:', 'https:')])
        expect(await codeOf(transport().send(ask(origin, { isBulk, isPublicOnly: true })))).toBe(
          'not_public, never sent',
        );
      expect(seen).toBe(0);
      // A socket that somebody else has opened is not taken for it either.
      const fine = await httpServer((_, answer) => answer.end('ok'));
      const both = transport();
      await bytesOf((await both.send(ask(fine.origin, { isBulk }))).body);
      expect(await codeOf(both.send(ask(fine.origin, { isBulk, isPublicOnly: true })))).toBe('not_public, never sent');
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
      // Only the silence inside the answer is short: what comes before it takes as long as it takes.
      const limits = { answerTimeoutMs: 20_000, idleTimeoutMs: 30 };
      const answer = await transport().send(ask(drip.origin, { isBulk, ...limits }));
      expect(await codeOf(bytesOf(answer.body))).toBe('timeout');
    });

    it(`${way}: cancelled at once, before the answer and inside it`, async () => {
      const reason = new Error('the user');
      const arrived = signalled();
      const silent = await httpServer(arrived.tell);
      const stop = new AbortController();
      const waiting = transport().send(ask(silent.origin, { isBulk, signal: stop.signal }));
      await arrived.told;
      stop.abort(reason);
      expect(await turnsUntilSettled(waiting)).toBeLessThan(promptTurns);
      expect(await problemOf(waiting)).toBe(reason);

      const drip = await httpServer((_, answer) => answer.writeHead(200, { 'content-length': '1000' }).write('some'));
      const later = new AbortController();
      const answer = await transport().send(ask(drip.origin, { isBulk, signal: later.signal }));
      const pieces = answer.body[Symbol.asyncIterator]();
      expect((await pieces.next()).done).toBe(false);
      const reading = pieces.next();
      later.abort(reason);
      expect(await turnsUntilSettled(reading)).toBeLessThan(promptTurns);
      expect(await problemOf(reading)).toBe(reason);
    });
  }

  it('cancelled while a large file is on its way', async () => {
    const where = file('larger', randomBytes(20_000_000));
    const arrived = signalled();
    const server = await rawServer((socket) => {
      socket.once('data', () => {
        socket.pause();
        arrived.tell();
      });
    });
    const stop = new AbortController();
    const body = { path: where, start: 0, end: 20_000_000 };
    const reason = new Error('the user');
    const work = transport().send(ask(server.origin, { method: 'PUT', body, signal: stop.signal }));
    await arrived.told;
    stop.abort(reason);
    expect(await turnsUntilSettled(work)).toBeLessThan(promptTurns);
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
