import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { makeAuthority } from '../../../../tests/support/certificates';
import { refusingPort, httpsServer, rawServer } from '../../../../tests/support/loopback';
import { ask, bytesOf, codeOf, transport, ways } from '../../../../tests/support/transportSetUp';

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
      const dead = `http://127.0.0.1:${String(await refusingPort())}`;
      for (const address of [server.origin, dead, 'socks5://127.0.0.1:1080', 'nonsense'])
        expect(await codeOf(via(address).send(ask('https://files.example/', { isBulk })))).toBe('proxy, never sent');
      expect(await codeOf(via(server.origin).send(ask('http://files.example/', { isBulk })))).toBe('proxy, never sent');
    });
  }
});
