// A MinIO as the demo company meets it.
import { createS3Simulator, type S3Simulator } from '../sdk/s3/simulator/index';
import type { S3Options } from '../sdk/s3/simulator/options';

export const createMinioSimulator = (options: S3Options): S3Simulator =>
  createS3Simulator({ kind: 'minio', bucket: 'br-reports', region: 'us-east-1', ...options });
