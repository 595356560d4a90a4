// Parties of a UBL document.
import type { EnReader } from '../en16931/enReader';
import { at, nodesAt } from '../en16931/enReader';
import type { EnParty, Leaf } from '../en16931/model';
import type { XmlElement } from '../xml/xmlElement';

export function ublParty(reader: EnReader, node: XmlElement | undefined): EnParty | undefined {
  if (node === undefined) return undefined;
  const legal = node.child('PartyLegalEntity');
  const trading = reader.one(node, 'PartyName/Name');
  const name = reader.one(legal, 'RegistrationName');
  const schemes = taxNumbers(reader, node);
  return {
    name: name ?? trading,
    tradingName: name === undefined || name.text === trading?.text ? undefined : trading,
    ids: nodesAt(node, 'PartyIdentification').flatMap((one) => reader.one(one, 'ID') ?? []),
    registryCode: reader.one(legal, 'CompanyID'),
    ...schemes,
    legal: reader.one(legal, 'CompanyLegalForm'),
    electronic: reader.one(node, 'EndpointID'),
    ...ublAddress(reader, node.child('PostalAddress')),
    contactName: reader.one(node, 'Contact/Name'),
    phone: reader.one(node, 'Contact/Telephone'),
    email: reader.one(node, 'Contact/ElectronicMail'),
  };
}

function taxNumbers(reader: EnReader, node: XmlElement): { vatNumber: Leaf | undefined; taxNumber: Leaf | undefined } {
  let vatNumber: Leaf | undefined;
  let taxNumber: Leaf | undefined;
  for (const scheme of node.children('PartyTaxScheme')) {
    const isVat = (at(scheme, 'TaxScheme/ID')?.token ?? 'VAT').toUpperCase() === 'VAT';
    const number = reader.one(scheme, 'CompanyID');
    reader.swallow(scheme, 'TaxScheme/ID', ['VAT', 'TAX', 'LOC', 'FC']);
    if (isVat && vatNumber === undefined) vatNumber = number;
    else taxNumber ??= number;
  }
  return { vatNumber, taxNumber };
}

export function ublAddress(reader: EnReader, node: XmlElement | undefined): Pick<EnParty, 'address' | 'country'> {
  const text = (path: string): string | undefined => reader.one(node, path)?.text;
  const streets = [text('StreetName'), text('AdditionalStreetName'), text('AddressLine/Line')];
  const city = [text('PostalZone'), text('CityName')].filter((part) => part !== undefined).join(' ');
  const lines = [...streets, city, text('CountrySubentity')].filter((line) => line !== undefined && line !== '');
  return { address: lines as string[], country: reader.one(node, 'Country/IdentificationCode') };
}
