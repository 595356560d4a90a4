// The real flow over a loopback socket, against a service that knows nothing of this client's code.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Tick } from '../../../../shared/contract/connect';
import { EXPORTS, NIP, QUERIES, bench, count, specOf, type Bench } from '../../../../tests/support/ksefBench';
import { signIn } from './auth';
import { downloadPart, exportStatus, queryMetadata, redeemTokens, refreshAccess, startExport } from './client';
import { encryptForKsef, newContentKey } from './crypto';
import { environmentOf } from './environments';
import { isRefusal } from './errors';
import manifest from './index';
import { meansOf } from './means';
import { publicKeyFor } from './publicKeys';
import { foreignToken, named } from './simulator/index';
import { openKsef } from './session';
import { verify } from './verify';

describe('the first steps of the Python client, with its values', () => {
  it('configure, sign in, first call, one-shot redeem, refresh, presigned without Bearer, Retry-After', async () => {
    const b = await bench({
      loginPolls: 3,
      rateLimits: { invoiceMetadata: { perSecond: 8, perMinute: 16, perHour: 2 } },
    });
    const ctx = b.context();
    // 1) the client is configured by its base address; access comes later
    const ksef = openKsef(ctx);
    expect(environmentOf({ environment: 'demo' }).apiBase).toBe('https://api-demo.ksef.mf.gov.pl/v2');
    expect(ksef.environment.apiBase).toBe(`${b.url}/v2`);

    // 2) certificates, the one for tokens, and the whole sign-in
    const certificate = await publicKeyFor(ksef, 'KsefTokenEncryption', b.clock.now());
    expect(certificate.key.asymmetricKeyType).toBe('rsa');
    let operationToken = '';
    const tokens = await signIn(
      {
        ksef: {
          ...ksef,
          http: spyOnOperation(b, (token) => {
            operationToken = token;
          }),
        },
        clock: b.clockPort,
        signal: ctx.signal,
      },
      {
        means: meansOf(ctx.connection),
        maxAttempts: 90,
        pollIntervalMs: 2.0 * 1000,
        store: () => Promise.resolve(),
      },
    );
    const accessToken = tokens.access.token;
    expect(count(b, /^GET .*\/auth\/\d{8}-AU/)).toBe(4);

    // 3) the first call of the API
    const dateRange = {
      dateType: 'Issue',
      from: '2026-09-01T00:00:00+02:00',
      to: '2026-09-30T23:59:59+02:00',
    } as const;
    const query = {
      filters: { subjectType: 'Subject1', dateRange },
      pageOffset: 0,
      pageSize: 10,
      sortOrder: 'Asc',
    } as const;
    const metadata = await queryMetadata(ksef, accessToken, query);
    expect(metadata.invoices.length).toBeGreaterThan(0);
    expect(metadata.invoices.length).toBeLessThanOrEqual(10);
    const dates = metadata.invoices.map((invoice) => invoice.issueDate ?? '');
    expect(dates).toEqual(dates.toSorted());
    expect(dates.every((date) => date.startsWith('2026-09'))).toBe(true);

    // 5) redeem is one-shot: the second is refused with 400 and 21301
    const again = await redeemTokens(ksef, operationToken).catch((error: unknown) => error);
    expect([isRefusal(again, 400), isRefusal(again, 21301)]).toEqual([true, true]);

    // refresh goes with the refresh token as Bearer
    b.clock.advance(2000);
    const fresh = await refreshAccess(ksef, tokens.refresh.token);
    expect(fresh.token).not.toBe(accessToken);
    const withAccess = await refreshAccess(ksef, accessToken).catch((error: unknown) => error);
    expect(isRefusal(withAccess)).toBe(true);

    // parts of an export are fetched without Bearer; with one they are refused
    const aes = newContentKey(ctx.ids);
    const symmetric = await publicKeyFor(ksef, 'SymmetricKeyEncryption', b.clock.now());
    const reference = await startExport(ksef, fresh.token, {
      encryption: {
        encryptedSymmetricKey: encryptForKsef(symmetric.key, Buffer.from(aes.key, 'base64')),
        initializationVector: aes.iv,
        publicKeyId: symmetric.publicKeyId,
      },
      filters: { subjectType: 'Subject1', dateRange: { ...dateRange } },
      compressionType: 'TarGz',
    });
    let status = await exportStatus(ksef, fresh.token, reference);
    while (status.status.code === 100) {
      b.clock.advance(1000);
      status = await exportStatus(ksef, fresh.token, reference);
    }
    const part = status.package?.parts[0];
    if (!part) throw new Error('no part');
    const file = path.join(ctx.spool, 'part');
    expect(await downloadPart(ksef, part, file)).toMatchObject({ status: 200, sha256: part.encryptedPartHash });
    const withBearer = await fetch(part.url, { headers: { authorization: `Bearer ${fresh.token}` } });
    expect(withBearer.status).toBeGreaterThanOrEqual(400);

    // 429 carries Retry-After, and it reaches the caller as a time
    await queryMetadata(ksef, fresh.token, query);
    const limited = await specOf(queryMetadata(ksef, fresh.token, query));
    expect(limited).toMatchObject({ kind: 'rate_limited' });
    expect(Date.parse((limited as { retryAt: string }).retryAt)).toBeGreaterThan(b.clock.now());
  });
});

