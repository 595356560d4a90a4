// Everybody who is named in an E-arve, with the Estonian terms: registrikood, KMKR.
import type { ViewField, ViewLabel, ViewParty } from '../../../../../shared/domain/invoiceView';
import { type FieldSpec, type PageReader, section, textField } from '../../view/pageReader';
import type { XmlElement } from '../../xml/xmlElement';
import { addressLines, extensionFields } from './extensions';

const ROLES: readonly (readonly [string, string])[] = [
  ['SellerParty', 'seller'],
  ['BuyerParty', 'buyer'],
  ['RecipientParty', 'recipient'],
  ['DeliveryParty', 'delivery'],
  ['PayerParty', 'payer'],
  ['FactorParty', 'factor'],
];

const IDENTITY: readonly FieldSpec[] = [
  ['RegNumber', 'registry_code', 'taxId'],
  ['VATRegNumber', 'vat_number', 'taxId'],
  ['GLN', 'gln', 'id'],
  ['UniqueCode', 'party_code'],
  ['TransactionPartnerCode', 'partner_code'],
  ['DepId', 'department'],
];
const CONTACT: readonly FieldSpec[] = [
  ['ContactName', 'contact_name'],
  ['ContactPersonCode', 'contact_code'],
  ['PhoneNumber', 'phone'],
  ['FaxNumber', 'fax'],
  ['E-mailAddress', 'email'],
  ['EmailAddress', 'email'],
  ['URL', 'web'],
];

export function viewParties(reader: PageReader, invoice: XmlElement): ViewParty[] {
  const parties = invoice.child('InvoiceParties');
  const deliverer = invoice.child('InvoiceInformation')?.child('InvoiceDeliverer');
  const named = ROLES.flatMap(([name, role]) =>
    (parties?.children(name) ?? []).map((node) => partyOf(reader, node, role)),
  );
  if (deliverer === undefined) return named;
  const { address, fields } = contactOf(reader, deliverer);
  return [...named, { role: section('deliverer'), place: 'other', address, fields }];
}

function partyOf(reader: PageReader, node: XmlElement, role: string): ViewParty {
  const name = reader.text(node, 'Name');
  const identity = reader.fields(node, IDENTITY);
  const { address, fields } = contactOf(reader, node.child('ContactData'));
  const label: ViewLabel = section(role);
  const isMain = role === 'seller' || role === 'buyer';
  return {
    role: label,
    place: isMain ? 'main' : 'other',
    ...(name === undefined ? {} : { name }),
    address,
    fields: [...identity, ...fields, ...extensionFields(reader, node.children('Extension'))],
  };
}

function contactOf(reader: PageReader, contact: XmlElement | undefined): { address: string[]; fields: ViewField[] } {
  const address = addressLines(reader, contact?.child('LegalAddress'));
  const mail = addressLines(reader, contact?.child('MailAddress'));
  const extensions = ['LegalAddress', 'MailAddress'].flatMap(
    (name) => contact?.child(name)?.children('Extension') ?? [],
  );
  const fields = [
    ...reader.fields(contact, CONTACT),
    ...textField('mail_address', mail.join(', ')),
    ...extensionFields(reader, [...(contact?.children('ContactInformation') ?? []), ...extensions]),
  ];
  return { address, fields };
}
