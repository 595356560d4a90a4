// The addresses of KSeF. Tokens, keys and invoices of one environment mean nothing in another.
import type { FieldValues } from '../../../../shared/forms/fields';
import { demoOrigin } from '../sdk/demoOrigin';
import { badInput } from '../sdk/errors';
import { guardLink } from '../sdk/foreignLinks';

export type EnvironmentId = 'prod' | 'demo' | 'test' | 'custom';

export interface Environment {
  readonly id: EnvironmentId;
  /** As people call it; goes into texts. */
  readonly name: string;
  /** Without a slash at the end, with `/v2`. */
  readonly apiBase: string;
  /** Host of the QR links; null where nobody can look an invoice up. */
  readonly qrHost: string | null;
  /** Where the notice board (Latarnia) answers; null where there is none. */
  readonly lighthouse: string | null;
  /** On this computer: a simulator or a gateway for tests. */
  readonly isSimulated: boolean;
}

const KNOWN: Readonly<Record<Exclude<EnvironmentId, 'custom'>, Environment>> = {
  prod: {
    id: 'prod',
    name: 'PROD',
    apiBase: 'https://api.ksef.mf.gov.pl/v2',
    qrHost: 'qr.ksef.mf.gov.pl',
    lighthouse: 'https://api-latarnia.ksef.mf.gov.pl',
    isSimulated: false,
  },
  demo: {
    id: 'demo',
    name: 'DEMO',
    apiBase: 'https://api-demo.ksef.mf.gov.pl/v2',
    qrHost: 'qr-demo.ksef.mf.gov.pl',
    lighthouse: 'https://api-latarnia-test.ksef.mf.gov.pl',
    isSimulated: false,
  },
  test: {
    id: 'test',
    name: 'TEST',
    apiBase: 'https://api-test.ksef.mf.gov.pl/v2',
    qrHost: 'qr-test.ksef.mf.gov.pl',
    lighthouse: 'https://api-latarnia-test.ksef.mf.gov.pl',
    isSimulated: false,
  },
};

const HOST_SUFFIX = '.ksef.mf.gov.pl';

export function environmentOf(settings: FieldValues): Environment {
  const id = String(settings['environment'] ?? 'prod');
  if (id === 'prod' || id === 'demo' || id === 'test') return KNOWN[id];
  const base = new URL(customBase(String(settings['base_url'] ?? '')));
  const isSimulated = isLoopback(base.hostname) || base.origin === demoOrigin('ksef');
  // A simulator carries its notice board beside the API; a gateway has none.
  const lighthouse = isSimulated ? base.href.replace(/\/v2$/, '') : null;
  return { id: 'custom', name: base.host, apiBase: base.href, qrHost: null, lighthouse, isSimulated };
}

/** The last part of a connection's identity: `5265877635@prod`. */
export function environmentLabel(environment: Environment): string {
  return environment.id === 'custom' ? environment.name : environment.id;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** An own address: https, or http on this computer only. `/v2` is added when it is missing. */
function customBase(text: string): string {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch (cause) {
    throw badInput('base_url_invalid', { fieldErrors: { base_url: 'base_url_invalid.what' }, cause });
  }
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!isAllowed || url.username !== '' || url.search !== '' || url.hash !== '')
    throw badInput('base_url_invalid', { fieldErrors: { base_url: 'base_url_invalid.what' } });
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path.endsWith('/v2') ? path : `${path}/v2`}`;
}

/**
 * Links to package parts come from the answer, so they are checked before anything is asked there: https and a host of the same
 * environment, by its name; numbers, this computer and private networks never. The one exception is the very origin of an own address,
 * which the user has typed: a gateway, or the simulator. The storage host of production is not published; only the suffix is.
 */
export function guardPresigned(environment: Environment, link: string): string {
  return guardLink(
    link,
    (url) =>
      (environment.id === 'custom' && url.origin === new URL(environment.apiBase).origin) ||
      (url.protocol === 'https:' && url.username === '' && isHostOf(environment.id, url)),
  );
}

/** Of a gateway nobody knows which environment is behind it: any of KSeF's own hosts will do. */
function isHostOf(id: EnvironmentId, url: URL): boolean {
  if (!url.hostname.endsWith(HOST_SUFFIX) || url.port !== '') return false;
  const words = url.hostname.slice(0, -HOST_SUFFIX.length).split(/[.-]/);
  const others = id === 'custom' ? [] : (['test', 'demo'] as const).filter((word) => word !== id);
  return !others.some((word) => words.includes(word));
}
