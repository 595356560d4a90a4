import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Failure, isFailure } from '../../../../shared/errors';
import type { Tick } from '../../../../shared/contract/connect';
import { NIP, START_MS, TOKEN, signInScript } from '../../../../tests/support/ksefScript';
import { jumpingClock, testContext } from '../../../../tests/support/providerContext';
import { scriptedHttp, type Handler, type Script, type ScriptedAnswer } from '../../../../tests/support/scriptedHttp';
import ksef from './index';
import { verify } from './verify';

const GRANTS = 'POST /v2/permissions/query/personal/grants';
const QUERY = 'POST /v2/invoices/query/metadata';
const KEYS = 'GET /v2/security/public-key-certificates';
const grants = (...scopes: readonly string[]): ScriptedAnswer => ({
  json: { permissions: scopes.map((permissionScope) => ({ permissionScope, id: 'x' })), hasMore: false },
});
const newest: Handler = {
  json: {
    hasMore: true,
    isTruncated: false,
    invoices: [
      { ksefNumber: 'n', invoiceNumber: 'FV/1', issueDate: '2026-11-11', seller: { nip: NIP, name: 'Zielona Kuźnia' } },
    ],
  },
};
let serial = 30_000;

function bench(change: Script = {}) {
  serial += 1;
  const clock = jumpingClock(START_MS);
  const http = scriptedHttp({
    ...change,
    ...signInScript(() => clock.now()),
    [GRANTS]: grants('InvoiceRead'),
    [QUERY]: newest,
    ...change,
  });
  const base_url = `http://127.0.0.1:${String(serial)}`;
  const ctx = testContext({
    http,
    clock,
    settings: { nip: NIP, environment: 'custom', base_url },
    credentials: { token: TOKEN },
  });
  const ticks: Tick[] = [];
  const check = () => verify(ctx, (tick) => void ticks.push(tick));
  const failed = async () => {
    try {
      await check();
    } catch (error) {
      return isFailure(error) ? error.spec : error;
    }
    return 'nothing failed';
  };
  const ended = () => ticks.filter((tick) => tick.state !== 'running').map((tick) => [tick.id, tick.state, tick.note]);
  return { http, check, failed, ended, ticks };
}

describe('the check of a connection', () => {
  it('ticks through its steps in the order of the manifest, without an export', async () => {
    const { check, ended, http } = bench();
    const result = await check();
    expect(ended()).toEqual([
      ['reachable', 'done', 'verify.reachable.answers'],
      ['signed_in', 'done', 'verify.signed_in.token'],
      ['company_found', 'done', 'verify.company_found.nip'],
      ['rights', 'done', 'verify.rights.read_only'],
      ['newest', 'done', 'verify.newest.found'],
    ]);
    expect(ended().map(([id]) => id)).toEqual(ksef.verifySteps);
    expect(result).toMatchObject({
      identity: `${NIP}@127.0.0.1:${String(serial)}`,
      company: { name: 'Zielona Kuźnia', taxId: NIP },
      settings: { nip: NIP },
    });
    expect([http.countOf('POST /v2/invoices/exports'), http.countOf(QUERY)]).toEqual([0, 1]);
  });

  it('tries the token even when an older sign-in is still good', async () => {
    const { check, http } = bench();
    await check();
    await check();
    expect(http.countOf('POST /v2/auth/ksef-token')).toBe(2);
  });

  it('shows that KSeF takes its time', async () => {
    const wait: Handler = { json: { status: { code: 100 } } };
    const { check, ticks } = bench({ 'GET /v2/auth/*': [wait, { json: { status: { code: 200 } } }] });
    await check();
    expect(ticks.some((tick) => tick.state === 'running' && tick.note === 'verify.signed_in.waiting')).toBe(true);
  });

  it.each([
    [['InvoiceRead', 'InvoiceWrite'], 'verify.rights.read_and_write'],
    [['CredentialsRead', 'InvoiceRead'], 'verify.rights.read_and_more'],
    [[], 'verify.rights.proven'],
    [['CredentialsRead'], 'verify.rights.proven'],
  ])('says what the token may: %j', async (scopes, note) => {
    const { check, ended, http } = bench({ [GRANTS]: grants(...scopes) });
    await check();
    expect(ended()).toContainEqual(['rights', 'done', note]);
    expect(http.countOf(QUERY)).toBe(1);
  });

  it('names the missing right', async () => {
    const security = { requiredAnyOfPermissions: ['InvoiceRead'], presentPermissions: [] };
    const refused = {
      status: 403,
      json: { title: 'Forbidden', status: 403, reasonCode: 'missing-permissions', security },
    };
    const { failed, ended } = bench({ [GRANTS]: grants('InvoiceWrite'), [QUERY]: refused });
    expect(await failed()).toMatchObject({
      kind: 'permission',
      key: 'missing_rights',
      params: { rights: 'InvoiceRead' },
    });
    expect(ended().at(-1)).toEqual(['rights', 'failed', undefined]);
  });

  it('skips the newest invoice when the hour is used up', async () => {
    const limited = new Failure({ kind: 'rate_limited', key: 'net.rate_limited', retryAt: '2026-11-12T10:30:00.000Z' });
    const { check, ended, http } = bench({ [QUERY]: { failure: limited } });
    expect((await check()).company?.name).toBe('NIP 526-587-76-35');
    expect(ended()).toContainEqual(['newest', 'skipped', 'verify.newest.skipped']);
    const request = http.asked.find((one) => one.url.includes('/query/metadata'));
    expect(request?.deadlineMs).toBe(5000);
    const Body = z.object({ dateRange: z.object({ from: z.string() }) });
    expect(Body.parse(http.bodiesOf(QUERY)[0]).dateRange.from).toBe('2026-09-12T10:00:00Z');
  });

  it('tells a wrong address from a wrong token', async () => {
    const page: Handler = { headers: { 'content-type': 'text/html' }, bytes: Buffer.from('<html>') };
    for (const answer of [page, { status: 404, json: {} }, { json: [{ other: 'service' }] }]) {
      const { failed, ended } = bench({ [KEYS]: answer });
      expect(await failed()).toMatchObject({
        kind: 'user_input',
        key: 'wrong_address',
        fieldErrors: { base_url: 'wrong_address.what' },
      });
      expect(ended()).toEqual([['reachable', 'failed', undefined]]);
    }
    const gone = new Failure({ kind: 'unavailable', key: 'net.dns' });
    expect(await bench({ [KEYS]: { failure: gone } }).failed()).toMatchObject({ key: 'net.dns' });
    const detail = { json: { status: { code: 450, description: 'x', details: ['Nieprawidłowy token'] } } };
    const wrong = bench({ 'GET /v2/auth/*': detail });
    expect(await wrong.failed()).toMatchObject({ kind: 'auth', key: 'token_invalid' });
    expect(wrong.ended().at(-1)).toEqual(['signed_in', 'failed', undefined]);
  });

  it('logs what KSeF warns of', async () => {
    const { check, http } = bench({
      [GRANTS]: { ...grants('InvoiceRead'), headers: { 'x-system-warning': '[1]: soon' } },
    });
    await check();
    expect(http.countOf(GRANTS)).toBe(1);
  });
});
