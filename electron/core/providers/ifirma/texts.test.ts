// Everything iFirma may say has its texts.
import { expect, it } from 'vitest';
import { textsSuite } from '../../../../tests/contract/texts.suite';
import { CODES, STATUS } from './errors';
import { formatFor } from '../../formats/registry';
import manifest from './index';

textsSuite(manifest, {
  folder: import.meta.dirname,
  problems: [...CODES.values(), ...STATUS.values()]
    .map(([, key]) => key)
    .concat('checkpoint_unreadable', 'key_missing'),
  composed: ['card.limit', 'log.no_invoices', 'phase.reading.sale', 'phase.asking.sale'],
});

it('the card promises no file that an import cannot read', () => {
  const jpk = '<?xml version="1.0"?><JPK xmlns="http://jpk.mf.gov.pl/wzor/2022/02/17/02171/"><Naglowek/></JPK>';
  expect(formatFor(Buffer.from(jpk))).toBeNull();
  for (const texts of Object.values(manifest.texts)) expect(texts['card.limit']).not.toContain('JPK');
});
