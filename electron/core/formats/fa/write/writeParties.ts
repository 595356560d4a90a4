// Podmiot1, Podmiot2, Podmiot3 and the parties before a correction.
import type { SalesAddress, SalesIdentity, SalesInvoice, SalesParty } from '../../../../../shared/domain/salesInvoice';
import { vatsOf } from '../../../../../shared/domain/salesLines';
import { filled, nipDigits, plainNumber, unionVatNumber, upperCode } from '../../write/normal';
import { roleCode } from './words';
import type { XmlText } from '../../write/xmlText';

export function writeParties(xml: XmlText, invoice: SalesInvoice): void {
  xml.open('Podmiot1', () => {
    xml.text('PrefiksPodatnika', isTradeInUnion(invoice) ? 'PL' : undefined);
    writeIdentity(xml, invoice.seller);
    writeAddress(xml, invoice.seller.address);
    writeContact(xml, invoice.seller);
  });
  xml.open('Podmiot2', () => {
    const { buyer } = invoice;
    writeIdentity(xml, buyer);
    writeAddress(xml, buyer.address);
    writeContact(xml, buyer);
    xml.text('NrKlienta', buyer.customerNumber);
    xml.text('IDNabywcy', buyer.key);
    xml.yesNo('JST', buyer.isLocalGovernmentUnit);
    xml.yesNo('GV', buyer.isVatGroupMember);
  });
  for (const third of invoice.otherParties) writeThirdParty(xml, third);
}

/** Art. 97(10)(2) and (3) and 136(1)(3) of the VAT act: these sellers name themselves with their country. */
function isTradeInUnion(invoice: SalesInvoice): boolean {
  const treatments = new Set(vatsOf(invoice).map(({ treatment }) => treatment));
  const isService = invoice.buyer.identity.type === 'vat_eu' && treatments.has('outside_service');
  return isService || treatments.has('intra_union') || invoice.annotations.triangular;
}

function writeThirdParty(xml: XmlText, third: SalesInvoice['otherParties'][number]): void {
  xml.open('Podmiot3', () => {
    const { party } = third;
    xml.text('IDNabywcy', party.key);
    writeIdentity(xml, party);
    writeAddress(xml, party.address);
    writeContact(xml, party);
    const role = roleCode(third.role);
    xml.text('Rola', role);
    xml.mark('RolaInna', role === undefined);
    xml.text('OpisRoli', role === undefined ? third.roleText : undefined);
    xml.text('Udzial', plainNumber(third.share));
    xml.text('NrKlienta', party.customerNumber);
  });
}

export function writeFormerSeller(xml: XmlText, party: SalesParty): void {
  xml.open('Podmiot1K', () => {
    writeIdentity(xml, party);
    writeAddress(xml, party.address);
  });
}

export function writeFormerBuyer(xml: XmlText, party: SalesParty): void {
  xml.open('Podmiot2K', () => {
    writeIdentity(xml, party);
    writeAddress(xml, party.address);
    xml.text('IDNabywcy', party.key);
  });
}

function writeIdentity(xml: XmlText, { identity, name }: SalesParty): void {
  xml.open('DaneIdentyfikacyjne', () => {
    writeNumber(xml, identity);
    xml.text('Nazwa', name);
  });
}

function writeNumber(xml: XmlText, identity: SalesIdentity): void {
  switch (identity.type) {
    case 'nip':
      xml.text('NIP', nipDigits(identity.nip));
      break;
    case 'vat_eu':
      xml.text('KodUE', upperCode(identity.country));
      xml.text('NrVatUE', unionVatNumber(identity.country, identity.number));
      break;
    case 'other':
      xml.text('KodKraju', upperCode(identity.country));
      xml.text('NrID', identity.number);
      break;
    case 'internal':
      xml.text('IDWew', identity.id);
      break;
    case 'none':
      xml.mark('BrakID', true);
  }
}

function writeAddress(xml: XmlText, address: SalesAddress | undefined): void {
  if (address === undefined) return;
  xml.open('Adres', () => {
    xml.text('KodKraju', upperCode(address.country));
    xml.text('AdresL1', address.line1);
    xml.text('AdresL2', address.line2);
  });
}

function writeContact(xml: XmlText, { email, phone }: SalesParty): void {
  if (filled(email) === undefined && filled(phone) === undefined) return;
  xml.open('DaneKontaktowe', () => {
    xml.text('Email', email);
    xml.text('Telefon', phone);
  });
}
