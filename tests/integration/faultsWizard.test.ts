// What may be wrong when somebody connects: each ends in four lines that name the cause, in a form that keeps what was typed but no
// secret, with nothing saved; and the same flow goes on when the fault is gone.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { NetworkProblem, type NetworkProblemCode } from '../../electron/core/ports';
import { named } from '../../electron/core/providers/ksef/simulator/faults';
import { foreignToken } from '../../electron/core/providers/ksef/simulator/index';
import { named as cloudNamed } from '../../electron/core/providers/nextcloud/simulator/faults';
import type { Fault } from '../../electron/core/providers/sdk/simulatorKit';
import type { ErrorKind } from '../../shared/errors';
import type { FieldValues } from '../../shared/forms/fields';
import { ALWAYS, expectExplained, expectNoSecrets, openBench, type FaultBench } from '../support/faultBench';
import { missingTexts } from '../support/problemTexts';

const status = (match: RegExp, code: number, body = ''): Fault => ({
  match,
  times: ALWAYS,
  kind: { type: 'status', status: code, body },
});

let bench: FaultBench;
/** What the real addresses answer with; the simulated ones have scripts. */
let way: NetworkProblemCode | 'captive_portal' = 'offline';
const asked: string[] = [];

beforeEach(async () => {
  asked.length = 0;
  bench = await openBench({
    connects: 'none',
    network: (url) => {
      asked.push(url);
      if (way !== 'captive_portal')
        return Promise.reject(new NetworkProblem(way, `scripted ${way}`, { wasNeverSent: true }));
      const page = Buffer.from('<!DOCTYPE html><html><body>Welcome to the guest network</body></html>');
      const body = (async function* () {
        await Promise.resolve();
        yield page;
      })();
      return Promise.resolve({ status: 200, headers: { 'content-type': 'text/html' }, body });
    },
  });
});
afterEach(async () => {
  await expectNoSecrets(bench);
  await bench.stop();
});

function savedRows(): number {
  const db = openSqlite(join(bench.folder, 'config.db'), { readonly: true });
  try {
    const tables = ['company', 'connection', 'sealed'];
    return tables.reduce(
      (sum, table) => sum + (db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number),
      0,
    );
  } finally {
    db.close();
  }
}

async function expectRefused(
  providerId: 'ksef' | 'nextcloud',
  values: FieldValues,
  expected: { readonly kind: ErrorKind; readonly key: string },
): Promise<void> {
  await bench.clock.advance(1000);
  const problem = await bench.refusedCheck(providerId, values);
  expect(problem).toMatchObject(expected);
  expectExplained(bench, problem);
  for (const key of Object.values(problem.fieldErrors ?? {}))
    expect(missingTexts(key.replace(/\.what$/, ''), bench.manifests)).toEqual([]);
  expect(savedRows()).toBe(0);
  // Every check is a run in the history, also the refused one.
  const [run] = await bench.kontor.call('runs.list', { limit: 1 });
  expect(run).toMatchObject({ kind: 'verify', state: 'failed', problem: { key: expected.key } });
}

const own = (key: string): string => `provider.ksef.${key}`;

describe('a KSeF token', () => {
  const { tokens } = { tokens: () => bench.ksef.simulator.control.tokens };
  const rows: readonly (readonly [string, () => FieldValues, ErrorKind, string])[] = [
    ['with a wrong end', () => ({ token: tokens().demo.token.replace(/.{8}$/, '00000000') }), 'auth', 'token_invalid'],
    ['of another environment', () => ({ token: foreignToken }), 'auth', 'token_invalid'],
    ['that was revoked', () => ({ token: tokens().revoked.token }), 'auth', 'token_revoked'],
    ['that is not active yet', () => ({ token: tokens().inactive.token }), 'auth', 'token_inactive'],
    ['without any right', () => ({ token: tokens().noPermission.token }), 'permission', 'no_permission'],
    ['that may not read', () => ({ token: tokens().withoutInvoiceRead.token }), 'permission', 'missing_rights'],
    ['that KSeF has blocked', () => ({ token: tokens().blocked.token }), 'permission', 'blocked'],
    ['of another company', () => ({ token: tokens().otherCompany.token }), 'user_input', 'token_other_nip'],
  ];
  it.each(rows)('%s', async (_name, values, kind, key) => {
    await expectRefused('ksef', { ...bench.ksef.values, ...values() }, { kind, key: own(key) });
  });

  it('names the environment that does not know it', async () => {
    const problem = await bench.refusedCheck('ksef', { ...bench.ksef.values, token: foreignToken });
    expect(problem.params).toMatchObject({ environment: 'ksef.demo.invalid' });
  });

  const ugly = (token: string): string =>
    `  „${token.slice(0, 20)}\r\n ${token.slice(20, 70)}\u00a0\n${token.slice(70)}"\n`;
  it('with the line breaks and quotes of an e-mail is recognised, accepted, and sealed without them', async () => {
    const { id: flowId } = await bench.kontor.call('connect.start', { providerId: 'ksef' });
    const { token } = tokens().demo;
    const { nip: _nip, ...values } = bench.ksef.values;
    const hint = await bench.kontor.call('connect.recognise', { flowId, field: 'token', text: ugly(token), values });
    expect(hint).toMatchObject({ ok: true, fills: { nip: '5265877635' } });
    expect(hint).not.toHaveProperty('value');
    const { connectionId } = await bench.kontor.connect(
      { providerId: 'ksef' },
      { ...values, ...hint.fills, token: ugly(token) },
    );
    const { runId } = await bench.kontor.call('connections.verify', { connectionId });
    expect(await bench.ended(runId)).toMatchObject({ state: 'done' });
  });
});

