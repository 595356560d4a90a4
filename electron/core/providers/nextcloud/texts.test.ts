// Everything Nextcloud may say has its texts.
import { textsSuite } from '../../../../tests/contract/texts.suite';
import { EXCEPTIONS, STATUS } from './errorTable';
import manifest from './index';

textsSuite(manifest, {
  folder: import.meta.dirname,
  problems: [
    ...[...STATUS.values()].map(([, key]) => key),
    ...EXCEPTIONS.map(([, , key]) => key),
    // Thrown by the pass over the file that all clouds share.
    'source_changed',
  ],
  composed: [],
});
