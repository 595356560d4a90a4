// /auth/*: challenge, login with a KSeF token, redeem, refresh, sessions.
import { z } from 'zod';
import { badRequest, bare, empty, invalidInput, json } from '../http/answers';
import { jsonBody, noBody, pageSize, query } from '../http/body';
import type { Call, Route } from '../http/call';
import { fromMs, isoTicks } from '../instants';
import { unknownKey } from '../keys/routes';
import type { World } from '../world';
import { IP_SHAPES } from './ipPolicy';
import { checkToken } from './tokenLogin';
import { checkCertificateLogin } from './xadesLogin';
import type { Session } from './sessions';

const few = (shape: RegExp) => z.array(z.string().regex(shape)).max(10).nullish();
const contextTypes = ['Nip', 'InternalId', 'NipVatUe', 'PeppolId'] as const;

const LoginRequest = z.strictObject({
  challenge: z.string().length(36),
  contextIdentifier: z.strictObject({ type: z.enum(contextTypes), value: z.string().min(1) }),
  encryptedToken: z.string().min(1),
  publicKeyId: z.string().length(44).nullish(),
  authorizationPolicy: z
    .strictObject({
      allowedIps: z
        .strictObject({
          ip4Addresses: few(IP_SHAPES.address),
          ip4Ranges: few(IP_SHAPES.range),
          ip4Masks: few(IP_SHAPES.mask),
        })
        .nullish(),
    })
    .nullish(),
});

const byToken = {
  authenticationMethod: 'Token',
  authenticationMethodInfo: { category: 'Token', code: 'token.ksef', displayName: 'Token KSeF' },
};
const byCertificate = {
  authenticationMethod: 'InternalCertificate',
  authenticationMethodInfo: {
    category: 'XadesSignature',
    code: 'xades.ksef-certificate',
    displayName: 'Certyfikat KSeF',
  },
};

const stamp = (us: number | null): string | undefined => (us === null ? undefined : isoTicks(us));

const facts = (session: Session) => ({
  startDate: isoTicks(session.startedAt),
  ...(session.certificate ? byCertificate : byToken),
  isTokenRedeemed: session.isRedeemed,
  lastTokenRefreshDate: stamp(session.lastRefreshAt),
  refreshTokenValidUntil: stamp(session.refreshUntil),
});

async function challenge(world: World, call: Call): Promise<Response> {
  await noBody(call.request);
  const issued = world.challenges.issue(call.fault === 'clock_skew' ? 600_000 : 0);
  const timestamp = isoTicks(fromMs(issued.timestampMs));
  return json(200, { ...issued, timestamp, clientIp: call.clientIp });
}

async function login(world: World, call: Call): Promise<Response> {
  const body = await jsonBody(call.request, LoginRequest);
  if (body.publicKeyId && !(await world.keys.knows('KsefTokenEncryption', body.publicKeyId)))
    throw unknownKey(body.publicKeyId);
  const timestampMs = world.challenges.use(body.challenge);
  if (timestampMs === 'unknown') throw badRequest(21111, 'Nieprawidłowe wyzwanie autoryzacyjne.');
  const checked = await checkToken(
    {
      encryptedToken: body.encryptedToken,
      publicKeyId: body.publicKeyId,
      context: body.contextIdentifier,
      timestampMs: timestampMs === 'stale' ? null : timestampMs,
    },
    world.keys,
    world.tokens,
  );
  const cancelled = { code: 550, description: 'Operacja została anulowana przez system' };
  const ips = body.authorizationPolicy?.allowedIps;
  const session = world.sessions.open({
    context: body.contextIdentifier,
    policy: ips ? { addresses: ips.ip4Addresses ?? [], ranges: ips.ip4Ranges ?? [], masks: ips.ip4Masks ?? [] } : null,
    token: checked.token,
    certificate: null,
    permissions: checked.token?.permissions ?? [],
    failure: call.fault === 'login_cancelled' ? cancelled : checked.failure,
    pollsLeft: call.fault === 'stuck_login' ? Number.POSITIVE_INFINITY : world.options.loginPolls,
  });
  const { referenceNumber } = session;
  return json(202, { referenceNumber, authenticationToken: world.sessions.issue(session, 'AuthenticationToken') });
}

const XadesQuery = z.strictObject({ verifyCertificateChain: z.enum(['true', 'false']).default('false') });

async function certificateLogin(world: World, call: Call): Promise<Response> {
  const { verifyCertificateChain } = query(call.url, XadesQuery);
  if ((call.request.headers.get('content-type') ?? '').split(';')[0] !== 'application/xml') throw bare(415);
  const checked = checkCertificateLogin(world, await call.request.text(), verifyCertificateChain === 'true');
  if (typeof world.challenges.use(checked.challenge) === 'string')
    throw badRequest(21111, 'Nieprawidłowe wyzwanie autoryzacyjne.');
  const session = world.sessions.open({
    context: checked.context,
    policy: checked.policy,
    token: null,
    certificate: checked.certificate,
    permissions: checked.permissions,
    failure: checked.failure,
    pollsLeft: call.fault === 'stuck_login' ? Number.POSITIVE_INFINITY : world.options.loginPolls,
  });
  const { referenceNumber } = session;
  return json(202, { referenceNumber, authenticationToken: world.sessions.issue(session, 'AuthenticationToken') });
}