describe('an address', () => {
  const prod = (): FieldValues => ({ ...bench.ksef.values, environment: 'prod' });
  const rows: readonly (readonly [NetworkProblemCode, string])[] = [
    ['offline', 'net.offline'],
    ['dns', 'net.dns'],
    ['refused', 'net.refused'],
    ['reset', 'net.reset'],
    ['timeout', 'net.timeout'],
    ['tls', 'net.tls'],
    ['tls_expired', 'net.tls_expired'],
    ['tls_untrusted', 'net.tls_untrusted'],
    ['tls_name', 'net.tls_name'],
    ['proxy', 'net.proxy'],
  ];
  it.each(rows)('that ends in %s, for KSeF and for a cloud', async (code, key) => {
    way = code;
    await expectRefused('ksef', prod(), { kind: 'unavailable', key });
    const cloud = { ...bench.cloud.values, base_url: 'https://chmura.firma.example' };
    await expectRefused('nextcloud', cloud, { kind: 'unavailable', key });
  });

  it('behind the login page of a guest network', async () => {
    way = 'captive_portal';
    await expectRefused('ksef', prod(), { kind: 'unavailable', key: 'net.html' });
    const custom = { ...bench.ksef.values, base_url: 'https://ksef.firma.example' };
    await expectRefused('ksef', custom, { kind: 'user_input', key: own('wrong_address') });
    const cloud = { ...bench.cloud.values, base_url: 'https://chmura.firma.example' };
    await expectRefused('nextcloud', cloud, { kind: 'user_input', key: 'provider.nextcloud.wrong_address' });
    // Whoever answers there has not seen the password before it said who it is.
    expect(asked.length).toBeGreaterThan(2);
  });
});

describe('KSeF while it is checked', () => {
  const rows: readonly (readonly [string, readonly Fault[], ErrorKind, string])[] = [
    ['429 with seconds', [named(/challenge/, 'too_many_requests', ALWAYS)], 'rate_limited', 'net.rate_limited'],
    ['429 with a date', [named(/challenge/, 'retry_after_date', ALWAYS)], 'rate_limited', 'net.rate_limited'],
    ['429 without a hint', [named(/challenge/, 'no_retry_after', ALWAYS)], 'rate_limited', 'net.rate_limited'],
    ['503', [status(/./, 503)], 'unavailable', 'net.server_error'],
    ['a page with status 200', [named(/challenge/, 'html_instead', ALWAYS)], 'unavailable', 'net.html'],
    ['a sign-in that is never decided', [named(/ksef-token/, 'stuck_login')], 'unavailable', own('login_timeout')],
    ['a sign-in that is cancelled', [named(/ksef-token/, 'login_cancelled', 2)], 'unavailable', own('ksef_failed')],
    ['answers of another shape', [status(/challenge/, 200, '{"a":1}')], 'unavailable', own('unexpected_answer')],
  ];
  it.each(rows)('%s', async (_name, faults, kind, key) => {
    bench.ksef.simulator.script([...faults]);
    await expectRefused('ksef', bench.ksef.values, { kind, key });
    bench.ksef.simulator.script([]);
    await bench.clock.advance(3_600_000);
    const { connectionId } = await bench.kontor.connect({ providerId: 'ksef' }, bench.ksef.values);
    expect(connectionId).toBeDefined();
  });

  it.each(['too_many_requests', 'retry_after_date', 'no_retry_after'] as const)(
    'tells when to ask again: %s',
    async (fault) => {
      bench.ksef.simulator.script([named(/challenge/, fault, ALWAYS)]);
      const { retryAt } = await bench.refusedCheck('ksef', bench.ksef.values);
      expect(Date.parse(retryAt ?? '')).toBeGreaterThan(bench.clock.now());
    },
  );

  it.each([-10, 10])('is not disturbed by a clock that is %i minutes off', async (minutes) => {
    const other = await openBench({ connects: 'none', serviceAheadMs: minutes * 60_000 });
    try {
      const { connectionId } = await other.kontor.connect({ providerId: 'ksef' }, other.ksef.values);
      expect(connectionId).toBeDefined();
    } finally {
      await other.stop();
    }
  });
});

