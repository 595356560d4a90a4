// RFC 7636, method S256: who holds the code needs the verifier too, and that never leaves this process.
import { createHash } from 'node:crypto';
import type { Ids } from '../../../ports';

export interface Proof {
  readonly verifier: string;
  readonly challenge: string;
  readonly state: string;
}

export function newProof(ids: Pick<Ids, 'random'>): Proof {
  const verifier = base64Url(ids.random(32));
  return {
    verifier,
    challenge: createHash('sha256').update(verifier, 'ascii').digest('base64url'),
    state: base64Url(ids.random(32)),
  };
}

const base64Url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