function refused(detail: string) {
  return badRequest(21301, 'Brak autoryzacji.', detail);
}

function checkUsable(world: World, session: Session, purpose: string): void {
  const { code } = world.sessions.status(session);
  if (code !== 200) throw refused(`Status uwierzytelniania (${String(code)}) nie pozwala na ${purpose}.`);
  if (session.token && session.token.state !== 'Active') throw refused('Token KSeF został unieważniony.');
  if (session.certificate && world.authority.isRevoked(session.certificate))
    throw refused('Certyfikat został unieważniony.');
}

const list = z.strictObject({ pageSize: pageSize(10, 100, 10) });

function listSessions(world: World, call: Call & { readonly session: Session }): Response {
  const { pageSize: size } = query(call.url, list);
  const all = world.sessions.of(call.session.contextNip);
  const from = Number(call.request.headers.get('x-continuation-token') ?? '0');
  if (!Number.isInteger(from) || from < 0) throw badRequest(21418, 'Nieprawidłowy token kontynuacji.');
  const items = all.slice(from, from + size).map((session) => ({
    referenceNumber: session.referenceNumber,
    isCurrent: session === call.session,
    status: world.sessions.status(session),
    ...facts(session),
  }));
  return json(200, { items, continuationToken: from + size < all.length ? String(from + size) : null });
}

export function authRoutes(world: World): readonly Route[] {
  const { sessions } = world;
  return [
    { method: 'POST', path: '/auth/challenge', access: 'public', handle: (call) => challenge(world, call) },
    { method: 'POST', path: '/auth/ksef-token', access: 'public', handle: (call) => login(world, call) },
    {
      method: 'POST',
      path: '/auth/xades-signature',
      access: 'public',
      handle: (call) => certificateLogin(world, call),
    },
    {
      method: 'POST',
      path: '/auth/token/redeem',
      access: 'token',
      tokens: ['AuthenticationToken'],
      group: 'anonymous',
      handle: async ({ request, session }) => {
        await noBody(request);
        const reference = session.referenceNumber;
        if (session.isRedeemed) throw refused(`Tokeny dla operacji uwierzytelniania ${reference} zostały już pobrane.`);
        checkUsable(world, session, 'pobranie tokenów');
        session.isRedeemed = true;
        const accessToken = sessions.issue(session, 'ContextToken');
        return json(200, { accessToken, refreshToken: sessions.issue(session, 'RefreshToken') });
      },
    },
    {
      method: 'POST',
      path: '/auth/token/refresh',
      access: 'token',
      tokens: ['RefreshToken'],
      group: 'anonymous',
      handle: async ({ request, session }) => {
        await noBody(request);
        checkUsable(world, session, 'odświeżenie tokenu dostępowego');
        session.lastRefreshAt = fromMs(world.now());
        return json(200, { accessToken: sessions.issue(session, 'ContextToken') });
      },
    },
    {
      method: 'GET',
      path: '/auth/sessions',
      access: 'token',
      tokens: ['ContextToken'],
      group: 'other',
      handle: (call) => listSessions(world, call),
    },
    {
      method: 'DELETE',
      path: '/auth/sessions/current',
      access: 'token',
      tokens: ['ContextToken', 'RefreshToken'],
      group: 'other',
      handle: ({ session }) => {
        session.isRevoked = true;
        return empty(204);
      },
    },
    {
      method: 'DELETE',
      path: '/auth/sessions/{referenceNumber}',
      access: 'token',
      tokens: ['ContextToken'],
      group: 'other',
      handle: ({ session, params }) => {
        const reference = params['referenceNumber'] ?? '';
        const found = sessions.of(session.contextNip).find((other) => other.referenceNumber === reference);
        if (!found) throw invalidInput(`referenceNumber: nie ma sesji ${reference}`);
        found.isRevoked = true;
        return empty(204);
      },
    },
    {
      method: 'GET',
      path: '/auth/{referenceNumber}',
      access: 'token',
      tokens: ['AuthenticationToken'],
      group: 'anonymous',
      handle: ({ session, params }) => {
        const reference = params['referenceNumber'] ?? '';
        const asked = sessions.find(reference);
        if (asked !== session) throw sessionOfAnother(reference);
        return json(200, { ...facts(session), status: sessions.poll(session) });
      },
    },
  ];
}

const sessionOfAnother = (reference: string) =>
  badRequest(
    21304,
    'Brak uwierzytelnienia.',
    `Operacja uwierzytelniania o numerze referencyjnym ${reference} nie została znaleziona.`,
  );
