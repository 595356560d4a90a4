// A MinIO as the demo company meets it.
import { createS3Simulator, type S3Simulator } from '../sdk/s3/simulator/index';
import type { S3Options } from '../sdk/s3/simulator/options';

const keys = { id: 'kontor-demo', secret: 'minio-demo0/demo1+demo2/demo3+demo4' };

export const createMinioSimulator = (options: S3Options): S3Simulator =>
  createS3Simulator({ kind: 'minio', bucket: 'br-reports', region: 'us-east-1', keys, ...options });
