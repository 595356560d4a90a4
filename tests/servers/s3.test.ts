// Ceph's S3 gateway, which we did not write: the check, small files, big ones in parts, what is resumed; read back by rclone.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USUAL_PARTS } from '../../electron/core/providers/sdk/s3/job';
import { bigOrder } from '../support/bigFile';
import { failureOf } from '../support/httpSetUp';
import { noise, orderOf } from '../support/nextcloudBench';
import { radosgwMissing, startRadosgw, type S3Server } from '../support/radosgw';
import { rcloneMissing } from '../support/rcloneDav';
import { rcloneForS3 } from '../support/rcloneS3';
import { s3Bench, START } from '../support/s3';

const missing = radosgwMissing() ?? rcloneMissing();
if (missing !== null) process.stderr.write(`NOTE: skipping Ceph's S3 gateway: ${missing}.\n`);

describe.skipIf(missing !== null)("Ceph's S3 gateway", { timeout: 240_000 }, () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startRadosgw('br-reports');
    await rcloneForS3(server).rclone('mkdir', `remote:${server.bucket}`);
  }, 120_000);
  afterAll(() => server.close());

  const bench = (secret = server.secretAccessKey) => {
    const settings = { endpoint_url: server.url, access_key_id: server.accessKeyId, bucket: server.bucket };
    const made = s3Bench({ settings, credentials: { secret_access_key: secret } });
    // The gateway has the time of this computer.
    return { ...made, ready: made.clock.advance(Date.now() - START) };
  };
  const readBack = async (path: string): Promise<string> =>
    (await rcloneForS3(server).rclone('hashsum', 'sha256', '--download', `remote:${server.bucket}${path}`)).split(
      ' ',
    )[0] ?? '';

  it('is checked, and nothing stays behind', async () => {
    const kontor = bench();
    await kontor.ready;
    await kontor.check();
    expect(kontor.ticks.filter(({ state }) => state === 'done').map(({ id }) => id)).toEqual([
      'reachable',
      'signed_in',
      'bucket',
      'writes',
    ]);
    expect(await rcloneForS3(server).rclone('lsf', `remote:${server.bucket}`)).toBe('');
  });

  it('refuses a wrong secret', async () => {
    const kontor = bench('other');
    await kontor.ready;
    expect(await failureOf(kontor.check())).toMatchObject({ kind: 'auth', key: 'secret_wrong' });
  });

  it('is met with its own time by a clock that is wrong', async () => {
    const kontor = bench();
    await kontor.clock.advance(Date.now() - START - 40 * 60_000);
    await kontor.check();
    expect(kontor.logged).toEqual(['log.clock']);
  });

  it.each([0, 1, 20_000, 3 << 20])('takes %i bytes whole, and nothing twice or over another', async (bytes) => {
    const kontor = bench();
    await kontor.ready;
    const content = noise(bytes);
    const order = orderOf(content, { fileName: `zażółć & (${String(bytes)}).bin` });
    const result = await kontor.upload(order);
    expect(result).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(await kontor.upload(order)).toMatchObject({ result: 'already_there', verifiedBy: 'checksum' });
    const other = orderOf(noise(bytes + 1), { fileName: order.fileName });
    expect(await kontor.upload(other)).toMatchObject({ result: 'name_taken' });
    expect(await kontor.checkFile({ ...order, path: result.path })).toBe('same');
    expect(await readBack(result.path)).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('takes 200 MiB in parts, and after an interruption only what is missing', async () => {
    const kontor = bench();
    await kontor.ready;
    const order = bigOrder(200);
    const first = kontor.context();
    let sent = 0;
    // The line breaks after the tenth part.
    const { upload } = first.http;
    Object.assign(first.http, {
      upload: (request: Parameters<typeof upload>[0]) => {
        sent += 1;
        if (sent > 10) throw new Error('the line is cut');
        return upload.call(first.http, request);
      },
    });
    const { uploadFile } = await import('../../electron/core/providers/sdk/s3/upload');
    await expect(uploadFile(first, order)).rejects.toThrow('cut');
    expect(kontor.notes.size).toBe(1);
    const second = kontor.context();
    let again = 0;
    const { upload: next } = second.http;
    Object.assign(second.http, {
      upload: (request: Parameters<typeof next>[0]) => {
        again += 1;
        return next.call(second.http, request);
      },
    });
    const result = await uploadFile(second, order);
    expect(result).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
    expect(again).toBe(Math.ceil(order.bytes / USUAL_PARTS.partBytes(order.bytes)) - 10);
    expect(await readBack(result.path)).toBe(order.sha256);
    expect(kontor.notes.size).toBe(0);
    const open = await rcloneForS3(server).rclone('backend', 'list-multipart-uploads', `remote:${server.bucket}`);
    expect(open).not.toContain('UploadId');
  });
});
