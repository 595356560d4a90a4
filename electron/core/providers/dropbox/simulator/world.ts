// Everything the simulated service knows, and the one call in hand.
import { AuthServer } from '../../sdk/oauth/simulator/authServer';
import { Items } from '../../sdk/cloud/simulator/items';
import type { Fault } from '../../sdk/simulatorKit';
import type { NamedFault } from './faults';
import { DEMO, SCOPES, type CompleteOptions } from './options';

export interface UploadSession {
  readonly startedMs: number;
  content: Buffer;
  isClosed: boolean;
}

const SESSION_LIFE_MS = 7 * 86_400_000;

export class World {
  readonly options: CompleteOptions;
  readonly items: Items;
  readonly auth: AuthServer;
  readonly sessions = new Map<string, UploadSession>();
  readonly cursors = new Map<string, readonly unknown[]>();
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

  mayWrite(path: string): boolean {
    const lower = path.toLowerCase();
    return !this.options.readOnly.some((folder) => `${lower}/`.startsWith(`${folder.toLowerCase()}/`));
  }
}

function rulesOf(options: CompleteOptions): ConstructorParameters<typeof AuthServer>[0] {
  return {
    clientId: DEMO.clientId,
    clientSecret: null,
    accessSeconds: options.accessSeconds,
    isRedirectAllowed: (redirectUri) => DEMO.redirects.includes(redirectUri),
    scopes: SCOPES,
    givesRefreshToken: (page) => page.get('token_access_type') === 'offline',
    rotates: false,
    refreshSeconds: null,
    tokenPrefix: 'sl.',
    words: {
      code_used: ['invalid_grant', "code doesn't exist or has expired"],
      refresh_ended: ['invalid_grant', 'refresh token is invalid or revoked'],
      secret_missing: ['invalid_client', 'Missing client_secret'],
      secret_wrong: ['invalid_client', 'Invalid client_id or client_secret'],
      secret_unwanted: ['invalid_client', 'Invalid client_id or client_secret'],
      client_unknown: ['invalid_client', 'Invalid client_id or client_secret'],
    },
  };
}

export interface Call {
  readonly world: World;
  readonly request: Request;
  readonly body: Buffer;
  readonly fault: Fault | null;
}

export function isNamed({ fault }: Pick<Call, 'fault'>, name: NamedFault): boolean {
  return fault?.kind.type === 'named' && fault.kind.name === name;
}
