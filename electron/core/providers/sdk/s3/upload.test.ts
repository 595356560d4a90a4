// Small files to the simulated S3 over loopback sockets: what arrives, what is never overwritten, what is told.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../../tests/support/httpSetUp';
import { noise, orderOf } from '../../../../../tests/support/nextcloudBench';
import { s3 } from '../../../../../tests/support/s3';
import { named } from './simulator/index';

const NAME = '/Firma/Faktury/2026/10/paczka-2026-10.zip';
const MiB = 1 << 20;
const WHOLE = /^PUT .*paczka-2026-10\.zip$/;
const PART = /^PUT .*partNumber=/;
const kinds = ['aws', 'minio', 'older'] as const;

describe.each(kinds)('a small file, server of kind %s', (kind) => {
  it('arrives whole, compared by the hash that the service tells', async () => {
    const cloud = await s3({ kind });
    const content = noise(70_000);
    const result = await cloud.upload(orderOf(content));
    expect(result).toEqual({ result: 'stored', path: NAME, verifiedBy: 'checksum' });
    expect(cloud.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.calls('GET')).toEqual([]);
    expect(cloud.notes.size).toBe(0);
  });

  it.each([0, 1, 300_000])('of %i bytes', async (bytes) => {
    const cloud = await s3({ kind });
    const order = orderOf(noise(bytes));
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(await cloud.upload(order)).toMatchObject({ result: 'already_there', verifiedBy: 'checksum' });
    expect(await cloud.checkFile({ ...order, path: NAME })).toBe('same');
    cloud.control.put(NAME, noise(bytes + 1));
    expect(await cloud.checkFile({ ...order, path: NAME })).toBe('differs');
  });

  it('overwrites nothing that somebody else put there', async () => {
    const cloud = await s3({ kind });
    const foreign = noise(700);
    cloud.control.put(NAME, foreign);
    expect(await cloud.upload(orderOf(noise(700)))).toEqual({ result: 'name_taken', path: NAME });
    expect(await cloud.upload(orderOf(noise(701)))).toEqual({ result: 'name_taken', path: NAME });
    expect(await cloud.upload(orderOf(foreign))).toMatchObject({ result: 'already_there' });
    expect(cloud.control.files().get(NAME)?.equals(foreign)).toBe(true);
    expect(cloud.calls('PUT')).toEqual([]);
  });

  it('sends nothing again when only the answer was lost', async () => {
    const cloud = await s3({ kind });
    cloud.simulator.script([{ match: WHOLE, times: 9, kind: { type: 'lose_answer' } }]);
    expect(await cloud.upload(orderOf(noise(300_000)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(cloud.calls('PUT')).toHaveLength(1);
  });

  it('does not keep what is damaged', async () => {
    const cloud = await s3({ kind });
    cloud.simulator.script([named(WHOLE, 'wrong_stored_byte')]);
    expect(await failureOf(cloud.upload(orderOf(noise(900))))).toMatchObject({ key: 'damaged' });
    expect(cloud.control.files().size).toBe(0);
  });
});

describe('a small file', () => {
  it.each([
    ['busy', 1],
    ['no_conditions', 1],
    ['wants_md5', 2],
    ['slow_down', 1],
    ['internal_error', 2],
    ['skewed', 1],
  ] as const)('arrives in spite of %s', async (fault, times) => {
    const cloud = await s3();
    cloud.simulator.script([named(WHOLE, fault, times)]);
    const content = noise(900);
    const isTold = fault !== 'skewed';
    const outcome = cloud.upload(orderOf(content));
    if (isTold) expect(await outcome).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    // The simulated refusal came at the right time: nothing can be put right.
    else expect(await failureOf(outcome)).toMatchObject({ kind: 'unavailable', key: 'clock_wrong' });
    expect(cloud.control.files().size).toBe(isTold ? 1 : 0);
  });

  it('finds its bucket in another region, and signs with the time of the service', async () => {
    const cloud = await s3({ settings: { region: 'us-west-2' }, aheadMs: 40 * 60_000 });
    expect(await cloud.upload(orderOf(noise(900)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
  });

  it('that appeared meanwhile is met by the condition: same content is done, other content is left alone', async () => {
    for (const isSame of [true, false]) {
      const cloud = await s3();
      const content = noise(900);
      const order = orderOf(content);
      cloud.simulator.script([{ match: WHOLE, times: 1, kind: { type: 'status', status: 412 } }]);
      const theirs = isSame ? content : noise(900);
      // Between our look and our write.
      const { handle } = cloud.simulator;
      Object.assign(cloud.simulator, {
        handle: (request: Request) => {
          if (request.method === 'PUT') cloud.control.put(NAME, theirs);
          return handle(request);
        },
      });
      expect(await cloud.upload(order)).toMatchObject({ result: isSame ? 'stored' : 'name_taken' });
      expect(cloud.control.files().get(NAME)?.equals(theirs)).toBe(true);
    }
  });

  it('goes into a versioned and locked bucket, also on servers that want the oldest hash', async () => {
    for (const kind of kinds) {
      const cloud = await s3({ kind, isVersioned: true, isLocked: true });
      const result = await cloud.upload(orderOf(noise(900)));
      expect(result).toMatchObject({
        result: 'stored',
        verifiedBy: 'checksum',
        remoteId: expect.any(String) as string,
      });
    }
  });

  it('is read back where tags are no hashes', async () => {
    const cloud = await s3({ kind: 'older', isEncrypted: true });
    const order = orderOf(noise(900));
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', verifiedBy: 'read_back' });
    expect(await cloud.upload(order)).toMatchObject({ result: 'already_there', verifiedBy: 'read_back' });
    expect(await cloud.checkFile({ ...order, path: NAME })).toBe('same');
    expect(await cloud.checkFile({ ...order, path: '/nie/ma.zip' })).toBe('missing');
  });

  it('that has changed on this computer is told', async () => {
    for (const bytes of [900, 300_000]) {
      const cloud = await s3();
      const order = orderOf(noise(bytes));
      writeFileSync(order.path, noise(bytes));
      expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'rejected', key: 'source_changed' });
      expect(cloud.control.files().size).toBe(0);
    }
  });

  it('has a legal name, the same each time', async () => {
    const cloud = await s3();
    const order = orderOf(noise(10), { fileName: "a/b\\c:d? zażółć (1) 'x'+&=.pdf", folders: ['2026', 'x.. '] });
    const path = "/Firma/Faktury/2026/x/a_b_c_d_ zażółć (1) 'x'+&=.pdf";
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', path });
    expect(await cloud.upload(order)).toMatchObject({ result: 'already_there', path });
    expect([...cloud.control.files().keys()]).toEqual([path]);
  });

  it('of many costs one listing and one request each', async () => {
    const cloud = await s3({ pageSize: 10 });
    for (let index = 0; index < 25; index += 1)
      cloud.control.put(`/Firma/Faktury/2026/10/stary-${String(index)}`, noise(1));
    const upload = await import('./upload');
    const context = cloud.context();
    for (let index = 0; index < 12; index += 1)
      await upload.uploadFile(context, orderOf(noise(100), { fileName: `f-${String(index)}.pdf` }));
    expect(cloud.calls('PUT')).toHaveLength(12);
    expect(cloud.calls('HEAD')).toHaveLength(3);
    expect(cloud.calls('GET')).toHaveLength(3);
  });
});

describe('refusals', () => {
  const status = (code: number, word: string) => ({
    match: /^(PUT|HEAD) /,
    times: 99,
    kind: { type: 'status', status: code, body: `<Error><Code>${word}</Code><Message>m</Message></Error>` } as const,
  });
  it.each([
    ['slow_down', 'unavailable', 'slow_down'],
    ['internal_error', 'unavailable', 'net.server_error'],
    ['html_page', 'unavailable', 'html_instead'],
    ['redirect', 'unavailable', 'net.redirect'],
    ['expired_token', 'auth', 'token_expired'],
    ['elsewhere', 'user_input', 'wrong_region'],
  ] as const)('%s', async (fault, kind, key) => {
    const cloud = await s3();
    cloud.simulator.script([named(WHOLE, fault, 99)]);
    expect(await failureOf(cloud.upload(orderOf(noise(900))))).toMatchObject({ kind, key });
  });
  it.each([
    [403, 'SignatureDoesNotMatch', 'auth', 'secret_wrong'],
    [403, 'InvalidAccessKeyId', 'auth', 'key_unknown'],
    [403, 'AccessDenied', 'permission', 'no_permission'],
    [404, 'NoSuchBucket', 'user_input', 'bucket_missing'],
    [400, 'KMS.DisabledException', 'rejected', 'encryption_key'],
    [400, 'EntityTooLarge', 'rejected', 'too_big'],
    [507, 'XMinioStorageFull', 'rejected', 'quota_full'],
    [400, 'SomethingNew', 'rejected', 'request_refused'],
  ] as const)('%i %s', async (code, word, kind, key) => {
    const cloud = await s3();
    cloud.simulator.script([{ ...status(code, word), match: WHOLE }]);
    const failure = await failureOf(cloud.upload(orderOf(noise(900))));
    expect(failure).toMatchObject({ kind, key });
    expect(failure.details).toContain(word);
    expect(cloud.calls('PUT')).toHaveLength(1);
  });
  it('no room', async () => {
    const cloud = await s3({ quotaBytes: 100 });
    expect(await failureOf(cloud.upload(orderOf(noise(900))))).toMatchObject({ kind: 'rejected', key: 'quota_full' });
  });
  it('a proxy that takes no 3 MiB', async () => {
    const cloud = await s3();
    cloud.simulator.script([{ match: PART, times: 99, kind: { type: 'status', status: 413, body: '<html/>' } }]);
    expect(await failureOf(cloud.upload(orderOf(noise(3 * MiB))))).toMatchObject({ kind: 'rejected', key: 'too_big' });
  });
});
