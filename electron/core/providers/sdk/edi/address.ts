// Where the service stands, and which addresses are its own: what it tells about itself is data from outside.
import { createHash } from 'node:crypto';
import type { FieldValues } from '../../../../../shared/forms/fields';
import { badInput, rejected } from '../errors';

export interface EdiBase {
  /** `https://edi.example.ee/edi`, without a slash at the end. */
  readonly root: string;
  readonly origin: string;
  readonly host: string;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** The form checks it as well; here is the last look before a token leaves. */
export function baseOf(settings: FieldValues): EdiBase {
  const text = String(settings['base_url'] ?? '').trim();
  const unsafe = () => badInput('address_unsafe', { fieldErrors: { base_url: 'address_unsafe.what' } });
  if (!URL.canParse(text)) throw unsafe();
  const { protocol, hostname, username, password, origin, host, pathname } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
  if (!isSafe || username !== '' || password !== '') throw unsafe();
  const path = pathname.replace(/\/+$/, '');
  return { root: origin + (path.endsWith('/edi') ? path : `${path}/edi`), origin, host };
}

/** A URI of the service's own, absolute or a path. Throws `foreign_address` for what leads elsewhere: no token goes there. */
export function within(base: EdiBase, text: string): URL {
  if (!isWithin(base, text)) throw rejected('foreign_address', { details: text.slice(0, 300) });
  const url = new URL(text, `${base.root}/`);
  url.hash = '';
  return url;
}

export function isWithin({ root, origin }: EdiBase, text: string): boolean {
  if (!URL.canParse(text, `${root}/`)) return false;
  const url = new URL(text, `${root}/`);
  return url.origin === origin && url.href.startsWith(`${root}/`) && url.username === '' && url.password === '';
}

/** `purchase-invoices/234Fxdr`: what names a document within the service. */
export const pathWithin = ({ root }: EdiBase, url: URL): string => url.href.slice(root.length + 1);

/**
 * The same as a natural key. The archive does not tell small letters from capitals, the service may: what has capitals carries a mark
 * of its exact spelling.
 */
export function keyOfPath(path: string): string {
  if (path === path.toLowerCase()) return path;
  return `${path}~${createHash('sha256').update(path).digest('hex').slice(0, 8)}`;
}
