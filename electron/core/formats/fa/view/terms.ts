// Contracts, orders, delivery and transport; remarks, footers and registers.
import type { ViewBlock, ViewField } from '../../../../../shared/domain/invoiceView';
import type { XmlElement } from '../../xml/xmlElement';
import { addressField, addressLines, identityFields } from './parties';
import type { ViewReader } from './reader';
import { fieldsBlock, tableOf } from './tables';

export function termBlocks(reader: ViewReader, body: XmlElement): ViewBlock[] {
  const node = body.child('WarunkiTransakcji');
  if (node === undefined) return [];
  return [
    ...tableOf(reader, node.children('Umowy'), { id: 'contracts', columns: ['DataUmowy', 'NrUmowy'], wide: 'NrUmowy' }),
    ...tableOf(reader, node.children('Zamowienia'), {
      id: 'orders',
      columns: ['DataZamowienia', 'NrZamowienia'],
      wide: 'NrZamowienia',
    }),
    ...fieldsBlock('terms', [
      [
        ...reader.fields(node, ['WarunkiDostawy', 'NrPartiiTowaru', 'KursUmowny', 'WalutaUmowna']),
        ...reader.marks(node, ['PodmiotPosredniczacy']),
      ],
    ]),
    ...fieldsBlock(
      'transport',
      node.children('Transport').map((one) => transportFields(reader, one)),
    ),
  ];
}

function transportFields(reader: ViewReader, node: XmlElement): ViewField[] {
  return [
    ...listedOrOther(reader, node, ['RodzajTransportu', 'TransportInny', 'OpisInnegoTransportu']),
    ...node.children('Przewoznik').flatMap((carrier) => carrierFields(reader, carrier)),
    ...reader.fields(node, ['NrZleceniaTransportu']),
    ...listedOrOther(reader, node, ['OpisLadunku', 'LadunekInny', 'OpisInnegoLadunku']),
    ...reader.fields(node, ['JednostkaOpakowania', 'DataGodzRozpTransportu', 'DataGodzZakTransportu']),
    ...addressField(reader, node, 'WysylkaZ'),
    ...addressField(reader, node, 'WysylkaPrzez'),
    ...addressField(reader, node, 'WysylkaDo'),
  ];
}

/** The mark of "another one" says nothing beside the words that describe it. */
function listedOrOther(reader: ViewReader, node: XmlElement, names: readonly [string, string, string]): ViewField[] {
  const [listed, mark, words] = names;
  const described = reader.fields(node, [words]).map(({ value }) => ({ label: reader.label(listed), value }));
  if (described.length > 0) reader.flag(node, mark);
  return [...reader.fields(node, [listed]), ...described, ...reader.fields(node, [mark])];
}

function carrierFields(reader: ViewReader, carrier: XmlElement): ViewField[] {
  const identity = carrier.child('DaneIdentyfikacyjne');
  const name = reader.text(identity, 'Nazwa');
  const lines = [name, ...addressLines(reader, carrier.child('AdresPrzewoznika'))].filter((one) => one !== undefined);
  return [
    ...(lines.length === 0
      ? []
      : [{ label: reader.label('Przewoznik'), value: { kind: 'text' as const, text: lines.join(', ') } }]),
    ...identityFields(reader, carrier, identity),
  ];
}

/** Remarks in the document's own words; those about one line name it. */
export function remarkBlocks(reader: ViewReader, body: XmlElement): ViewBlock[] {
  return tableOf(reader, body.children('DodatkowyOpis'), {
    id: 'remarks',
    columns: ['NrWiersza', 'Klucz', 'Wartosc'],
    wide: 'Wartosc',
  });
}

export function footerBlocks(reader: ViewReader, root: XmlElement): ViewBlock[] {
  const footers = root.children('Stopka');
  const paragraphs = footers
    .flatMap((footer) => footer.children('Informacje'))
    .flatMap((node) => reader.texts(node, 'StopkaFaktury'));
  return [
    ...tableOf(
      reader,
      footers.flatMap((footer) => footer.children('Rejestry')),
      { id: 'registers', columns: ['PelnaNazwa', 'KRS', 'REGON', 'BDO'] },
    ),
    ...(paragraphs.length === 0 ? [] : [{ type: 'text' as const, id: 'footer', paragraphs }]),
  ];
}
