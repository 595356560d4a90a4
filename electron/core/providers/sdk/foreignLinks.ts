// Links that an answer brings are checked before anything is asked there (texts `foreign_host`, with the host).
import { rejected } from './errors';

/** The link, when `isTrusted` says so; never one that is none. */
export function guardLink(link: string, isTrusted: (url: URL) => boolean): string {
  let url: URL;
  try {
    url = new URL(link);
  } catch (cause) {
    throw rejected('foreign_host', { params: { host: '?' }, cause });
  }
  if (!isTrusted(url)) throw rejected('foreign_host', { params: { host: url.host } });
  return url.href;
}

/** Names that lead into this computer or its own network. */
const PRIVATE =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|onion)$/;

/** https at its usual port, a name of the public network and no number, and nobody's sign-in in the address. */
export function isPublicHttps({ protocol, hostname, port, username, password }: URL): boolean {
  const host = hostname.replace(/\.$/, '');
  const isNumber = host.startsWith('[') || /^[\d.]+$/.test(host);
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === '';
  return isPlain && !isNumber && host.includes('.') && !PRIVATE.test(host);
}

/** For files that lie on a host of their own, whose name nobody publishes: the service's own origin, or the public network. */
export function guardFileLink(link: string, ownOrigin: string): string {
  return guardLink(link, (url) => url.origin === ownOrigin || isPublicHttps(url));
}
