// Authentication operations, from the challenge to the refresh token. One operation is one session.
import { randomBytes, type X509Certificate } from 'node:crypto';
import { badRequest, gone, unauthorized } from '../http/answers';
import { fromMs, isoTicks, toMs, type Micros } from '../instants';
import { referenceNumber } from '../numbers';
import type { IpPolicy } from './ipPolicy';
import { readToken, signToken, type TokenType } from './jwt';
import type { IssuedToken } from './knownTokens';

const MINUTE = 60_000;
const LIFE: Record<TokenType, number> = {
  AuthenticationToken: 45 * MINUTE,
  ContextToken: 15 * MINUTE,
  RefreshToken: 7 * 24 * 60 * MINUTE,
};
const STATUS_KEPT_MS = 7 * 24 * 60 * MINUTE;

export interface Status {
  readonly code: number;
  readonly description: string;
  readonly details?: readonly string[];
}

const RUNNING: Status = { code: 100, description: 'Uwierzytelnianie w toku' };
const DONE: Status = { code: 200, description: 'Uwierzytelnianie zakończone sukcesem' };
const REVOKED: Status = {
  code: 425,
  description: 'Uwierzytelnienie unieważnione',
  details: ['Uwierzytelnienie i powiązane refresh tokeny zostały unieważnione przez użytkownika'],
};

export interface Session {
  readonly referenceNumber: string;
  readonly startedAt: Micros;
  readonly context: { readonly type: string; readonly value: string };
  readonly contextNip: string;
  readonly token: IssuedToken | null;
  /** The certificate of a XAdES login. */
  readonly certificate: X509Certificate | null;
  readonly permissions: readonly string[];
  readonly policy: IpPolicy | null;
  /** What the operation comes to once it has been polled often enough. */
  readonly outcome: Status;
  pollsLeft: number;
  isRedeemed: boolean;
  isRevoked: boolean;
  lastRefreshAt: Micros | null;
  refreshUntil: Micros | null;
}

export class Sessions {
  private readonly secret = randomBytes(32);
  private readonly byReference = new Map<string, Session>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  open(
    about: Pick<Session, 'context' | 'token' | 'certificate' | 'permissions' | 'policy' | 'pollsLeft'> & {
      readonly failure: Status | null;
    },
  ): Session {
    const startedAt = fromMs(this.now());
    const session: Session = {
      referenceNumber: referenceNumber('AU', startedAt),
      startedAt,
      context: about.context,
      contextNip: about.context.value,
      token: about.token,
      certificate: about.certificate,
      permissions: about.permissions,
      policy: about.policy,
      outcome: about.failure ?? DONE,
      pollsLeft: about.pollsLeft,
      isRedeemed: false,
      isRevoked: false,
      lastRefreshAt: null,
      refreshUntil: null,
    };
    this.byReference.set(session.referenceNumber, session);
    return session;
  }

  issue(session: Session, typ: TokenType): { token: string; validUntil: string } {
    const iat = Math.floor(this.now() / 1000);
    const exp = iat + LIFE[typ] / 1000;
    const per = JSON.stringify(session.permissions);
    const { type: cit, value: civ } = session.context;
    const sud = JSON.stringify({ subjectIdentifier: { type: 'Nip', value: session.contextNip.slice(0, 10) } });
    const aum = session.certificate ? 'InternalCertificate' : 'Token';
    const { policy } = session;
    const ips = policy && { ip4Addresses: policy.addresses, ip4Ranges: policy.ranges, ip4Masks: policy.masks };
    const iop = ips ? { iop: JSON.stringify({ allowedIps: ips }) } : {};
    const rights = { per, pec: '[]', rol: '[]', pep: per };
    const claims = { typ, arn: session.referenceNumber, cit, civ, aum, sud, ...rights, ...iop, iat, exp };
    if (typ === 'RefreshToken') session.refreshUntil = fromMs(exp * 1000);
    return { token: signToken(this.secret, claims), validUntil: isoTicks(fromMs(exp * 1000)) };
  }

  /** The session behind a Bearer header, or a 401. Access tokens outlive a revoked session until they expire. */
  authorize(header: string | null, allowed: readonly TokenType[]): { session: Session; tokenType: TokenType } {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1];
    if (token === undefined) throw unauthorized('Brak tokenu w nagłówku Authorization.');
    const claims = readToken(this.secret, token);
    const session = claims && this.byReference.get(claims.arn);
    if (!claims || !session || !allowed.includes(claims.typ)) throw unauthorized('Nieprawidłowy token.');
    if (claims.exp * 1000 <= this.now()) throw unauthorized('Token wygasł.');
    if (session.isRevoked && claims.typ !== 'ContextToken') throw unauthorized('Uwierzytelnienie unieważnione.');
    return { session, tokenType: claims.typ };
  }

  find(reference: string): Session {
    const session = this.byReference.get(reference);
    if (!session)
      throw badRequest(
        21304,
        'Brak uwierzytelnienia.',
        `Operacja uwierzytelniania o numerze referencyjnym ${reference} nie została znaleziona.`,
      );
    return session;
  }

  /** Asking is what moves the operation on. */
  poll(session: Session): Status {
    if (this.now() - toMs(session.startedAt) > STATUS_KEPT_MS) throw gone();
    if (session.isRevoked) return REVOKED;
    if (session.pollsLeft <= 0) return session.outcome;
    session.pollsLeft -= 1;
    return RUNNING;
  }

  status(session: Session): Status {
    if (session.isRevoked) return REVOKED;
    return session.pollsLeft > 0 ? RUNNING : session.outcome;
  }

  /** Newest first. */
  of(contextNip: string): readonly Session[] {
    const live = [...this.byReference.values()].filter(
      (s) => s.contextNip === contextNip && s.isRedeemed && !s.isRevoked && (s.refreshUntil ?? 0) > fromMs(this.now()),
    );
    return live.sort((a, b) => b.startedAt - a.startedAt);
  }

  revokeAll(): void {
    for (const session of this.byReference.values()) session.isRevoked = true;
  }
}
