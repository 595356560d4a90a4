// The address of a database server: postgresql://user:password@host:port/name?sslmode=…, and the same for MySQL and MariaDB.
import { Failure } from '../../../shared/errors';

export interface ServerTarget {
  readonly type: 'postgresql' | 'mysql';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** `verified`: the certificate must be the server's own; `off`: in clear. */
  readonly tls: 'verified' | 'off';
  /** A file with the authority that the server's certificate is checked against, besides the usual ones. */
  readonly caFile: string | null;
  /** Without the password. */
  readonly shown: string;
}

const PORTS = { postgresql: 5432, mysql: 3306 } as const;

/**
 * Words of libpq's `sslmode` and of MySQL's `ssl-mode`. `prefer` may go in clear and is no protection: it counts as the default. Taking
 * any certificate would give the password to whoever stands in between, so `require` checks it as well.
 */
const TLS_WORDS: Readonly<Record<string, ServerTarget['tls'] | null>> = {
  disable: 'off',
  disabled: 'off',
  allow: null,
  prefer: null,
  preferred: null,
  require: 'verified',
  required: 'verified',
  'verify-ca': 'verified',
  verify_ca: 'verified',
  'verify-full': 'verified',
  verify_identity: 'verified',
};
const TLS_NAMES = new Set(['sslmode', 'ssl-mode', 'ssl_mode']);
const CA_NAMES = new Set(['sslrootcert', 'ssl-ca', 'ssl_ca']);
/** Habits of other programs that change nothing here: text is always UTF-8. */
const IDLE_NAMES = new Set(['charset', 'connect_timeout', 'application_name']);

/** Throws a Failure: config.url_unknown, config.url_option. */
export function serverTarget(type: ServerTarget['type'], text: string): ServerTarget {
  const shown = redactUrl(text);
  const unknown = () => new Failure({ kind: 'user_input', key: 'config.url_unknown', params: { url: shown } });
  const url = parsed(text);
  if (!url) throw unknown();
  const database = plain(url.pathname.slice(1));
  const [user, password] = [plain(url.username), plain(url.password)];
  // The brackets of an IPv6 address belong to the URL.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (!database || database.includes('/') || !host || !user || password === null) throw unknown();
  const options = tlsOptions(url.searchParams, isLoopback(host) ? 'off' : 'verified');
  const port = url.port === '' ? PORTS[type] : Number(url.port);
  return { type, host, port, user, password, database, ...options, shown };
}

function tlsOptions(given: URLSearchParams, usual: ServerTarget['tls']): Pick<ServerTarget, 'tls' | 'caFile'> {
  let tls = usual;
  let caFile: string | null = null;
  for (const [name, value] of given) {
    const word = TLS_WORDS[value.toLowerCase()];
    if (TLS_NAMES.has(name) && word !== undefined) tls = word ?? usual;
    else if (CA_NAMES.has(name) && value !== '') {
      caFile = value;
      if (![...given.keys()].some((other) => TLS_NAMES.has(other))) tls = 'verified';
    } else if (!IDLE_NAMES.has(name)) {
      // A misspelt wish for encryption must not be passed over.
      throw new Failure({ kind: 'user_input', key: 'config.url_option', params: { option: name } });
    }
  }
  return { tls, caFile };
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Null when it is not written as a URL writes it. */
function plain(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** The URL without its password, in every form that could be shown or logged. A password may hold any character, also an unescaped @. */
export function redactUrl(url: string): string {
  return url
    .replace(/^([a-z][a-z0-9+.-]*:\/\/[^/@:]*):.*@/i, '$1:***@')
    .replace(/([?&](?:password|passwd|pwd)=)[^&]*/gi, '$1***');
}
