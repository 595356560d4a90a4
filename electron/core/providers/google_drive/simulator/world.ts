// Everything the simulated service knows, and the one call in hand.
import { AuthServer } from '../../sdk/oauth/simulator/authServer';
import { Items, type Item } from '../../sdk/cloud/simulator/items';
import type { Fault } from '../../sdk/simulatorKit';
import type { NamedFault } from './faults';
import { DEMO, SCOPE, type CompleteOptions } from './options';
import type { Metadata } from './metadata';

export interface UploadSession {
  readonly startedMs: number;
  readonly metadata: Metadata;
  /** Of an update. */
  readonly target: Item | null;
  /** Null: not told beforehand. */
  readonly total: number | null;
  content: Buffer;
  /** The answer is given again to whoever asks again. */
  done: Item | null;
}

const SESSION_LIFE_MS = 7 * 86_400_000;
const WEEK_SECONDS = 7 * 86_400;

export class World {
  readonly options: CompleteOptions;
  readonly items: Items;
  readonly auth: AuthServer;
  readonly sessions = new Map<string, UploadSession>();
  /** Ids that were given out and may be used once. */
  readonly givenIds = new Set<string>();
  receivedBytes = 0;

  constructor(options: CompleteOptions) {
    this.options = options;
    this.items = new Items({ seed: options.seed, fold: (name) => name });
    this.auth = new AuthServer(rulesOf(options), options.now, options.seed);
    this.auth.know({ access: DEMO.accessToken, refresh: DEMO.refreshToken, scope: `${SCOPE}${options.scope}` });
  }

  session(id: string): UploadSession | null {
    const session = this.sessions.get(id);
    if (session && this.options.now() - session.startedMs > SESSION_LIFE_MS) this.sessions.delete(id);
    return this.sessions.get(id) ?? null;
  }

  isFull(more: number): boolean {
    const { limitBytes } = this.options;
    return limitBytes !== null && this.items.usedBytes() + more > limitBytes;
  }
}

function rulesOf(options: CompleteOptions): ConstructorParameters<typeof AuthServer>[0] {
  return {
    clientId: DEMO.clientId,
    clientSecret: DEMO.clientSecret,
    accessSeconds: options.accessSeconds,
    isRedirectAllowed: (redirectUri) => /^http:\/\/127\.0\.0\.1:\d+\/$/.test(redirectUri),
    scopes: [`${SCOPE}drive.file`, `${SCOPE}drive`],
    givesRefreshToken: () => true,
    rotates: false,
    refreshSeconds: options.isTesting ? WEEK_SECONDS : null,
    tokenPrefix: 'ya29.',
    words: {
      code_used: ['invalid_grant', 'Bad Request'],
      refresh_ended: ['invalid_grant', 'Token has been expired or revoked.'],
      secret_missing: ['invalid_request', 'client_secret is missing.'],
      secret_wrong: ['invalid_client', 'The provided client secret is invalid.'],
      secret_unwanted: ['invalid_client', 'Unauthorized'],
      client_unknown: ['invalid_client', 'The OAuth client was not found.'],
    },
  };
}

export interface Call {
  readonly world: World;
  readonly request: Request;
  readonly body: Buffer;
  readonly fault: Fault | null;
  readonly query: URLSearchParams;
  /** `drive.file`: only what this app made is to be seen. */
  readonly seesAll: boolean;
}

export function isNamed({ fault }: Pick<Call, 'fault'>, name: NamedFault): boolean {
  return fault?.kind.type === 'named' && fault.kind.name === name;
}

/** What the token may see of an item. */
export function seen(call: Call, id: string): Item | null {
  const item = call.world.items.get(id);
  return item && (call.seesAll || item.isForeign !== true) ? item : null;
}
