// What can be set about a simulated Nextcloud. The app passes the three of SimulatorOptions only; the rest is for tests.
import type { SimulatorOptions } from '../../sdk/simulatorKit';

export interface NextcloudKnobs {
  /** Sub-path under which the server lives: `/chmura`. */
  readonly subPath?: string;
  /** v2 joins parts in an object store and is strict about names and headers; v1 is what a server without Redis does. */
  readonly chunking?: 'v1' | 'v2' | 'none';
  readonly quotaBytes?: number;
  /** Announced to clients. */
  readonly maxChunkBytes?: number;
  readonly maxParallel?: number;
  /** A proxy's limit for one body: 413 above it, announced to nobody. */
  readonly bodyLimit?: number;
  /** X-Hash on PUT and recalculation by PATCH. */
  readonly hashes?: boolean;
  readonly productName?: string;
  /** Opening the login page grants at once, as the demo does; else `control.grant()`. */
  readonly grantsOnOpen?: boolean;
  /** Folders of the account that may only be read. */
  readonly readOnly?: readonly string[];
}

export type NextcloudOptions = SimulatorOptions & NextcloudKnobs;

export function complete(options: NextcloudOptions) {
  return {
    subPath: '',
    chunking: 'v2' as 'v1' | 'v2' | 'none',
    quotaBytes: 5_000_000_000,
    maxChunkBytes: 104_857_600,
    maxParallel: 5,
    bodyLimit: Infinity,
    hashes: true,
    productName: 'Nextcloud',
    grantsOnOpen: true,
    readOnly: [] as readonly string[],
    ...options,
    baseUrl: options.baseUrl.replace(/\/$/, ''),
  };
}
export type CompleteOptions = ReturnType<typeof complete>;

/** The only account. Its id differs from its login name, as with e-mail logins and LDAP. */
export const ACCOUNT = {
  login: 'biuro@kontor.example',
  userId: 'biuro 7f3a',
  password: 'Zielony-Tramwaj-12',
  appPassword: 'demo0-demo1-demo2-demo3-demo4',
} as const;

export const FORBIDDEN = {
  characters: ['\\', '/'],
  basenames: [] as readonly string[],
  extensions: ['.part', '.filepart'],
  names: ['.htaccess'],
} as const;
