// Everything the mediator may say has its texts, those of its interface among them.
import { fileURLToPath } from 'node:url';
import { textsSuite } from '../../../../tests/contract/texts.suite';
import { STATUS } from '../sdk/edi/errors';
import manifest from './index';

textsSuite(manifest, {
  folder: [import.meta.dirname, fileURLToPath(new URL('../sdk/edi', import.meta.url))],
  problems: [...STATUS.values()].map(([, key]) => key).concat('key_missing', 'request_refused', 'token_missing'),
  composed: ['done.lead'],
});
