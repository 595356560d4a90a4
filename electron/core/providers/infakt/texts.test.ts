// Everything inFakt may say has its texts.
import { textsSuite } from '../../../../tests/contract/texts.suite';
import { STATUS } from './errors';
import manifest from './index';

textsSuite(manifest, {
  folder: import.meta.dirname,
  problems: [...STATUS.values()].map(([, key]) => key).concat('checkpoint_unreadable'),
  composed: [
    'log.no_invoices',
    'card.note',
    ...['costs', 'sales'].flatMap((id) => ['newest', 'none', 'denied'].map((end) => `verify.${id}.${end}`)),
    ...['cost', 'sale'].flatMap((kind) => [`phase.reading.${kind}`, `phase.asking.${kind}`, `log.no_right.${kind}`]),
  ],
});
