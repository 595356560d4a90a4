// MinIO keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import type { S3Simulator } from '../sdk/s3/simulator/index';
import manifest from './index';

providerSuite(manifest, {
  wrong: { secret_access_key: 'nie ten klucz' },
  files: (simulator) => (simulator as S3Simulator).control.files(),
});
