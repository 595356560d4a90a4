// Everything fiskaly may say has its texts.
import { textsSuite } from '../../../../tests/contract/texts.suite';
import { CODES, STATUS } from './errorTable';
import manifest from './index';
import { RECEIPT_KEYS } from './readReceipt';

textsSuite(manifest, {
  folder: import.meta.dirname,
  problems: [
    ...[...CODES.values(), ...STATUS.values()].map(([, key]) => key),
    'request_refused',
    'client_failed',
    'library_missing',
    'library_unusable',
  ],
  composed: [
    'fact.smaers_version.none',
    'done.lead',
    'removal.warning',
    ...RECEIPT_KEYS.map((key) => `receipt.${key}`),
  ],
});
