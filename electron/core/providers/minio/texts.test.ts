// Everything this provider may say has its texts, those of its protocol among them.
import { fileURLToPath } from 'node:url';
import { textsSuite } from '../../../../tests/contract/texts.suite';
import { CODES, STATUS } from '../sdk/s3/errorTable';
import manifest from './index';

textsSuite(manifest, {
  folder: fileURLToPath(new URL('../sdk/s3', import.meta.url)),
  problems: [...CODES.values(), ...STATUS.values()].map(([, key]) => key),
  composed: [],
});
