import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { NetworkProblem, type TransportAnswer, type TransportRequest } from '../../ports';
import { createSimulatorTransport } from './simulatorTransport';

const network = {
  send: (request: TransportRequest) => Promise.reject(new Error(`network: ${request.url}`)),
  close: () => Promise.resolve(),
};
const ask = (more: Partial<TransportRequest> = {}): TransportRequest => ({
  method: 'GET',
  url: 'https://demo.invalid/a?b=c',
  headers: {},
  idleTimeoutMs: 1000,
  signal: new AbortController().signal,
  ...more,
});
async function textOf(answer: TransportAnswer): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of answer.body) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
function simulated(handler: (request: Request) => Promise<Response> | Response) {
  const transport = createSimulatorTransport(network);
  transport.serve('https://demo.invalid', (request) => Promise.resolve(handler(request)));
  return transport;
}

it('asks the handler of its origin and the network for everything else', async () => {
  const transport = simulated((request) => Response.json({ url: request.url, a: request.headers.get('a') }));
  const answer = await transport.send(ask({ headers: { a: 'b' } }));
  expect(answer.headers['content-type']).toBe('application/json');
  expect(JSON.parse(await textOf(answer))).toEqual({ url: 'https://demo.invalid/a?b=c', a: 'b' });
  await expect(transport.send(ask({ url: 'https://demo.invalid:444/' }))).rejects.toThrow('network: ');
  transport.withdraw('https://demo.invalid');
  await expect(transport.send(ask())).rejects.toThrow('network: ');
});

it('hands over bodies with their length, also a slice of a file', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-simulated-'));
  const file = path.join(folder, 'file');
  writeFileSync(file, '0123456789');
  const transport = simulated(
    async (request) => new Response(`${String(request.headers.get('content-length'))} ${await request.text()}`),
  );
  const small = await transport.send(ask({ method: 'POST', body: Buffer.from('small') }));
  expect(await textOf(small)).toBe('5 small');
  const sent: number[] = [];
  const body = { path: file, start: 3, end: 6 };
  const sliced = await transport.send(ask({ method: 'PUT', body, onSent: (bytes) => sent.push(bytes) }));
  expect(await textOf(sliced)).toBe('3 345');
  expect(sent).toEqual([3]);
  rmSync(folder, { recursive: true });
});

it('breaks the connection where the simulator says so', async () => {
  const broken = (after: string) =>
    simulated(() => new Response('0123456789', { headers: { 'x-simulator-break': after } }));
  await expect(broken('0').send(ask())).rejects.toThrow(NetworkProblem);
  const answer = await broken('4').send(ask());
  expect(answer.headers['x-simulator-break']).toBeUndefined();
  const seen: string[] = [];
  await expect(
    (async () => {
      for await (const piece of answer.body) seen.push(Buffer.from(piece).toString());
    })(),
  ).rejects.toThrow(NetworkProblem);
  expect(seen).toEqual(['0123']);
});

it('stops waiting for a handler when the call is cancelled', async () => {
  const stop = new AbortController();
  const work = simulated(() => new Promise<Response>(() => undefined)).send(ask({ signal: stop.signal }));
  stop.abort(new Error('the user'));
  await expect(work).rejects.toThrow('the user');
});
