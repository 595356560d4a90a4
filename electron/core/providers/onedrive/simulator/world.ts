// Everything the simulated service knows, and the one call in hand.
import { AuthServer } from '../../sdk/oauth/simulator/authServer';
import { Items, type Item } from '../../sdk/cloud/simulator/items';
import type { Fault } from '../../sdk/simulatorKit';
import type { NamedFault } from './faults';
import { DEMO, SCOPES, type CompleteOptions } from './options';

export interface UploadSession {
  readonly startedMs: number;
  readonly parent: string;
  readonly name: string;
  readonly behaviour: string;
  readonly modifiedMs: number;
  /** Told by the first slice; it must not change. */
  total: number | null;
  content: Buffer;
  isUneven: boolean;
}

const SESSION_LIFE_MS = 86_400_000;

export class World {
  readonly options: CompleteOptions;
  readonly items: Items;
  readonly auth: AuthServer;
  readonly sessions = new Map<string, UploadSession>();
  /** How often the hash of a file is still kept back. */
  readonly hashless = new Map<string, number>();
  receivedBytes = 0;

  constructor(options: CompleteOptions) {
    this.options = options;
    this.items = new Items({ seed: options.seed, fold: (name) => name.normalize('NFC').toLowerCase() });
    this.auth = new AuthServer(rulesOf(options), options.now, options.seed);
    this.auth.know({ access: DEMO.accessToken, refresh: DEMO.refreshToken, scope: options.scopes.join(' ') });
  }

  session(id: string): UploadSession | null {
    const session = this.sessions.get(id);
    if (session && this.options.now() - session.startedMs > SESSION_LIFE_MS) this.sessions.delete(id);
    return this.sessions.get(id) ?? null;
  }

  /** Made when it is asked for. */
  appFolder(): Item {
    let parent = this.items.root;
    let made: Item | null = null;
    for (const name of DEMO.appFolder.slice(1).split('/')) {
      made = this.items.named(parent, name)[0] ?? this.makeFolder(parent, name);
      parent = made.id;
    }
    if (!made) throw new Error('no folder for the app');
    return made;
  }

  makeFolder(parent: string, name: string): Item {
    const id = this.items.newId('ITEM');
    return this.items.make({ id, parent, name, bytes: null, modifiedMs: this.options.now(), mediaType: '' });
  }

  freeBytes(): number {
    return Math.max(0, this.options.totalBytes - this.items.usedBytes());
  }
}

function rulesOf(options: CompleteOptions): ConstructorParameters<typeof AuthServer>[0] {
  return {
    clientId: DEMO.clientId,
    clientSecret: null,
    accessSeconds: options.accessSeconds,
    // Registered as http://localhost/kontor: the port does not count.
    isRedirectAllowed: (redirectUri) => /^http:\/\/localhost:\d+\/kontor$/.test(redirectUri),
    scopes: SCOPES,
    givesRefreshToken: (page) => (page.get('scope') ?? '').split(' ').includes('offline_access'),
    rotates: true,
    refreshSeconds: null,
    tokenPrefix: 'EwB',
    words: {
      code_used: ['invalid_grant', 'AADSTS54005: OAuth2 Authorization code was already redeemed.'],
      refresh_ended: ['invalid_grant', 'AADSTS50173: The provided grant has expired due to it being revoked.'],
      secret_missing: [
        'invalid_client',
        "AADSTS7000218: The request body must contain 'client_assertion' or 'client_secret'.",
      ],
      secret_wrong: ['invalid_client', 'AADSTS7000215: Invalid client secret provided.'],
      secret_unwanted: [
        'invalid_client',
        "AADSTS700025: Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
      ],
      client_unknown: ['unauthorized_client', 'AADSTS700016: Application was not found in the directory.'],
    },
  };
}

export interface Call {
  readonly world: World;
  readonly request: Request;
  readonly body: Buffer;
  readonly fault: Fault | null;
  readonly query: URLSearchParams;
}

export function isNamed({ fault }: Pick<Call, 'fault'>, name: NamedFault): boolean {
  return fault?.kind.type === 'named' && fault.kind.name === name;
}
