// The real transport as its tests drive it, and what comes of a request in a few words.
import { afterEach } from 'vitest';
import { createNodeTransport, type NodeTransportOptions } from '../../electron/core/http/transports/nodeTransport';
import { NetworkProblem, type Transport, type TransportRequest } from '../../electron/core/ports';
import { closeLoopbacks } from './loopback';

const transports: Transport[] = [];
afterEach(async () => {
  await Promise.all(transports.splice(0).map((made) => made.close()));
  await closeLoopbacks();
});

export function transport(options: NodeTransportOptions = {}): Transport {
  const made = createNodeTransport({ isNetworkUp: () => true, ...options });
  transports.push(made);
  return made;
}

export function ask(url: string, more: Partial<TransportRequest> = {}): TransportRequest {
  return { method: 'GET', url, headers: {}, idleTimeoutMs: 20_000, signal: new AbortController().signal, ...more };
}

export async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

export async function problemOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (cause) {
    return cause;
  }
  return 'nothing failed';
}

/** `refused, never sent` */
export async function codeOf(work: Promise<unknown>): Promise<unknown> {
  const problem = await problemOf(work);
  return problem instanceof NetworkProblem ? `${problem.code}${problem.wasNeverSent ? ', never sent' : ''}` : problem;
}

/** Both ways out: small calls and the bytes of files. */
export const ways = [
  ['undici', false],
  ['node:http', true],
] as const;
