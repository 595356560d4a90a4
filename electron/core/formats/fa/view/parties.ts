// Everybody who is named on the page: who they are, where they sit, how to reach them, and why they are here.
import type { ViewField, ViewLabel, ViewParty } from '../../../../../shared/domain/invoiceView';
import type { XmlElement } from '../../xml/xmlElement';
import type { ViewReader } from './reader';

const BESIDE = ['NrKlienta', 'NrKontrahenta', 'IDNabywcy', 'Udzial', 'StatusInfoPodatnika'];

export function viewParties(reader: ViewReader, root: XmlElement, body: XmlElement | undefined): ViewParty[] {
  const party = (node: XmlElement, role: ViewLabel, place: ViewParty['place']): ViewParty =>
    readParty(reader, node, role, place);
  const section = (name: string): ViewLabel => ({ key: `fa.section.${name}` });
  const all = (parent: XmlElement | undefined, name: string): readonly XmlElement[] => parent?.children(name) ?? [];
  const [seller, buyer] = reader.dialect === 'rr' ? ['farmer', 'buyer_rr'] : ['seller', 'buyer'];
  return [
    ...all(root, 'Podmiot1').map((node) => party(node, section(seller), 'main')),
    ...all(root, 'Podmiot2').map((node) => party(node, section(buyer), 'main')),
    ...all(root, 'Podmiot3').map((node) => party(node, thirdRole(reader, node), 'other')),
    ...all(root, 'PodmiotUpowazniony').map((node) => party(node, authorisedRole(reader, node), 'other')),
    ...all(body, 'Podmiot1K').map((node) => party(node, section('seller_before'), 'before')),
    ...all(body, 'Podmiot2K').map((node) => party(node, section('buyer_before'), 'before')),
  ];
}

function thirdRole(reader: ViewReader, node: XmlElement): ViewLabel {
  const [role] = reader.fields(node, ['Rola']);
  if (role !== undefined) return role.value.word === undefined ? { text: role.value.text } : { key: role.value.word };
  if (!reader.flag(node, 'RolaInna')) return { key: 'fa.section.third_party' };
  const description = reader.text(node, 'OpisRoli');
  return description === undefined ? { key: 'fa.section.third_party' } : { text: description };
}

function authorisedRole(reader: ViewReader, node: XmlElement): ViewLabel {
  const [role] = reader.fields(node, ['RolaPU']);
  if (role === undefined) return { key: 'fa.section.authorised' };
  return role.value.word === undefined ? { text: role.value.text } : { key: role.value.word };
}

function readParty(reader: ViewReader, node: XmlElement, role: ViewLabel, place: ViewParty['place']): ViewParty {
  const identity = node.child('DaneIdentyfikacyjne');
  const name = reader.text(identity, 'Nazwa');
  const address = addressLines(reader, node.child('Adres'));
  const fields = [
    ...identityFields(reader, node, identity),
    ...reader.fields(node, ['NrEORI']),
    ...addressField(reader, node, 'AdresKoresp'),
    ...node
      .children('DaneKontaktowe')
      .flatMap((one) => reader.fields(one, ['Email', 'EmailPU', 'Telefon', 'TelefonPU'])),
    ...reader.fields(node, BESIDE),
    ...reader.marks(node, ['JST', 'GV']),
  ];
  return { role, place, ...(name === undefined ? {} : { name }), address, fields };
}

export function identityFields(reader: ViewReader, node: XmlElement, identity: XmlElement | undefined): ViewField[] {
  const prefix = reader.text(node, 'PrefiksPodatnika');
  const nip = reader.fields(identity, ['NIP']);
  const joined = (label: string, first: string, second: string): ViewField[] => {
    const text = [reader.text(identity, first), reader.text(identity, second)].filter((one) => one !== undefined);
    return text.length === 0 ? [] : [{ label: reader.label(label), value: { kind: 'taxId', text: text.join(' ') } }];
  };
  return [
    ...nip.map((field) => (prefix === undefined ? field : withPrefix(field, prefix))),
    ...(prefix !== undefined && nip.length === 0
      ? [{ label: reader.label('PrefiksPodatnika'), value: { kind: 'text' as const, text: prefix } }]
      : []),
    ...reader.fields(identity, ['IDWew']),
    ...joined('NrVatUE', 'KodUE', 'NrVatUE'),
    ...joined('NrID', 'KodKraju', 'NrID'),
    ...reader.marks(identity, ['BrakID']),
  ];
}

function withPrefix(field: ViewField, prefix: string): ViewField {
  return { ...field, value: { ...field.value, text: `${prefix} ${field.value.text}` } };
}

/** Street, then place and country; then the location number, which is no line of an address. */
export function addressLines(reader: ViewReader, node: XmlElement | undefined): string[] {
  const [first, second] = [reader.text(node, 'AdresL1'), reader.text(node, 'AdresL2')];
  const place = [second, reader.text(node, 'KodKraju')].filter((part) => part !== undefined);
  const lines = [first, place.length === 0 ? undefined : place.join(', ')];
  const gln = reader.text(node, 'GLN');
  return [...lines, gln === undefined ? undefined : `GLN ${gln}`].filter((line) => line !== undefined);
}

export function addressField(reader: ViewReader, parent: XmlElement | undefined, name: string): ViewField[] {
  return (parent?.children(name) ?? []).flatMap((node) => {
    const lines = addressLines(reader, node);
    return lines.length === 0
      ? []
      : [{ label: reader.label(name), value: { kind: 'text' as const, text: lines.join(', ') } }];
  });
}
