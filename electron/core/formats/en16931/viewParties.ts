// Everybody who is named in an invoice of EN 16931.
import type { ViewField, ViewParty, ViewValueKind } from '../../../../shared/domain/invoiceView';
import { labelled, section } from '../view/pageReader';
import type { EnInvoice, EnParty, Leaf } from './model';

/** Whose identifier it is stands behind it, where the document says so: `10256137 (0191)`. */
export function leafField(label: string, leaf: Leaf | undefined, kind: ViewValueKind = 'text'): ViewField[] {
  if (leaf === undefined) return [];
  const { text, scheme, currency } = leaf;
  const shown = scheme === undefined ? text : `${text} (${scheme})`;
  const value = kind === 'money' && currency !== undefined ? { kind, text: shown, currency } : { kind, text: shown };
  return [{ label: labelled(label), value }];
}

export function viewParties(invoice: EnInvoice): ViewParty[] {
  const named = [
    ['seller', invoice.seller, 'main'],
    ['buyer', invoice.buyer, 'main'],
    ['payee', invoice.payee, 'other'],
    ['tax_representative', invoice.taxRepresentative, 'other'],
    ['delivery', invoice.delivery, 'other'],
  ] as const;
  return named.flatMap(([role, party, place]) => (party === undefined ? [] : [partyOf(party, role, place)]));
}

function partyOf(party: EnParty, role: string, place: ViewParty['place']): ViewParty {
  const { name, country, address } = party;
  return {
    role: section(role),
    place,
    ...(name === undefined ? {} : { name: name.text }),
    address: [...address, ...(country === undefined ? [] : [country.text])],
    fields: [
      ...leafField('trading_name', party.tradingName),
      ...leafField('registry_code', party.registryCode, party.registryCode?.scheme === undefined ? 'taxId' : 'text'),
      ...leafField('vat_number', party.vatNumber, 'taxId'),
      ...leafField('tax_number', party.taxNumber),
      ...party.ids.flatMap((id) => leafField('party_id', id)),
      ...leafField('electronic_address', party.electronic),
      ...leafField('legal_information', party.legal),
      ...leafField('contact_name', party.contactName),
      ...leafField('phone', party.phone),
      ...leafField('email', party.email),
    ],
  };
}
