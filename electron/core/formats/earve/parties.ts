// Who sells, who buys and who else is named in an E-arve.
import type { Party } from '../../../../shared/domain/invoice';
import { present, textOf } from '../read/values';
import type { XmlElement } from '../xml/xmlElement';

/** Roles of the catalogue `format`. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['RecipientParty', 'recipient'],
  ['DeliveryParty', 'delivery'],
  ['PayerParty', 'payer'],
  ['FactorParty', 'factor'],
];

/** `name` and `code` stand in for what the party itself does not say. */
export function readParty(
  node: XmlElement | undefined,
  fallback: { readonly name?: string | undefined; readonly code?: string | undefined } = {},
): Party {
  const contact = node?.child('ContactData');
  const address = contact?.child('LegalAddress') ?? contact?.child('MailAddress');
  const country = countryCode(textOf(address, 'Country'));
  const vatNumber = textOf(node, 'VATRegNumber')?.replace(/\s/g, '').toUpperCase();
  return {
    name: textOf(node, 'Name') ?? fallback.name ?? '',
    ...present('taxId', vatNumber),
    ...present('registryCode', textOf(node, 'RegNumber') ?? fallback.code),
    ...present('country', country),
    address: addressLines(address, country),
    ...present('email', textOf(contact, 'E-mailAddress') ?? textOf(contact, 'EmailAddress')),
    ...present('phone', textOf(contact, 'PhoneNumber')),
  };
}

function addressLines(address: XmlElement | undefined, country: string | undefined): string[] {
  const city = [textOf(address, 'PostalCode'), textOf(address, 'City')].filter((part) => part !== undefined).join(' ');
  const foreign = country === undefined ? textOf(address, 'Country') : undefined;
  const lines = [textOf(address, 'PostalAddress1'), textOf(address, 'PostalAddress2'), city, foreign];
  return lines.filter((line) => line !== undefined && line !== '') as string[];
}

const NAMES: Readonly<Record<string, string>> = {
  eesti: 'EE',
  estonia: 'EE',
  'eesti vabariik': 'EE',
  soome: 'FI',
  finland: 'FI',
  läti: 'LV',
  latvia: 'LV',
  leedu: 'LT',
  lithuania: 'LT',
  rootsi: 'SE',
  sweden: 'SE',
  saksamaa: 'DE',
  germany: 'DE',
  poola: 'PL',
  poland: 'PL',
};

/** The schema lets anything be written: mostly the country's name, in Estonian. */
function countryCode(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/^[A-Za-z]{2}$/.test(text)) return text.toUpperCase();
  const name = text.toLowerCase();
  return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
}

export function readOtherParties(parties: XmlElement | undefined): { role: string; party: Party }[] {
  return OTHERS.flatMap(([name, role]) =>
    (parties?.children(name) ?? []).map((node) => ({ role, party: readParty(node) })),
  );
}
