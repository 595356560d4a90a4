// Amazon's S3 as the demo company meets it.
import { createS3Simulator, type S3Simulator } from '../sdk/s3/simulator/index';
import type { S3Options } from '../sdk/s3/simulator/options';

export const createAwsS3Simulator = (options: S3Options): S3Simulator =>
  createS3Simulator({ kind: 'aws', bucket: 'br-reports-bucket', region: 'eu-central-1', ...options });
