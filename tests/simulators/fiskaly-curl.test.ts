// The life of a TSS with programs that nobody of us wrote: curl, tar and openssl against the simulator on a loopback port.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createFiskalySimulator,
  KEYS,
  type FiskalySimulator,
} from '../../electron/core/providers/fiskaly/simulator/index';
import { serveOnLoopback } from '../../electron/core/providers/sdk/simulatorKit';
import { missingPrograms } from '../support/programs';

const run = promisify(execFile);
const missing = missingPrograms(['curl', 'tar', 'openssl'], 'the foreign client of fiskaly');

const [TSS, CLIENT, TX, EXPORT] = ['1', '2', '3', '4'].map((n) => `0000000${n}-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
  string,
];

describe.skipIf(missing.length > 0)('curl, tar and openssl', { timeout: 30_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-fiskaly-'));
  const file = (name: string): string => path.join(folder, name);
  let url = '';
  let simulator: FiskalySimulator;
  let close: () => Promise<void>;
  let now = Date.parse('2026-10-06T08:00:00.000Z');
  let bearer = '';

  beforeAll(async () => {
    const served = await serveOnLoopback((baseUrl) => {
      simulator = createFiskalySimulator({ now: () => now, baseUrl, seed: 1, months: 0 });
      return simulator;
    });
    ({ url, close } = served);
  });
  afterAll(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });

  async function curl(method: string, place: string, body?: unknown, base = '/api/v2') {
    const headers = bearer === '' ? [] : ['-H', `Authorization: Bearer ${bearer}`];
    const data = body === undefined ? [] : ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)];
    const { stdout } = await run('curl', [
      '-sS',
      '-X',
      method,
      '-w',
      '\n%{http_code}',
      ...headers,
      ...data,
      `${url}${base}${place}`,
    ]);
    const cut = stdout.lastIndexOf('\n');
    return {
      status: Number(stdout.slice(cut + 1)),
      body: JSON.parse(stdout.slice(0, cut)) as Record<string, string | undefined>,
    };
  }
  const signIn = async (key: 'demo' | 'other', base?: string): Promise<string> => {
    bearer = '';
    const answer = await curl('POST', '/auth', { api_key: KEYS[key].key, api_secret: KEYS[key].secret }, base);
    return answer.body['access_token'] ?? '';
  };

  it('found a TSS, sign a receipt, export and check it', async () => {
    bearer = await signIn('demo');
    const tss = `/tss/${TSS}`;
    const { body: created } = await curl('PUT', tss, {});
    expect(created).toMatchObject({ state: 'CREATED', admin_puk: expect.stringMatching(/^\d{10,}$/) as unknown });
    expect(await curl('PATCH', tss, { state: 'INITIALIZED' })).toMatchObject({
      status: 400,
      body: { code: 'E_ILLEGAL_TSS_STATE_CHANGE' },
    });
    expect(await curl('PATCH', tss, { state: 'UNINITIALIZED' })).toMatchObject({ status: 200 });
    expect(await curl('PUT', tss, {})).toMatchObject({ status: 409 });
    expect(await curl('POST', `${tss}/admin/auth`, { admin_pin: '123456' })).toMatchObject({
      status: 423,
      body: { code: 'E_ADMIN_PIN_BLOCKED' },
    });
    expect(
      await curl('PATCH', `${tss}/admin`, { admin_puk: created['admin_puk'], new_admin_pin: '123456' }),
    ).toMatchObject({ status: 200 });
    expect(await curl('PATCH', tss, { state: 'INITIALIZED' })).toMatchObject({ status: 401 });
    expect(await curl('POST', `${tss}/admin/auth`, { admin_pin: '123456' })).toMatchObject({ status: 200 });
    expect(await curl('PATCH', tss, { state: 'INITIALIZED', description: 'Kasse 1' })).toMatchObject({
      body: { state: 'INITIALIZED' },
    });
    expect(await curl('PUT', `${tss}/client/${CLIENT}`, { serial_number: 'KASSE/01' })).toMatchObject({ status: 400 });
    expect(await curl('PUT', `${tss}/client/${CLIENT}`, { serial_number: 'KASSE-01' })).toMatchObject({
      body: { state: 'REGISTERED' },
    });
    expect(await curl('POST', `${tss}/admin/logout`, {})).toMatchObject({ status: 200 });

    const tx = `${tss}/tx/${TX}`;
    const begin = { state: 'ACTIVE', client_id: CLIENT };
    expect(await curl('PUT', `${tx}?tx_revision=1`, begin)).toMatchObject({ body: { number: 1, state: 'ACTIVE' } });
    expect(await curl('PUT', `${tx}?tx_revision=1`, begin)).toMatchObject({ status: 200, body: { revision: 1 } });
    const receipt = {
      receipt_type: 'RECEIPT',
      amounts_per_vat_rate: [{ vat_rate: 'NORMAL', amount: '11.90' }],
      amounts_per_payment_type: [{ payment_type: 'CASH', amount: '11.90' }],
    };
    const end = { state: 'FINISHED', client_id: CLIENT, schema: { standard_v1: { receipt } } };
    expect(await curl('PUT', `${tx}?tx_revision=3`, end)).toMatchObject({ status: 400, body: { code: 'E_TX_UPSERT' } });
    const finished = await curl('PUT', `${tx}?tx_revision=2`, end);
    expect(finished.body['qr_code_data']).toMatch(
      /^V0;KASSE-01;Kassenbeleg-V1;Beleg\^11\.90_0\.00_0\.00_0\.00_0\.00\^11\.90:Bar;1;/,
    );
    expect(await curl('PUT', `${tx}?tx_revision=1`, begin)).toMatchObject({
      status: 409,
      body: { code: 'E_TX_NO_TYPE_DEFINED' },
    });
    expect(await curl('GET', `${tss}/tx?states%5B0%5D=FINISHED&limit=1`)).toMatchObject({ body: { count: 1 } });

    const place = `${tss}/export/${EXPORT}`;
    expect(await curl('PUT', place)).toMatchObject({ body: { state: 'PENDING' } });
    expect(await curl('GET', `${place}/file`)).toMatchObject({ status: 404, body: { code: 'E_EXPORT_NOT_COMPLETED' } });
    now += 10_000;
    expect(await curl('GET', place)).toMatchObject({ body: { state: 'COMPLETED' } });
    await run('curl', [
      '-sS',
      '--fail',
      '-o',
      file('export.tar'),
      '-H',
      `Authorization: Bearer ${bearer}`,
      `${url}/api/v2${place}/file`,
    ]);
    mkdirSync(file('out'));
    await run('tar', ['-xf', file('export.tar'), '-C', file('out')]);
    const names = readdirSync(file('out'));
    expect(names.filter((name) => name.endsWith('.log'))).toHaveLength(simulator.control.counterOf(TSS));

    // The log of the finished receipt, checked with the certificate that came beside it.
    const log = readFileSync(file(`out/${names.find((name) => name.includes('_Finish_')) ?? ''}`));
    const message = log.subarray(log[1] === 0x81 ? 3 : 2, log.length - 66);
    writeFileSync(file('message'), message);
    const plain = log.subarray(-64);
    writeFileSync(
      file('signature.cnf'),
      `asn1=SEQUENCE:s\n[s]\nr=INTEGER:0x${plain.subarray(0, 32).toString('hex')}\ns=INTEGER:0x${plain.subarray(32).toString('hex')}\n`,
    );
    await run('openssl', ['asn1parse', '-genconf', file('signature.cnf'), '-noout', '-out', file('signature')]);
    const certificate = file(`out/${names.find((name) => name.endsWith('.cer')) ?? ''}`);
    const { stdout: key } = await run('openssl', ['x509', '-inform', 'DER', '-in', certificate, '-pubkey', '-noout']);
    writeFileSync(file('key.pem'), key);
    const verified = await run('openssl', [
      'dgst',
      '-sha256',
      '-verify',
      file('key.pem'),
      '-signature',
      file('signature'),
      file('message'),
    ]);
    expect(verified.stdout).toContain('Verified OK');
  });

  it('meet the walls between hosts, keys and accounts', async () => {
    const backend = await signIn('demo', '/backend/api/v2');
    bearer = backend;
    expect(await curl('GET', '/tss')).toMatchObject({ status: 401 });
    expect(await curl('PATCH', `/tss/${TSS}`, { state: 'DISABLED' }, '/backend/api/v2')).toMatchObject({
      status: 432,
      body: { code: 'E_USE_MIDDLEWARE' },
    });
    bearer = await signIn('demo');
    expect(await curl('GET', '/tss', undefined, '/backend/api/v2')).toMatchObject({ status: 200, body: { count: 1 } });
    bearer = await signIn('other');
    expect(await curl('GET', `/tss/${TSS}`)).toMatchObject({ status: 404, body: { code: 'E_TSS_NOT_FOUND' } });
    expect(await curl('GET', '/tss?limit=101')).toMatchObject({ status: 400 });
    expect(await curl('GET', '/tss?unknown=1')).toMatchObject({
      status: 400,
      body: { code: 'E_FAILED_SCHEMA_VALIDATION' },
    });
  });

  it("speak to the vendor's local service", async () => {
    bearer = '';
    const call = async (method: string, params: unknown) =>
      (await curl('POST', '/invoke', { jsonrpc: '2.0', method, params, id: 'x' }, '')).body as unknown as {
        id: unknown;
        result?: Record<string, unknown>;
        error?: { code: number };
      };
    const { key, secret } = KEYS.demo;
    const { result } = await call('create-context', { base_url: `${url}/api/v2`, api_key: key, api_secret: secret });
    const context = Buffer.from(String(result?.['context']), 'base64url');
    expect(createHash('sha256').update(context.subarray(32)).digest().equals(context.subarray(0, 32))).toBe(true);
    const listed = await call('request', { request: { method: 'GET', path: '/tss' }, context: result?.['context'] });
    expect(listed).toMatchObject({ id: 'x', result: { response: { status: 200 } } });
    expect(await call('nothing', {})).toMatchObject({ error: { code: -32601 } });
  });
});
