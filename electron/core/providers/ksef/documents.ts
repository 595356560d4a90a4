// A document of KSeF as bytes, with the hash it was sent with. A page of the firewall in front of it is never taken for one.
import { unavailable } from '../sdk/errors';
import type { HttpAnswer } from '../sdk/http';
import { sha256Base64 } from './crypto';

export interface KsefDocument {
  readonly bytes: Uint8Array;
  /** Standard Base64 of SHA-256 over the bytes. */
  readonly sha256: string;
}

/** `expected` is the hash that the metadata promised. */
export function documentOf(answer: HttpAnswer, expected?: string): KsefDocument {
  const type = answer.headers['content-type'] ?? '';
  if (/html/i.test(type)) throw unavailable('wall', { details: `a document was answered as ${type}` });
  const sha256 = sha256Base64(answer.bytes);
  const told = answer.headers['x-ms-meta-hash'];
  for (const promise of [told, expected])
    if (promise !== undefined && promise !== sha256)
      throw unavailable('document_damaged', { details: `${String(answer.bytes.length)} bytes, another hash` });
  return { bytes: answer.bytes, sha256 };
}
