// Everything iFirma may say has its texts.
import { textsSuite } from '../../../../tests/contract/texts.suite';
import { CODES, STATUS } from './errors';
import manifest from './index';

textsSuite(manifest, {
  folder: import.meta.dirname,
  problems: [...CODES.values(), ...STATUS.values()]
    .map(([, key]) => key)
    .concat('checkpoint_unreadable', 'key_missing'),
  composed: ['card.limit', 'log.no_invoices', 'phase.reading.sale', 'phase.asking.sale'],
});
