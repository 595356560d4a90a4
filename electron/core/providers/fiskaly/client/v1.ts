// KassenSichV API V1: the client validates the body of a transaction and lets SMAERS sign it. There is no SMAERS here, so what is valid
// is refused in words that say what can do it.
import { z } from 'zod';
import { reasonOf } from './config';
import type { PreparedRequest } from './requestParams';
import { requestError, RPC, RpcError } from './rpcError';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'no UUID');
const TransactionBody = z.strictObject({
  state: z.enum(['ACTIVE', 'FINISHED', 'CANCELLED']),
  client_id: uuid,
  type: z.string().optional(),
  data: z.looseObject({}).optional(),
  schema: z.looseObject({}).optional(),
  metadata: z.record(z.string(), z.string().nullable()).optional(),
});

export const NEEDS_SMAERS =
  'signing for API v1 needs SMAERS: use the client library of fiskaly or the fiskaly service, or an address of API v2';

const TRANSACTION = /^\/tss\/[^/]+\/tx\/[^/]+$/;

/** Bodies are validated against API v1 only (since client 1.1.0). */
export function refuseV1Signing(baseUrl: string, request: PreparedRequest): void {
  if (!/\/api\/v1\/*$/.test(new URL(baseUrl).pathname)) return;
  if (request.method !== 'PUT' || !TRANSACTION.test(request.path)) return;
  const parsed = TransactionBody.safeParse(readJson(request.body));
  if (!parsed.success) throw requestError(`body: ${reasonOf(parsed.error)}`);
  throw new RpcError(RPC.internal, NEEDS_SMAERS);
}

function readJson(body: Buffer | undefined): unknown {
  try {
    return JSON.parse((body ?? Buffer.alloc(0)).toString('utf8')) as unknown;
  } catch {
    throw requestError('body: not JSON');
  }
}
