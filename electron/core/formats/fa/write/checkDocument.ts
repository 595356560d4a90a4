// What KSeF refuses in a document whoever made it (dossier ksef §5.7 and §10): seen here, before the number of a try is spent on it.
import type { SalesFinding } from '../../../../../shared/domain/salesInvoice';
import { readXml } from '../../xml/readXml';
import type { XmlElement } from '../../xml/xmlElement';
import { formatFor } from '../../registry';
import { badCharacter } from '../../write/characters';
import { MAX_BYTES } from './limits';
import { Findings } from '../../write/findings';

/** Elements that the FA(3) schema wants in every invoice, with what stands in them. */
const REQUIRED: readonly string[] = [
  'Naglowek/KodFormularza',
  'Naglowek/WariantFormularza',
  'Naglowek/DataWytworzeniaFa',
  'Podmiot1/DaneIdentyfikacyjne/NIP',
  'Podmiot1/DaneIdentyfikacyjne/Nazwa',
  'Podmiot1/Adres/AdresL1',
  'Podmiot2/DaneIdentyfikacyjne',
  'Podmiot2/JST',
  'Podmiot2/GV',
  'Fa/KodWaluty',
  'Fa/P_1',
  'Fa/P_2',
  'Fa/P_15',
  'Fa/Adnotacje',
  'Fa/RodzajFaktury',
];

/** Empty for a document that nothing speaks against. Throws `format.*` for what is no XML. */
export function checkDocument(bytes: Uint8Array): readonly SalesFinding[] {
  const found = new Findings('');
  const root = readXml(bytes);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  if (hasInstruction(text)) found.stop('', 'instruction');
  if (bytes.length > MAX_BYTES && root.child('Zalacznik') === undefined)
    found.stop('', 'too_large', { bytes: bytes.length, max: MAX_BYTES });
  if (formatFor(bytes)?.id === 'fa3') checkRequired(found, root);
  const bad = badCharacter(text);
  if (bad !== null) found.stop('', 'bad_character', { ...bad });
  return found.all;
}

/** Beside the XML declaration at the very start. */
function hasInstruction(text: string): boolean {
  const plain = text.replace(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>/g, '');
  return /<\?(?!xml[\s?])/.test(plain);
}

function checkRequired(found: Findings, root: XmlElement): void {
  for (const path of REQUIRED) {
    const names = path.split('/');
    let at: XmlElement | undefined = root;
    for (const name of names) at = at?.child(name);
    const isThere = at !== undefined && (at.first !== null || at.token !== '');
    const field = names.at(-1) ?? path;
    if (!isThere) found.stop(field, 'element_missing', { element: path });
  }
}
