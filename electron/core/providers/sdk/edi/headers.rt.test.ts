// What really goes over the wire, through the production transport: one Accept where something is read, one Content-Type where something is
// sent, and nothing that the runtime would add by itself (a server this strict refuses `accept: */*`).
import type { Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { setUp } from '../../../../../tests/support/httpSetUp';
import { rawServer } from '../../../../../tests/support/loopback';
import { jumpingClock, testContext } from '../../../../../tests/support/providerContext';
import { openMediator } from './mediator';
import { openPostBox } from './postBox';
import { askedForToken } from './probe';

const JSON_TYPE = 'application/vnd.ki.edi+json; version=1.0';
const XML_TYPE = 'application/vnd.ki.einvoice+xml; version=1.11';
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** Answers by the first line of the request; remembers every head as it came. */
async function wire(answers: Readonly<Record<string, string>>) {
  const heads: string[] = [];
  const server = await rawServer((socket) => {
    sockets.push(socket);
    socket.on('data', (data: Buffer) => {
      const [head = ''] = data.toString('latin1').split('\r\n\r\n');
      if (!/^[A-Z]+ \//.test(head)) return;
      heads.push(head);
      const [line = ''] = head.split(' HTTP/1.1');
      socket.write(answers[line] ?? 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
    });
  });
  const ctx = testContext({
    http: setUp().http,
    clock: jumpingClock(0),
    settings: { base_url: server.origin },
    credentials: { client_token: 'client-token', mediator_token: 'mediator-token' },
  });
  const linesOf = (at: number): string[] =>
    (heads[at] ?? '')
      .split('\r\n')
      .slice(1)
      // The transport's own: whether the socket stays open.
      .filter((line) => !/^connection: (keep-alive|close)$/i.test(line))
      .map((line) => line.toLowerCase())
      .toSorted();
  const host = `host: ${server.origin.slice('http://'.length)}`;
  return { ctx, heads, linesOf, always: [host, 'user-agent: kontor/test'] };
}

const answer = (status: string, type: string, body: string, more = ''): string =>
  `HTTP/1.1 ${status}\r\n${type === '' ? '' : `content-type: ${type}\r\n`}${more}content-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;

it('a client’s requests are its own, header by header', async () => {
  const w = await wire({
    'GET /edi/purchase-invoices': answer('200 OK', JSON_TYPE, '["/edi/purchase-invoices/a"]'),
    'GET /edi/purchase-invoices/a': answer('200 OK', XML_TYPE, '<E_Invoice/>'),
    'DELETE /edi/purchase-invoices/a': answer('204 No Content', '', ''),
    'HEAD /edi/purchase-invoices/receivers/10256137': answer('200 OK', '', ''),
    'POST /edi/sales-invoices': answer('201 Created', '', '', 'location: /edi/sales-invoices/b\r\n'),
    'GET /edi/sales-invoices/b': answer('200 OK', 'application/pdf', '%PDF'),
  });
  const box = openPostBox(w.ctx);
  const [uri = ''] = await box.waiting();
  await box.fetch(box.uri(uri), `${w.ctx.spool}/a.xml`);
  await box.acknowledge(box.uri(uri));
  expect(await box.canReceive('10256137')).toBe(true);
  const sold = await box.send(Buffer.from('<E_Invoice/>'));
  if (sold) await box.salesInvoice(sold, 'pdf');
  const mine = [...w.always, 'authorization: bearer client-token'];
  const expected = [
    [...mine, `accept: ${JSON_TYPE}`],
    [...mine, `accept: ${XML_TYPE}`],
    mine,
    mine,
    [...mine, `content-type: ${XML_TYPE}`, 'content-length: 12'],
    [...mine, 'accept: application/pdf'],
  ];
  expect(w.heads).toHaveLength(6);
  for (const [at, lines] of expected.entries()) expect(w.linesOf(at), w.heads[at]).toEqual(lines.toSorted());
});

it('a mediator’s requests are its own, and the first question carries no token', async () => {
  const client = '{"clientId":"10256137","mediatorId":"10137025"}';
  const w = await wire({
    'GET /edi/clients/10256137': answer('200 OK', JSON_TYPE, client),
    'POST /edi/clients': answer('201 Created', JSON_TYPE, client),
    'POST /edi/clients/tokens': answer('201 Created', JSON_TYPE, '{"token":"new"}'),
    'DELETE /edi/clients/10256137': answer('204 No Content', '', ''),
    'GET /edi/clients/10137025': answer(
      '401 Unauthorized',
      'plain/text',
      'no',
      'www-authenticate: Bearer realm="x"\r\n',
    ),
  });
  await askedForToken(w.ctx, 'clients/10137025');
  const mediator = openMediator(w.ctx);
  await mediator.client('10256137');
  await mediator.register('10256137');
  expect(await mediator.newToken('10256137')).toBe('new');
  await mediator.remove('10256137');
  const mine = [...w.always, 'authorization: bearer mediator-token'];
  const posted = [...mine, `content-type: ${JSON_TYPE}`, 'content-length: 23'];
  const expected = [[...w.always, `accept: ${JSON_TYPE}`], [...mine, `accept: ${JSON_TYPE}`], posted, posted, mine];
  expect(w.heads).toHaveLength(5);
  for (const [at, lines] of expected.entries()) expect(w.linesOf(at), w.heads[at]).toEqual(lines.toSorted());
});
