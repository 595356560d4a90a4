// Trade parties of a CII document.
import { at, type EnReader, nodesAt } from '../en16931/enReader';
import type { EnParty, Leaf } from '../en16931/model';
import type { XmlElement } from '../xml/xmlElement';

export function ciiParty(reader: EnReader, node: XmlElement | undefined): EnParty | undefined {
  if (node === undefined) return undefined;
  const legal = node.child('SpecifiedLegalOrganization');
  const contact = node.child('DefinedTradeContact');
  const person = reader.one(contact, 'PersonName');
  return {
    name: reader.one(node, 'Name'),
    tradingName: reader.one(legal, 'TradingBusinessName'),
    ids: [...reader.all(node, 'ID'), ...reader.all(node, 'GlobalID')],
    registryCode: reader.one(legal, 'ID'),
    ...taxNumbers(reader, node),
    legal: reader.one(node, 'Description'),
    electronic: reader.one(node, 'URIUniversalCommunication/URIID'),
    ...addressOf(reader, node.child('PostalTradeAddress')),
    contactName: joined(person, reader.one(contact, 'DepartmentName')),
    phone: reader.one(contact, 'TelephoneUniversalCommunication/CompleteNumber'),
    email: reader.one(contact, 'EmailURIUniversalCommunication/URIID'),
  };
}

function joined(first: Leaf | undefined, second: Leaf | undefined): Leaf | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return { text: `${first.text}, ${second.text}` };
}

/** `VA` is a VAT number, `FC` a local tax number. */
function taxNumbers(reader: EnReader, node: XmlElement): Pick<EnParty, 'vatNumber' | 'taxNumber'> {
  const numbers = nodesAt(node, 'SpecifiedTaxRegistration').flatMap((one) => reader.one(one, 'ID') ?? []);
  const plain = ({ text }: Leaf): Leaf => ({ text });
  const [vat, tax] = ['VA', 'FC'].map((scheme) => numbers.find((number) => number.scheme === scheme));
  const other = numbers.find((number) => number !== vat && number !== tax);
  return { vatNumber: vat === undefined ? undefined : plain(vat), taxNumber: tax === undefined ? other : plain(tax) };
}

function addressOf(reader: EnReader, node: XmlElement | undefined): Pick<EnParty, 'address' | 'country'> {
  const text = (name: string): string | undefined => reader.one(node, name)?.text;
  const streets = [text('LineOne'), text('LineTwo'), text('LineThree')];
  const city = [text('PostcodeCode'), text('CityName')].filter((part) => part !== undefined).join(' ');
  const lines = [...streets, city, text('CountrySubDivisionName')].filter((line) => line !== undefined && line !== '');
  return { address: lines as string[], country: reader.one(node, 'CountryID') };
}

export const ciiPartyAt = (reader: EnReader, parent: XmlElement | undefined, path: string): EnParty | undefined =>
  ciiParty(reader, at(parent, path));
