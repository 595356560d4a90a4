// One JSON-RPC message in, one out. Notifications and batches are refused: the only stated departure from JSON-RPC 2.0.
import { membersOf, rawOf } from './rawJson';
import { RPC, RpcError } from './rpcError';

export interface RpcCall {
  readonly method: string;
  /** As they were written; undefined when there are none. */
  readonly rawParams: string | undefined;
}

export interface Opened {
  /** As it was written, so that it goes back unchanged; `null` while none is known. */
  readonly rawId: string;
  readonly call: RpcCall | RpcError;
}

export function openEnvelope(text: string): Opened {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { rawId: 'null', call: new RpcError(RPC.parse) };
  }
  if (Array.isArray(value)) return refused('batches are not supported');
  if (typeof value !== 'object' || value === null) return refused('no object');
  const members = membersOf(text);
  const rawId = rawOf(members, 'id');
  if (rawId === undefined) return refused('id: missing, notifications are not supported');
  const { id, jsonrpc, method } = value as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' && typeof id !== 'number' && id !== null) return refused('id: neither text nor number');
  if (jsonrpc !== '2.0') return refused('jsonrpc: not 2.0', rawId);
  if (typeof method !== 'string') return refused('method: no text', rawId);
  return { rawId, call: { method, rawParams: rawOf(members, 'params') } };
}

export function resultText(rawId: string, rawResult: string): string {
  return `{"jsonrpc":"2.0","result":${rawResult},"id":${rawId}}`;
}

export function errorText(rawId: string, error: RpcError): string {
  const { code, message, data } = error;
  return `{"jsonrpc":"2.0","error":${JSON.stringify({ code, message, data })},"id":${rawId}}`;
}

function refused(reason: string, rawId = 'null'): Opened {
  return { rawId, call: new RpcError(RPC.invalidRequest, reason) };
}
