import { afterAll, describe, expect, it } from 'vitest';
import { DEMO_NIP, foreignClient, ksefInProcess, published, signedIn } from '../../../../../../tests/support/ksef';
import { foreignToken, named } from '../index';
import { OTHER_NIP, type IssuedTokens } from './knownTokens';

const api = published();
afterAll(() => {
  expect(api?.problems ?? []).toEqual([]);
});

const quiet = { count: 0, rateLimits: 'off' } as const;

function start(knobs: Parameters<typeof ksefInProcess>[0] = {}) {
  const ksef = ksefInProcess({ ...quiet, ...knobs });
  return { ksef, client: foreignClient(ksef, api), tokens: ksef.simulator.control.tokens };
}

type Body = { exception?: { exceptionDetailList: { exceptionCode: number }[] } };
const codeOf = (body: unknown): number | undefined => (body as Body).exception?.exceptionDetailList[0]?.exceptionCode;

describe('login with a KSeF token', () => {
  it('takes as many polls as set, then redeems once', async () => {
    const { client, tokens } = start({ loginPolls: 3 });
    const started = await client.startLogin(tokens.demo.token, DEMO_NIP);
    expect(started.status).toBe(202);
    const { referenceNumber, authenticationToken } = started.body as unknown as {
      referenceNumber: string;
      authenticationToken: { token: string };
    };
    const ask = () => client.call('GET', `/auth/${referenceNumber}`, undefined, authenticationToken.token);
    const early = await client.call('POST', '/auth/token/redeem', undefined, authenticationToken.token);
    expect([early.status, codeOf(early.body)]).toEqual([400, 21301]);
    const codes = [];
    for (let i = 0; i < 5; i += 1)
      codes.push(((await ask()).body as unknown as { status: { code: number } }).status.code);
    expect(codes).toEqual([100, 100, 100, 200, 200]);
    const first = await client.call('POST', '/auth/token/redeem', undefined, authenticationToken.token);
    expect(first.status).toBe(200);
    const second = await client.call('POST', '/auth/token/redeem', undefined, authenticationToken.token);
    expect([second.status, codeOf(second.body)]).toEqual([400, 21301]);
  });

  it.each<[keyof IssuedTokens, number, string]>([
    ['revoked', 450, 'Token unieważniony'],
    ['inactive', 450, 'Token nieaktywny'],
    ['otherCompany', 450, `Token nie może być użyty w kontekście Nip ${DEMO_NIP}`],
    ['noPermission', 415, 'Brak przypisanych uprawnień'],
    ['blocked', 480, 'Podejrzenie incydentu bezpieczeństwa.'],
  ])('refuses the token %s with %i', async (name, code, detail) => {
    const { client, tokens } = start();
    const { status } = await client.pollLogin(await client.startLogin(tokens[name].token, DEMO_NIP));
    expect(status.code).toBe(code);
    expect(status.details?.join()).toContain(detail);
  });

  it.each<[string, (plain: string) => string, string]>([
    ['another environment’s token', () => `${foreignToken}|TIME`, 'Nieprawidłowy token'],
    ['a token without its time', (plain) => plain.slice(0, plain.lastIndexOf('|')), 'Nieprawidłowy czas tokena'],
    ['an ISO time', (plain) => plain.replace(/\d{13}$/, '2026-10-06T08:00:00.123Z'), 'Nieprawidłowy czas tokena'],
    ['the machine’s own time', (plain) => plain.replace(/\d{13}$/, '1780000000000'), 'Nieprawidłowy czas tokena'],
    ['only the secret part', (plain) => plain.split('|').slice(2).join('|'), 'Nieprawidłowy token'],
    ['a token with a line break', (plain) => plain.replace(/\|(?=\d{13}$)/, '\n|'), 'Nieprawidłowy token'],
  ])('refuses %s with 450', async (_, change, detail) => {
    const { client, tokens } = start();
    const started = await client.startLogin(tokens.demo.token, DEMO_NIP, (plain) =>
      change(plain).replace('TIME', plain.slice(-13)),
    );
    const { status } = await client.pollLogin(started);
    expect([status.code, status.details]).toEqual([450, [detail]]);
  });

  it('refuses what was encrypted with the wrong key', async () => {
    const { client, tokens } = start({ withDecoyCertificates: true });
    const { cipher } = await client.encrypt('SymmetricKeyEncryption', Buffer.from(`${tokens.demo.token}|1`));
    const { challenge } = (await client.call('POST', '/auth/challenge', undefined, '')).body as unknown as {
      challenge: string;
    };
    const contextIdentifier = { type: 'Nip', value: DEMO_NIP };
    const body = { challenge, contextIdentifier, encryptedToken: cipher };
    const { status } = await client.pollLogin(await client.call('POST', '/auth/ksef-token', body, ''));
    expect(status.details).toEqual(['Nieprawidłowe szyfrowanie tokena']);
  });

  it('lets a challenge live ten minutes and serve one login', async () => {
    const { client, tokens, ksef } = start();
    const old = (await client.call('POST', '/auth/challenge', undefined, '')).body as unknown as {
      challenge: string;
      timestampMs: number;
    };
    ksef.clock.advance(10 * 60_000 + 1);
    const { cipher } = await client.encrypt(
      'KsefTokenEncryption',
      Buffer.from(`${tokens.demo.token}|${String(old.timestampMs)}`),
    );
    const body = {
      challenge: old.challenge,
      contextIdentifier: { type: 'Nip', value: DEMO_NIP },
      encryptedToken: cipher,
    };
    const { status } = await client.pollLogin(await client.call('POST', '/auth/ksef-token', body, ''));
    expect([status.code, status.details]).toEqual([450, ['Nieprawidłowe wyzwanie autoryzacyjne']]);
    const unknown = { ...body, challenge: old.challenge.replaceAll(/[A-F]/g, '0') };
    expect(codeOf((await client.call('POST', '/auth/ksef-token', unknown, '')).body)).toBe(21111);
  });

  it('answers 21470 for a withdrawn key', async () => {
    const { client, tokens, ksef } = start();
    ksef.simulator.script([named(/ksef-token$/, 'key_rotation')]);
    const answer = await client.startLogin(tokens.demo.token, DEMO_NIP);
    expect([answer.status, codeOf(answer.body)]).toEqual([400, 21470]);
    await client.login(tokens.demo.token, DEMO_NIP);
    expect(client.accessToken).not.toBe('');
  });

  it('serves a client whose clock is off, as long as it uses the service’s', async () => {
    const { client, tokens, ksef } = start();
    ksef.simulator.script([named(/challenge$/, 'clock_skew')]);
    await client.login(tokens.demo.token, DEMO_NIP);
    expect((await client.call('GET', '/rate-limits')).status).toBe(200);
  });

  it('refuses unknown fields, parameters, media types and bodies', async () => {
    const { client } = start();
    const extra = await client.call('POST', '/auth/ksef-token', { challenge: 'x'.repeat(36), nadmiar: 1 }, '');
    expect(codeOf(extra.body)).toBe(21405);
    const send = (headers: Record<string, string>, body: string | null) =>
      client.send(new Request(`${client.base}/v2/auth/challenge`, { method: 'POST', headers, body }));
    expect((await send({ 'content-type': 'application/x-www-form-urlencoded' }, null)).status).toBe(415);
    expect((await send({ 'content-type': 'application/json' }, '{}')).status).toBe(400);
    const { status } = await client.send(new Request(`${client.base}/v2/auth/challenge`));
    expect(status).toBe(405);
    expect((await client.send(new Request(`${client.base}/v1/auth/challenge`))).status).toBe(404);
  });
});