describe('a Nextcloud while it is checked', () => {
  const cloud = (key: string): string => `provider.nextcloud.${key}`;
  const PUT = /^PUT /;
  const rows: readonly (readonly [string, readonly Fault[], FieldValues, ErrorKind, string])[] = [
    ['wrong app password', [], { password: 'wrong-wrong-wrong-wrong-wrong' }, 'auth', cloud('login_refused')],
    ['wrong user', [], { username: 'nobody@firma.example' }, 'auth', cloud('login_refused')],
    ['403 on writing', [status(PUT, 403)], {}, 'permission', cloud('no_permission')],
    ['404 on the root', [status(/remote\.php/, 404)], {}, 'unavailable', cloud('no_files')],
    ['404 on writing', [status(PUT, 404)], {}, 'unavailable', cloud('gone')],
    ['413', [cloudNamed(PUT, 'small_limit_413', ALWAYS)], {}, 'rejected', cloud('too_big_for_server')],
    ['423', [cloudNamed(PUT, 'lock_423', ALWAYS)], {}, 'unavailable', cloud('locked')],
    ['507', [cloudNamed(PUT, 'quota_full', ALWAYS)], {}, 'rejected', cloud('quota_full')],
    ['a page with status 200', [cloudNamed(PUT, 'html_page', ALWAYS)], {}, 'unavailable', cloud('html_instead')],
    ['a page on everything', [cloudNamed(/./, 'html_page', ALWAYS)], {}, 'user_input', cloud('wrong_address')],
    ['other bytes', [cloudNamed(PUT, 'wrong_stored_byte', ALWAYS)], {}, 'rejected', cloud('read_back_differs')],
    ['a broken connection', [{ match: PUT, times: ALWAYS, kind: { type: 'cut' } }], {}, 'unavailable', 'net.reset'],
    ['maintenance', [cloudNamed(/./, 'maintenance', ALWAYS)], {}, 'unavailable', cloud('maintenance')],
    ['another address', [cloudNamed(/./, 'redirect', ALWAYS)], {}, 'unavailable', 'net.redirect'],
    ['429', [cloudNamed(/./, 'too_many_requests', ALWAYS)], {}, 'rate_limited', 'net.rate_limited'],
  ];
  it.each(rows)('%s', async (_name, faults, values, kind, key) => {
    bench.cloud.simulator.script([...faults]);
    await expectRefused('nextcloud', { ...bench.cloud.values, ...values }, { kind, key });
    bench.cloud.simulator.script([]);
    await bench.clock.advance(3_600_000);
    const { connectionId } = await bench.kontor
      .call('companies.create', { name: 'Zielona Kuźnia', country: 'PL' })
      .then(({ id }) => bench.kontor.connect({ providerId: 'nextcloud', companyId: id }, bench.cloud.values));
    expect(connectionId).toBeDefined();
    // A check leaves nothing behind.
    expect([...bench.cloud.simulator.control.files().keys()].filter((path) => path.includes('kontor-check'))).toEqual(
      [],
    );
  });
});

describe('the check of a connection that stands', () => {
  it('does not flag it for an outage, and answers at once', async () => {
    const { connectionId, companyId } = await bench.kontor.connect({ providerId: 'ksef' }, bench.ksef.values);
    Object.assign(bench, { companyId, sourceId: connectionId });
    bench.outage = 'dns';
    const { runId } = await bench.kontor.call('connections.verify', { connectionId });
    expect(await bench.kontor.ended(runId)).toMatchObject({ state: 'failed', problem: { key: 'net.dns' } });
    expect(await bench.source()).toMatchObject({ state: 'ok' });
    bench.outage = null;
    bench.ksef.simulator.control.tokens.demo.state = 'Revoked';
    const again = await bench.kontor.call('connections.verify', { connectionId });
    expect(await bench.ended(again.runId)).toMatchObject({ state: 'failed', problem: { kind: 'auth' } });
    expect(await bench.source()).toMatchObject({ state: 'needs_attention' });
    bench.ksef.simulator.control.tokens.demo.state = 'Active';
    const third = await bench.kontor.call('connections.verify', { connectionId });
    expect(await bench.ended(third.runId)).toMatchObject({ state: 'done' });
    expect(await bench.source()).toMatchObject({ state: 'ok' });
  });
});
