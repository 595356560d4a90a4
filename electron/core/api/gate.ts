// Who may come in: a program on this computer that holds the token. A page in a browser may not, whatever name it gives this computer.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Ids } from '../ports';
import { refusal } from './refusal';

export interface GateParts {
  /** Named to whoever came by another name. */
  readonly port: number;
  /** Null: nobody has a token. */
  readonly tokenHash: () => Buffer | null;
}

const OUR_HOST = /^(localhost|127\.0\.0\.1)(:\d{1,5})?$/;

/** 256 random bits: a plain hash keeps them as well as a slow one. */
export const newToken = (ids: Ids): string => `kontor_${Buffer.from(ids.random(32)).toString('base64url')}`;
export const hashOf = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest();

/** Throws what the caller is told. */
export function checkCaller(headers: IncomingHttpHeaders, { port, tokenHash }: GateParts): void {
  // A name that somebody else's server made point here is not one of ours; a port may have been led here through a tunnel.
  const host = (headers.host ?? '').toLowerCase();
  if (!OUR_HOST.test(host)) throw refusal('wrong_host', { params: { place: `http://localhost:${String(port)}` } });
  const { origin } = headers;
  const isPage = origin !== undefined && origin.toLowerCase() !== `http://${host}`;
  if (isPage || headers['sec-fetch-site'] === 'cross-site') throw refusal('wrong_origin');
  const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw refusal('no_token');
  // Hashes have one length, and comparing them takes one time.
  const known = tokenHash();
  if (known === null || !timingSafeEqual(hashOf(token), known)) throw refusal('wrong_token');
}
