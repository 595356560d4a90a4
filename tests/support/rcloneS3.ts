// rclone as a client of S3; its configuration travels in the environment.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ForeignClient } from './rcloneDav';
import type { S3Server } from './radosgw';

const run = promisify(execFile);

export function rcloneForS3(
  { url, accessKeyId, secretAccessKey }: Omit<S3Server, 'close' | 'bucket'>,
  more: { readonly provider: 'Ceph' | 'Minio' | 'Other'; readonly region?: string } = { provider: 'Ceph' },
): ForeignClient {
  // rclone 1.60 does not start with a CA bundle in the environment.
  const { AWS_CA_BUNDLE: _, ...inherited } = process.env;
  const env = {
    ...inherited,
    RCLONE_CONFIG: '/dev/null',
    RCLONE_CONFIG_REMOTE_TYPE: 's3',
    RCLONE_CONFIG_REMOTE_PROVIDER: more.provider,
    RCLONE_CONFIG_REMOTE_ACCESS_KEY_ID: accessKeyId,
    RCLONE_CONFIG_REMOTE_SECRET_ACCESS_KEY: secretAccessKey,
    RCLONE_CONFIG_REMOTE_ENDPOINT: url,
    RCLONE_CONFIG_REMOTE_REGION: more.region ?? '',
    RCLONE_CONFIG_REMOTE_FORCE_PATH_STYLE: 'true',
  };
  return {
    rclone: async (...args) =>
      (await run('/usr/bin/rclone', [...args, '--retries', '1', '--low-level-retries', '1'], { env })).stdout,
  };
}
