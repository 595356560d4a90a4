// The check of a connection and the ways to address a bucket, against the simulated S3.
import { describe, expect, it } from 'vitest';
import { createSimulatorTransport } from '../../http/transports/simulatorTransport';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { refusingPort, httpServer } from '../../../../tests/support/loopback';
import { noise, orderOf } from '../../../../tests/support/nextcloudBench';
import { s3, s3Bench, SMALL_PARTS, START } from '../../../../tests/support/s3';
import { transport as network } from '../../../../tests/support/transportSetUp';
import { checkValues } from '../../../../shared/forms/parseValues';
import { createS3Simulator, KEYS, named } from '../sdk/s3/simulator/index';
import manifest from './index';

describe('the form', () => {
  it('takes the names of the guide', () => {
    const { errors, values } = checkValues(manifest.fields, {
      access_key_id: 'AKIAIOSFODNN7EXAMPLE',
      secret_access_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      bucket: 'br-reports-bucket',
      region: 'eu-central-1',
      default_folder: '/BR-Reports',
    });
    expect(errors).toEqual({});
    expect(values).toMatchObject({ bucket: 'br-reports-bucket', region: 'eu-central-1' });
  });
});

describe('the check', () => {
  it('ticks through its steps, names the bucket and leaves nothing behind', async () => {
    const cloud = await s3();
    const result = await cloud.check();
    expect(cloud.ticks.filter((it) => it.state === 'done').map((it) => it.id)).toEqual(
      manifest.verifySteps.slice(0, 4),
    );
    expect(cloud.ticks.at(-1)).toMatchObject({ id: 'space', state: 'skipped', note: 'verify.space.untold' });
    expect(result).toMatchObject({
      identity: `br-reports@${cloud.url.slice(7)}`,
      settings: { found_region: 'eu-central-1' },
    });
    expect(cloud.control.files().size).toBe(0);
    expect(cloud.simulator.seen.every(({ status }, index) => index === 0 || status < 300)).toBe(true);
  });

  it('finds out the region, and the upload knows it', async () => {
    const cloud = await s3({ settings: { region: '' } });
    expect((await cloud.check()).settings).toMatchObject({ found_region: 'eu-central-1' });
    cloud.forget();
    await cloud.upload(orderOf(noise(10)));
    const refused = cloud.simulator.seen.filter(({ status }) => status === 400);
    // The question for the right to write is answered so; a wrong region would be, too.
    expect(refused.filter(({ url }) => !url.endsWith('/.kontor-right'))).toEqual([]);
  });

  it.each([-40, 40])('signs with the time of the service when this clock is wrong by %i minutes', async (minutes) => {
    const cloud = await s3({ aheadMs: minutes * 60_000 });
    await cloud.check();
    expect(cloud.ticks.find(({ note }) => note === 'verify.reachable.clock')?.noteParams).toMatchObject({
      minutes: 40,
    });
    expect(cloud.logged).toEqual(['log.clock']);
    expect(cloud.simulator.seen.filter(({ status }) => status === 403)).toHaveLength(1);
    expect(await cloud.upload(orderOf(noise(900)))).toMatchObject({ result: 'stored' });
  });

  it('knows the tokens of temporary keys', async () => {
    const keys = { ...KEYS, token: 'Fwo+session/token==' };
    const cloud = await s3({ keys, credentials: { session_token: keys.token } });
    await cloud.check();
    const without = await s3({ keys });
    expect(await failureOf(without.check())).toMatchObject({ kind: 'auth', key: 'token_expired' });
  });

  it('leaves no version behind, and says so when the bucket keeps everything', async () => {
    const versioned = await s3({ isVersioned: true });
    await versioned.check();
    expect([versioned.control.files().size, versioned.control.older()]).toEqual([0, 0]);
    for (const knobs of [{ isVersioned: true, isLocked: true }, { withoutRights: ['s3:DeleteObject'] }]) {
      const cloud = await s3(knobs);
      await cloud.check();
      expect(cloud.ticks.find(({ id, state }) => id === 'writes' && state === 'done')?.note).toBe('verify.writes.kept');
    }
  });

  it.each([
    ['a key that nobody knows', { settings: { access_key_id: 'AKIANOBODY' } }, 'auth', 'key_unknown', 'signed_in'],
    ['a wrong secret', { credentials: { secret_access_key: 'x' } }, 'auth', 'secret_wrong', 'signed_in'],
    ['a bucket that is not there', { settings: { bucket: 'nie-ma' } }, 'user_input', 'bucket_missing', 'bucket'],
    ['no right to list', { withoutRights: ['s3:ListBucket'] }, 'permission', 'no_permission', 'bucket'],
    ['no right to write', { withoutRights: ['s3:PutObject'] }, 'permission', 'no_permission', 'writes'],
    ['no right to read', { withoutRights: ['s3:GetObject'] }, 'permission', 'no_permission', 'writes'],
    ['no room for a byte', { quotaBytes: 0 }, 'rejected', 'quota_full', 'writes'],
  ] as const)('tells %s', async (_, knobs, kind, key, step) => {
    const cloud = await s3(knobs);
    expect(await failureOf(cloud.check())).toMatchObject({ kind, key });
    expect(cloud.ticks.at(-1)).toMatchObject({ id: step, state: 'failed' });
    expect(cloud.control.files().size).toBe(0);
  });

  it('tells a name that can be no bucket, a region that can be none, and a missing secret, before asking anybody', async () => {
    const url = `http://127.0.0.1:${String(await refusingPort())}`;
    const check = (settings: object, secret = 'x') =>
      failureOf(
        s3Bench({
          settings: { endpoint_url: url, access_key_id: 'A', bucket: 'abc', ...settings },
          credentials: { secret_access_key: secret },
        }).check(),
      );
    expect(await check({ bucket: 's3://moj/folder' })).toMatchObject({ kind: 'user_input', key: 'bucket_name' });
    expect(await check({ region: 'Frankfurt nad Menem' })).toMatchObject({ kind: 'user_input', key: 'wrong_region' });
    expect(await check({}, ' ')).toMatchObject({ kind: 'user_input', key: 'secret_missing' });
    expect(await check({})).toMatchObject({ kind: 'unavailable', key: 'net.refused' });
  });

  it.each([
    ['a page of HTML', 200, '<!DOCTYPE html><html></html>'],
    ['nothing there', 404, ''],
    ['another XML', 403, '<d:error xmlns:d="DAV:"/>'],
  ])('tells a wrong address, and shows it no signature: %s', async (_, status, body) => {
    const asked: (string | undefined)[] = [];
    const server = await httpServer((request, answer) => {
      asked.push(request.headers.authorization);
      request.resume();
      answer.writeHead(status, { 'content-type': 'text/html' }).end(body);
    });
    const settings = { endpoint_url: server.origin, access_key_id: 'A', bucket: 'abc' };
    const bench = s3Bench({ settings, credentials: { secret_access_key: 'x' } });
    expect(await failureOf(bench.check())).toMatchObject({ kind: 'user_input', key: 'wrong_address' });
    expect(asked).toEqual([undefined]);
  });

  it('does not take a bucket for another one that a redirect names', async () => {
    const cloud = await s3();
    cloud.simulator.script([named(/GET/, 'redirect', 9)]);
    expect(await failureOf(cloud.check())).toMatchObject({ key: 'net.redirect' });
  });
});