function spyOnOperation(b: Bench, found: (token: string) => void): Bench['http'] {
  return {
    ...b.http,
    request: (request) => {
      if (request.url.endsWith('/auth/token/redeem')) found((request.headers?.['authorization'] ?? '').slice(7));
      return b.http.request(request);
    },
  };
}

describe('the check of a connection', () => {
  const check = async (b: Bench, token?: string) => {
    const ticks: Tick[] = [];
    const result = await verify(b.context(token), (tick) => void ticks.push(tick));
    return { result, notes: ticks.filter((tick) => tick.state === 'done').map((tick) => tick.note) };
  };

  it('finds the company and its newest sale, costs one query and no export', async () => {
    const b = await bench();
    const { result, notes } = await check(b);
    expect(notes).toEqual([
      'verify.reachable.answers',
      'verify.signed_in.token',
      'verify.company_found.nip',
      'verify.rights.read_and_write',
      'verify.newest.found',
    ]);
    expect(result.company?.taxId).toBe(NIP);
    expect(result.company?.name).toMatch(/\w/);
    expect([count(b, EXPORTS), count(b, QUERIES)]).toEqual([0, 1]);
  });

  it('works with the values of the demo company', async () => {
    const b = await bench();
    expect(manifest.demoValues['token']).toBe(b.control.tokens.demo.token);
    const broken = `  ${String(manifest.demoValues['token']).replaceAll('|', '\n|')} \n`;
    expect((await check(b, broken)).result.identity).toMatch(/^5265877635@127\.0\.0\.1:\d+$/);
  });

  it.each([
    ['noPermission', 'permission', 'no_permission'],
    ['revoked', 'auth', 'token_revoked'],
    ['inactive', 'auth', 'token_inactive'],
    ['blocked', 'permission', 'blocked'],
    ['withoutInvoiceRead', 'permission', 'missing_rights'],
    ['otherCompany', 'user_input', 'token_other_nip'],
  ] as const)('token %s', async (name, kind, key) => {
    const b = await bench();
    expect(await specOf(check(b, b.control.tokens[name].token))).toMatchObject({ kind, key });
  });

  it('token of another environment, and one of no known shape', async () => {
    const b = await bench();
    expect(await specOf(check(b, foreignToken))).toMatchObject({ kind: 'auth', key: 'token_invalid' });
    expect(await specOf(check(b, 'nonsense'))).toMatchObject({ kind: 'auth', key: 'token_invalid' });
  });

  it('a clock ten minutes off, a key that changes, a sign-in that hangs', async () => {
    const skew = await bench();
    skew.simulator.script([named(/challenge/, 'clock_skew')]);
    expect((await check(skew)).notes.length).toBe(5);
    const rotated = await bench();
    rotated.simulator.script([named(/ksef-token/, 'key_rotation')]);
    expect((await check(rotated)).notes.length).toBe(5);
    const stuck = await bench();
    stuck.simulator.script([named(/ksef-token/, 'stuck_login')]);
    const spec = await specOf(check(stuck));
    expect(spec).toMatchObject({ kind: 'unavailable', key: 'login_timeout', params: { attempts: 90 } });
    expect(count(stuck, /^GET .*\/auth\/\d{8}-AU/)).toBe(90);
  });

  it('an HTML page where KSeF should be', async () => {
    const b = await bench();
    b.simulator.script([named(/public-key-certificates/, 'html_instead')]);
    expect(await specOf(check(b))).toMatchObject({ kind: 'user_input', key: 'wrong_address' });
  });
});
