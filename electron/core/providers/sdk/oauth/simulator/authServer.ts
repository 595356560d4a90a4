// A simulated OAuth 2 server: a page that needs no browser (its user always agrees), codes that count once, tokens that end.
import { createHash } from 'node:crypto';

export interface AuthRules {
  readonly clientId: string;
  /** Null: the registration has none, and sending one is refused. */
  readonly clientSecret: string | null;
  readonly accessSeconds: number;
  readonly isRedirectAllowed: (redirectUri: string) => boolean;
  readonly scopes: readonly string[];
  /** Whether this sign-in brings a refresh token. */
  readonly givesRefreshToken: (page: URLSearchParams) => boolean;
  /** A new refresh token with each renewal. */
  readonly rotates: boolean;
  /** The service's own words for what is refused. */
  readonly words: Readonly<Record<Refused, readonly [error: string, description: string]>>;
  readonly tokenPrefix: string;
  /** Told with the tokens, where the service tells it. */
  readonly refreshSeconds: number | null;
}

export type Refused =
  'code_used' | 'refresh_ended' | 'secret_missing' | 'secret_wrong' | 'secret_unwanted' | 'client_unknown';

interface Code {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly hasRefresh: boolean;
  readonly untilMs: number;
}

interface Access {
  readonly untilMs: number;
  readonly scope: string;
}

const CODE_LIFE_MS = 60_000;

export class AuthServer {
  readonly #rules: AuthRules;
  readonly #now: () => number;
  readonly #seed: number;
  readonly #codes = new Map<string, Code>();
  readonly #access = new Map<string, Access>();
  readonly #refresh = new Map<string, string>();
  #counter = 0;
  /** The user of the page declines. */
  declines = false;
  /** How often tokens were asked for with a refresh token. */
  renewals = 0;

  constructor(rules: AuthRules, now: () => number, seed: number) {
    this.#rules = rules;
    this.#now = now;
    this.#seed = seed;
  }

  /** Tokens that somebody has already. */
  know(tokens: { readonly access?: string; readonly refresh?: string; readonly scope?: string }): void {
    const scope = tokens.scope ?? this.#rules.scopes.join(' ');
    if (tokens.access !== undefined) this.#access.set(tokens.access, { untilMs: Infinity, scope });
    if (tokens.refresh !== undefined) this.#refresh.set(tokens.refresh, scope);
  }

  /** Ends every access token before its time; refresh tokens stay. */
  endAccess(): void {
    this.#access.clear();
  }

  /** The user withdraws what was granted. */
  revoke(): void {
    this.#access.clear();
    this.#refresh.clear();
  }

  /** The scope of a valid bearer; null otherwise. */
  scopeOf(request: Request): string | null {
    const [, token] = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
    const access = this.#access.get(token ?? '');
    return access && access.untilMs > this.#now() ? access.scope : null;
  }

  /** The page in the browser. */
  page(request: Request): Response {
    const page = new URL(request.url).searchParams;
    const redirectUri = page.get('redirect_uri') ?? '';
    // Never redirect to an address that nobody registered.
    if (!this.#rules.isRedirectAllowed(redirectUri)) return text(400, `redirect_uri ${redirectUri} is not registered`);
    if (page.get('client_id') !== this.#rules.clientId) return text(400, 'Invalid client_id');
    const back = new URL(redirectUri);
    back.searchParams.set('state', page.get('state') ?? '');
    const refusal = this.declines ? 'access_denied' : this.#pageProblem(page);
    if (refusal === null) back.searchParams.set('code', this.#issueCode(page, redirectUri));
    else back.searchParams.set('error', refusal);
    return new Response(null, { status: 302, headers: { location: back.href } });
  }

  #pageProblem(page: URLSearchParams): string | null {
    const challenge = page.get('code_challenge') ?? '';
    if (page.get('response_type') !== 'code') return 'unsupported_response_type';
    if (page.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge)) return 'invalid_request';
    if ((page.get('state') ?? '').length < 16) return 'invalid_request';
    const known = new Set(this.#rules.scopes);
    return (page.get('scope') ?? '').split(' ').every((scope) => known.has(scope)) ? null : 'invalid_scope';
  }

  #issueCode(page: URLSearchParams, redirectUri: string): string {
    const code = this.#unique('code');
    this.#codes.set(code, {
      challenge: page.get('code_challenge') ?? '',
      redirectUri,
      scope: page.get('scope') ?? '',
      hasRefresh: this.#rules.givesRefreshToken(page),
      untilMs: this.#now() + CODE_LIFE_MS,
    });
    return code;
  }

  async token(request: Request): Promise<Response> {
    if (request.method !== 'POST') return text(405, 'POST only');
    if (request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') !== true)
      return refusal(400, ['invalid_request', 'the body must be a form']);
    const form = new URLSearchParams(await request.text());
    const { clientId, words } = this.#rules;
    if (form.get('client_id') !== clientId) return refusal(400, words.client_unknown);
    const secret = this.#secretProblem(form.get('client_secret'));
    if (secret) return refusal(secret === 'secret_missing' ? 400 : 401, words[secret]);
    const asked = form.get('grant_type');
    if (asked === 'authorization_code') return this.#redeem(form);
    if (asked === 'refresh_token') return this.#renew(form.get('refresh_token') ?? '');
    return refusal(400, ['unsupported_grant_type', '']);
  }

  #secretProblem(given: string | null): 'secret_missing' | 'secret_wrong' | 'secret_unwanted' | null {
    const { clientSecret } = this.#rules;
    if (clientSecret === null) return given === null ? null : 'secret_unwanted';
    if (given === null) return 'secret_missing';
    return given === clientSecret ? null : 'secret_wrong';
  }

  #redeem(form: URLSearchParams): Response {
    const code = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood =
      code !== undefined &&
      code.untilMs > this.#now() &&
      code.challenge === proof &&
      code.redirectUri === form.get('redirect_uri');
    if (!isGood) return refusal(400, this.#rules.words.code_used);
    return this.#issue(code.scope, code.hasRefresh ? this.#newRefresh(code.scope) : null);
  }

  #renew(token: string): Response {
    const scope = this.#refresh.get(token);
    if (scope === undefined) return refusal(400, this.#rules.words.refresh_ended);
    this.renewals += 1;
    return this.#issue(scope, this.#rules.rotates ? this.#newRefresh(scope) : null);
  }

  #newRefresh(scope: string): string {
    const token = this.#unique('refresh');
    this.#refresh.set(token, scope);
    return token;
  }

  #issue(scope: string, refresh: string | null): Response {
    const { accessSeconds, refreshSeconds, tokenPrefix } = this.#rules;
    const access = `${tokenPrefix}${this.#unique('access')}`;
    this.#access.set(access, { untilMs: this.#now() + accessSeconds * 1000, scope });
    return json(200, {
      access_token: access,
      token_type: 'Bearer',
      expires_in: accessSeconds,
      scope,
      ...(refresh === null ? {} : { refresh_token: refresh }),
      ...(refreshSeconds === null ? {} : { refresh_token_expires_in: refreshSeconds }),
    });
  }

  #unique(what: string): string {
    this.#counter += 1;
    const hash = createHash('sha256').update(`${what} ${String(this.#seed)} ${String(this.#counter)}`);
    return `${what}-${hash.digest('base64url')}`;
  }
}

const text = (status: number, said: string): Response =>
  new Response(said, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });

const json = (status: number, value: unknown): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });

const refusal = (status: number, [error, error_description]: readonly [string, string]): Response =>
  json(status, { error, error_description });
