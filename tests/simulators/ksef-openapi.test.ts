// The simulated KSeF against the published description of the real one, on a loopback port, by a client written for this test.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ForeignKsef } from '../support/foreignKsef';
import { DEMO_NIP, ksefOnLoopback, NOW, published, type RunningKsef } from '../support/ksef';
import { openZip } from '../support/openArchive';

const api = published();

describe.skipIf(api === null)('every operation, as published', { timeout: 30_000 }, () => {
  let ksef: RunningKsef;
  let client: ForeignKsef;

  beforeAll(async () => {
    ksef = await ksefOnLoopback({ count: 150 });
    const send = (request: Request) => fetch(request);
    client = new ForeignKsef(ksef.url, api ? api.watch(send) : send);
    await client.login(ksef.simulator.control.tokens.demo.token, DEMO_NIP);
  });
  afterAll(() => ksef.close());

  it('is answered as described: the usual answers', async () => {
    const calls: readonly (readonly [string, string, unknown?])[] = [
      ['GET', '/security/public-key-certificates'],
      ['GET', '/auth/sessions?pageSize=10'],
      ['GET', '/limits/context'],
      ['GET', '/limits/subject'],
      ['GET', '/rate-limits'],
      ['GET', '/tokens?pageSize=10'],
      ['GET', '/permissions/attachments/status'],
      ['POST', '/permissions/query/personal/grants?pageSize=10&pageOffset=0', { permissionState: 'Active' }],
      ['POST', '/testdata/rate-limits/production'],
      ['DELETE', '/testdata/rate-limits'],
      ['POST', '/testdata/context/unblock', { contextIdentifier: { type: 'Nip', value: DEMO_NIP } }],
    ];
    for (const [method, path, body] of calls) expect((await client.call(method, path, body)).status, path).toBe(200);
    const { body: limits } = await client.call('GET', '/rate-limits');
    const rateLimits = Object.fromEntries(
      Object.entries(limits as Record<string, { perSecond?: number; perMinute: number; perHour: number }>)
        .filter(([name, value]) => !name.endsWith('Close') && value.perSecond !== undefined)
        .map(([name, { perMinute, perHour }]) => [name, { perSecond: 100, perMinute, perHour }]),
    );
    expect((await client.call('POST', '/testdata/rate-limits', { rateLimits })).status).toBe(200);
    expect((await client.call('GET', '/rate-limits')).body).toMatchObject({ invoiceExport: { perSecond: 100 } });
  });

  it('is answered as described: queries, downloads, exports in all roles', async () => {
    for (const subjectType of ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized']) {
      const dateRange = {
        dateType: 'PermanentStorage',
        from: '2026-07-10T00:00:00+00:00',
        restrictToPermanentStorageHwmDate: true,
      };
      const filters = { subjectType, dateRange };
      const { body } = await client.call('POST', '/invoices/query/metadata?pageSize=50&sortOrder=Asc', filters);
      const { invoices } = body as unknown as { invoices: { ksefNumber: string }[] };
      const { answer, ...key } = await client.order(filters);
      const done = await client.pollExport((answer.body as unknown as { referenceNumber: string }).referenceNumber);
      if (!done.package) throw new Error(subjectType);
      if (invoices.length === 0) continue;
      const files = openZip(await client.archive(done.package, key));
      const [first] = invoices;
      const single = await client.call('GET', `/invoices/ksef/${first?.ksefNumber ?? ''}`);
      expect((single.body as unknown as { text: string }).text).toBe(
        files.get(`${first?.ksefNumber ?? ''}.xml`)?.toString(),
      );
    }
  });

  it('is answered as described: refusals in both formats', async () => {
    for (const headers of [{}, { 'x-error-format': 'problem-details' }]) {
      client.headers = headers;
      const type = 'x-error-format' in headers ? 'application/problem+json' : 'application/json';
      const bad = await client.call('GET', '/invoices/ksef/5265877635-20250826-0100001AF629-AF');
      expect([bad.status, bad.headers.get('content-type')]).toEqual([400, `${type}; charset=utf-8`]);
      expect((await client.call('GET', '/limits/context', undefined, 'kein.gueltiges.token')).status).toBe(401);
      for (let i = 0; i < 60; i += 1) {
        const { status, headers: got } = await client.call('POST', '/invoices/query/metadata', {
          subjectType: 'Subject2',
          dateRange: { dateType: 'Issue', from: new Date(NOW).toISOString() },
        });
        if (status !== 429) continue;
        expect(got.get('content-type')).toBe(`${type}; charset=utf-8`);
        expect(Number(got.get('retry-after'))).toBeGreaterThan(0);
        break;
      }
    }
    client.headers = { 'x-test-system-warning': '[TEST-01]: Zażółć gęślą jaźń' };
    client.headers = { 'x-test-system-warning': '[TEST-01]: prace serwisowe' };
    expect((await client.call('GET', '/limits/context')).headers.get('x-system-warning')).toBe(
      '[TEST-01]: prace serwisowe',
    );
    client.headers = {};
    expect((await client.call('DELETE', '/auth/sessions/current')).status).toBe(204);
  });

  it('leaves nothing that differs from the description', () => {
    expect(api?.problems).toEqual([]);
    const answered = [...(api?.covered ?? [])].filter((each) => / 20\d$/.test(each));
    expect(answered.length).toBeGreaterThanOrEqual(20);
    for (const status of [400, 401, 429]) expect([...(api?.covered ?? [])].join()).toContain(` ${String(status)}`);
  });
});
