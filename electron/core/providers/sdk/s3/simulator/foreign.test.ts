// The AWS SDK and rclone against the simulated S3: what clients that we did not write understand is not only our own reading of the
// protocol. And our own uploads, read by them.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { noise, orderOf, tempFolder } from '../../../../../../tests/support/nextcloudBench';
import { rcloneMissing } from '../../../../../../tests/support/rcloneDav';
import { rcloneForS3 } from '../../../../../../tests/support/rcloneS3';
import { s3, SMALL_PARTS, START, type S3Setting } from '../../../../../../tests/support/s3';
import { KEYS, named } from './index';

const MiB = 1 << 20;
const Bucket = 'br-reports';
const Key = 'BR-Reports/2025/01/zażółć (gęślą) & jaźń+1.pdf';

const clients: S3Client[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
});

async function withSdk(setting: S3Setting = {}) {
  // The SDK takes the time from this computer.
  const cloud = await s3({ aheadMs: Date.now() - START, minPartBytes: 5 * MiB, ...setting });
  const client = new S3Client({
    endpoint: cloud.url,
    region: setting.region ?? 'eu-central-1',
    forcePathStyle: true,
    credentials: { accessKeyId: KEYS.id, secretAccessKey: KEYS.secret },
    maxAttempts: 1,
  });
  clients.push(client);
  return { cloud, client };
}

describe('the AWS SDK as a client', () => {
  it('puts, tells, lists, reads in part and deletes', async () => {
    const { cloud, client } = await withSdk({ pageSize: 2 });
    const Body = noise(70_000);
    await client.send(new HeadBucketCommand({ Bucket }));
    // With its usual CRC32, then with the hash that we use.
    await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/pdf' }));
    const put = await client.send(new PutObjectCommand({ Bucket, Key, Body, ChecksumAlgorithm: 'SHA256' }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect([head.ContentLength, head.ChecksumSHA256]).toEqual([Body.length, put.ChecksumSHA256]);
    const part = await client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=10-19' }));
    expect(Buffer.from((await part.Body?.transformToByteArray()) ?? []).equals(Body.subarray(10, 20))).toBe(true);
    for (const name of ['a', 'b', 'c/d']) cloud.control.put(`/BR-Reports/${name}`, noise(1));
    const first = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'BR-Reports/', Delimiter: '/' }));
    const second = await client.send(
      new ListObjectsV2Command({
        Bucket,
        Prefix: 'BR-Reports/',
        Delimiter: '/',
        ContinuationToken: first.NextContinuationToken,
      }),
    );
    const names = [first, second].flatMap((page) => [
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      ...(page.Contents ?? []).map((entry) => entry.Key),
    ]);
    expect(names.toSorted()).toEqual(['BR-Reports/2025/', 'BR-Reports/a', 'BR-Reports/c/', 'BR-Reports/b'].toSorted());
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(client.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('uploads in parts by its own library, and by hand with hashes, conditions, listing and ending', async () => {
    const { cloud, client } = await withSdk();
    const Body = noise(11 * MiB + 7);
    await new Upload({ client, params: { Bucket, Key: 'lib.bin', Body }, partSize: 5 * MiB, queueSize: 2 }).done();
    expect(cloud.control.files().get('/lib.bin')?.equals(Body)).toBe(true);

    const sha = { ChecksumAlgorithm: 'SHA256' } as const;
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...sha }));
    const Parts: CompletedPart[] = [];
    for (const [index, piece] of [Body.subarray(0, 6 * MiB), Body.subarray(6 * MiB)].entries()) {
      const at = { Bucket, Key, UploadId, PartNumber: index + 1 };
      const { ETag, ChecksumSHA256 } = await client.send(new UploadPartCommand({ ...at, Body: piece, ...sha }));
      Parts.push({ PartNumber: index + 1, ETag, ChecksumSHA256 });
    }
    const listed = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
    expect(listed.Parts?.map((part) => part.ChecksumSHA256)).toEqual(Parts.map((part) => part.ChecksumSHA256));
    const open = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key }));
    expect(open.Uploads?.map((upload) => upload.UploadId)).toEqual([UploadId]);
    const complete = (more: object) =>
      client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));
    await expect(complete({ MultipartUpload: { Parts: Parts.toReversed() } })).rejects.toMatchObject({
      name: 'InvalidPartOrder',
    });
    const done = await complete({ IfNoneMatch: '*' });
    expect(done.ChecksumSHA256).toMatch(/=-2$/);
    await expect(complete({})).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', IfNoneMatch: '*' }))).rejects.toMatchObject(
      { name: 'PreconditionFailed' },
    );

    const other = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'koniec' }));
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'koniec', UploadId: other.UploadId }));
    expect(cloud.control.uploads()).toEqual([]);
  });

  it.each([
    ['a wrong secret', { keys: { ...KEYS, secret: 'other' } }, 'SignatureDoesNotMatch'],
    ['an unknown key', { keys: { ...KEYS, id: 'AKIAOTHER' } }, 'InvalidAccessKeyId'],
    ['a clock that is wrong', { aheadMs: Date.now() - START + 20 * 60_000 }, 'RequestTimeTooSkewed'],
  ] as const)('is told of %s in words it knows', async (_, setting, name) => {
    const { client } = await withSdk(setting);
    await expect(client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).rejects.toMatchObject({ name });
  });

  it('is told of a wrong hash and of a late refusal', async () => {
    const { cloud, client } = await withSdk();
    await expect(
      client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })),
    ).rejects.toMatchObject({ name: 'BadDigest' });
    cloud.simulator.script([named(/uploadId=/, 'late_error')]);
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    await expect(
      client.send(
        new CompleteMultipartUploadCommand({
          Bucket,
          Key,
          UploadId,
          MultipartUpload: { Parts: [{ PartNumber: 1, ETag: 'x' }] },
        }),
      ),
    ).rejects.toMatchObject({ name: 'InternalError' });
  });

  it('reads what Kontor has uploaded, with the hashes that Kontor sent', async () => {
    const { cloud, client } = await withSdk({ rules: { ...SMALL_PARTS, partBytes: () => 5 * MiB } });
    const content = noise(12 * MiB);
    await cloud.upload(orderOf(content));
    const got = await client.send(
      new GetObjectCommand({ Bucket, Key: 'Firma/Faktury/2026/10/paczka-2026-10.zip', ChecksumMode: 'ENABLED' }),
    );
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(content)).toBe(true);
    expect(got.ChecksumSHA256).toMatch(/-3$/);
  });
});

