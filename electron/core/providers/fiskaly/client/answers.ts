// A server's answer in the shape of the protocol: a number as status, header values in lists under lower-case names, the body in base64.
import type { IncomingAnswer } from './httpPort';
import { RPC, RpcError } from './rpcError';

export function responseOf(answer: IncomingAnswer): Record<string, unknown> {
  return { status: answer.status, headers: answer.headers, body: Buffer.from(answer.body).toString('base64') };
}

/** -20000 carries what the server said. */
export function httpError(answer: IncomingAnswer): RpcError {
  return new RpcError(RPC.http, { response: responseOf(answer) });
}
