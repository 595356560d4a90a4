// Parties of FA and FA_RR: who sells, who buys, and who else is named.
import type { Party } from '../../../../shared/domain/invoice';
import type { XmlElement } from '../xml/xmlElement';
import type { NoteSink } from '../read/noteSink';
import { isSet, present, textOf } from '../read/values';

/** Message-key-able ids of `Podmiot3/Rola` (FA(3) schema, TRolaPodmiotu3). */
export const ROLES: Readonly<Record<string, string>> = {
  '1': 'factor',
  '2': 'recipient',
  '3': 'original_entity',
  '4': 'additional_buyer',
  '5': 'issuer',
  '6': 'payer',
  '7': 'local_government_issuer',
  '8': 'local_government_recipient',
  '9': 'vat_group_issuer',
  '10': 'vat_group_recipient',
  '11': 'employee',
};

/** `PodmiotUpowazniony/RolaPU`. */
const AUTHORISED_ROLES: Readonly<Record<string, string>> = {
  '1': 'enforcement_authority',
  '2': 'bailiff',
  '3': 'tax_representative',
};

export interface OtherParty {
  readonly role: string;
  readonly party: Party;
}

export function readParty(node: XmlElement | undefined): Party {
  if (node === undefined) return { name: '', address: [] };
  const identity = node.child('DaneIdentyfikacyjne');
  const address = node.child('Adres');
  const contacts = node.children('DaneKontaktowe');
  return {
    name: textOf(identity, 'Nazwa') ?? '',
    ...present('taxId', taxIdOf(identity)),
    ...present('country', textOf(address, 'KodKraju') ?? textOf(identity, 'KodUE')),
    address: [textOf(address, 'AdresL1'), textOf(address, 'AdresL2')].filter((line) => line !== undefined),
    ...present('email', firstOf(contacts, 'Email')),
    ...present('phone', firstOf(contacts, 'Telefon')),
  };
}

function firstOf(contacts: readonly XmlElement[], name: string): string | undefined {
  for (const contact of contacts) {
    const text = textOf(contact, name);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** NIP as digits; a VAT-UE number and a foreign number with their country in front; a Polish internal id as it is. */
function taxIdOf(identity: XmlElement | undefined): string | undefined {
  const nip = textOf(identity, 'NIP') ?? textOf(identity, 'IDWew');
  if (nip !== undefined) return nip;
  const vat = textOf(identity, 'NrVatUE');
  if (vat !== undefined) return withCountry(vat, textOf(identity, 'KodUE'));
  const other = textOf(identity, 'NrID');
  return other === undefined ? undefined : withCountry(other, textOf(identity, 'KodKraju'));
}

function withCountry(number: string, country: string | undefined): string {
  return country === undefined || number.toUpperCase().startsWith(country) ? number : country + number;
}

export function readOtherParties(root: XmlElement, body: XmlElement, notes: NoteSink): readonly OtherParty[] {
  const others: OtherParty[] = [];
  for (const node of root.children('Podmiot3')) {
    const party = readParty(node);
    const role = ROLES[textOf(node, 'Rola') ?? ''] ?? 'other';
    const description = textOf(node, 'OpisRoli');
    if (description !== undefined) notes.add('other_role', `${party.name}: ${description}`);
    const share = textOf(node, 'Udzial');
    if (share !== undefined) notes.add('share', `${party.name}: ${share} %`);
    others.push({ role, party });
  }
  for (const node of root.children('PodmiotUpowazniony')) {
    others.push({ role: AUTHORISED_ROLES[textOf(node, 'RolaPU') ?? ''] ?? 'other', party: readParty(node) });
  }
  // Corrections of the parties' data: the old data stands in these nodes, the new in the main ones.
  for (const node of body.children('Podmiot1K')) others.push({ role: 'seller_before', party: readParty(node) });
  for (const node of body.children('Podmiot2K')) others.push({ role: 'buyer_before', party: readParty(node) });
  return others;
}

/** Facts about seller and buyer that the model has no field for. */
export function noteParties(seller: XmlElement | undefined, buyer: XmlElement | undefined, notes: NoteSink): void {
  notes.addText('customer_number', textOf(buyer, 'NrKlienta'));
  notes.addText('customer_number', textOf(seller, 'NrKontrahenta'));
  const status = textOf(seller, 'StatusInfoPodatnika');
  if (status !== undefined && /^[1-4]$/.test(status)) notes.add(`taxpayer_status_${status}`, '');
  if (isSet(buyer, 'JST')) notes.add('buyer_local_government', '');
  if (isSet(buyer, 'GV')) notes.add('buyer_vat_group', '');
}