const missing = rcloneMissing();
if (missing !== null) process.stderr.write(`NOTE: skipping rclone as a client of the simulated S3: ${missing}.\n`);

describe.skipIf(missing !== null).each(['Other', 'Minio'] as const)('rclone as a client, provider %s', (provider) => {
  it('copies small and in parts, lists, checks, reads back and deletes', async () => {
    const cloud = await s3({ aheadMs: Date.now() - START, minPartBytes: 5 * MiB, region: 'us-east-1' });
    const login = { url: cloud.url, accessKeyId: KEYS.id, secretAccessKey: KEYS.secret };
    const { rclone } = rcloneForS3(login, { provider, region: 'us-east-1' });
    const [from, back] = [tempFolder(), tempFolder()];
    const names = ['zażółć & <gęślą>.bin', 'duży.bin', 'pusty.txt'];
    const contents = [noise(200_000), noise(12 * MiB), Buffer.alloc(0)];
    for (const [index, name] of names.entries()) writeFileSync(path.join(from, name), contents[index] ?? '');
    const at = `remote:${Bucket}/Firma/2026`;
    await rclone('copy', from, at, '--s3-upload-cutoff', '6M', '--s3-chunk-size', '5M');
    expect((await rclone('lsf', at)).trim().split('\n').toSorted()).toEqual(names.toSorted());
    await rclone('check', from, at);
    await rclone('copy', at, back);
    for (const [index, name] of names.entries())
      expect(readFileSync(path.join(back, name)).equals(contents[index] ?? Buffer.alloc(0))).toBe(true);
    await rclone('delete', at);
    expect(cloud.control.files().size).toBe(0);
  });
});