describe('addresses', () => {
  const at = async (origin: string, settings: object) => {
    const simulator = createS3Simulator({
      now: () => START,
      baseUrl: origin,
      seed: 1,
      minPartBytes: 1,
      bucket: 'br.raporty',
    });
    const plain = createS3Simulator({ now: () => START, baseUrl: origin, seed: 1, minPartBytes: 1 });
    const transport = createSimulatorTransport(network());
    const both = { 'br-reports': plain, 'br.raporty': simulator };
    for (const [bucket, service] of Object.entries(both)) {
      transport.serve(`https://${bucket}.s3.eu-central-1.amazonaws.com`, (request) => service.handle(request));
      transport.serve(`https://${bucket}.s3.example.org`, (request) => service.handle(request));
    }
    const bucket = ((settings as { bucket?: string }).bucket ?? 'br-reports') as keyof typeof both;
    transport.serve('https://s3.eu-central-1.amazonaws.com', (request) => both[bucket].handle(request));
    const login = {
      settings: { access_key_id: KEYS.id, bucket, region: 'eu-central-1', ...settings },
      credentials: { secret_access_key: KEYS.secret },
    };
    const bench = s3Bench(login, SMALL_PARTS, transport);
    const { identity } = await bench.check();
    expect(await bench.upload(orderOf(noise(3 << 20)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    return { identity, host: new URL(both[bucket].seen[0]?.url ?? '').host };
  };

  it.each([
    ['Amazon, the bucket in the host', {}, 'br-reports.s3.eu-central-1.amazonaws.com', 'br-reports@s3.amazonaws.com'],
    [
      'Amazon, in the path when asked',
      { addressing: 'path' },
      's3.eu-central-1.amazonaws.com',
      'br-reports@s3.amazonaws.com',
    ],
    [
      'Amazon, in the path for a name with dots',
      { bucket: 'br.raporty' },
      's3.eu-central-1.amazonaws.com',
      'br.raporty@s3.amazonaws.com',
    ],
    [
      'another server, the bucket in the host',
      { endpoint_url: 'https://s3.example.org', addressing: 'host' },
      'br-reports.s3.example.org',
      'br-reports@s3.example.org',
    ],
  ])('%s', async (_, settings, host, identity) => {
    expect(await at('https://s3.eu-central-1.amazonaws.com', settings)).toEqual({ host, identity });
  });
});