describe('tokens of a session', () => {
  it('live 15 minutes and 7 days; only the refresh token refreshes', async () => {
    const { ksef, client } = await signedIn(quiet, api);
    expect((await client.call('GET', '/rate-limits')).status).toBe(200);
    expect((await client.call('POST', '/auth/token/refresh')).status).toBe(401);
    ksef.clock.advance(15 * 60_000);
    expect((await client.call('GET', '/rate-limits')).status).toBe(401);
    const { body } = await client.call('POST', '/auth/token/refresh', undefined, client.refreshToken);
    const fresh = (body as unknown as { accessToken: { token: string } }).accessToken.token;
    expect((await client.call('GET', '/rate-limits', undefined, fresh)).status).toBe(200);
    ksef.clock.advance(7 * 86_400_000);
    expect((await client.call('POST', '/auth/token/refresh', undefined, client.refreshToken)).status).toBe(401);
  });

  it('are listed and revoked; access outlives the revocation', async () => {
    const { client } = await signedIn(quiet, api);
    const listed = (await client.call('GET', '/auth/sessions?pageSize=10')).body as unknown as {
      items: { referenceNumber: string; isCurrent: boolean }[];
    };
    expect(listed.items).toMatchObject([{ isCurrent: true }]);
    expect((await client.call('DELETE', '/auth/sessions/current')).status).toBe(204);
    expect((await client.call('POST', '/auth/token/refresh', undefined, client.refreshToken)).status).toBe(401);
    expect((await client.call('GET', '/limits/context')).status).toBe(200);
  });

  it('show permissions, limits and tokens', async () => {
    const { client } = await signedIn(quiet, api);
    const grants = await client.call('POST', '/permissions/query/personal/grants?pageSize=10', {});
    const scopes = (grants.body as unknown as { permissions: { permissionScope: string }[] }).permissions;
    expect(scopes.map((each) => each.permissionScope)).toEqual(['InvoiceRead', 'InvoiceWrite', 'CredentialsRead']);
    for (const path of ['/limits/subject', '/tokens?pageSize=10', '/permissions/attachments/status'])
      expect((await client.call('GET', path)).status, path).toBe(200);
  });

  it('are not enough without the permission', async () => {
    const { client, tokens } = start();
    await client.login(tokens.withoutInvoiceRead.token, DEMO_NIP);
    const answer = await client.call('GET', '/invoices/ksef/5265877635-20250826-0100001AF629-AF');
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      reasonCode: 'missing-permissions',
      security: { requiredAnyOfPermissions: ['InvoiceRead'], presentPermissions: ['CredentialsRead'] },
    });
  });

  it('belong to their own context', async () => {
    const { client, tokens, ksef } = start();
    const [number = ''] = ksef.simulator.control.add([{}]);
    await client.login(tokens.otherCompany.token, OTHER_NIP);
    expect(codeOf((await client.call('GET', `/invoices/ksef/${number}`)).body)).toBe(21164);
  });
});
