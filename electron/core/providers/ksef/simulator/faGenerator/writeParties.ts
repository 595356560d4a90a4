// Podmiot1, Podmiot2, Podmiot3 and PodmiotUpowazniony.
import type { InvoiceModel } from './model';
import type { Identifier, Party } from './parties';
import type { XmlWriter } from './xml';

function identifier(xml: XmlWriter, id: Identifier): void {
  if (id.type === 'Nip') xml.text('NIP', id.value);
  if (id.type === 'VatUe') {
    xml.text('KodUE', id.country);
    xml.text('NrVatUE', id.value);
  }
  if (id.type === 'Other') {
    xml.text('KodKraju', id.country);
    xml.text('NrID', id.value);
  }
  if (id.type === 'None') xml.text('BrakID', 1);
}

export function identity(xml: XmlWriter, party: Party, withName = true): void {
  xml.group('DaneIdentyfikacyjne', () => {
    identifier(xml, party.id);
    if (withName) xml.text('Nazwa', party.name);
  });
}

export function address(xml: XmlWriter, party: Party): void {
  xml.group('Adres', () => {
    xml.text('KodKraju', party.country);
    xml.text('AdresL1', party.street);
    xml.text('AdresL2', party.town);
  });
}

function contact(xml: XmlWriter, party: Party): void {
  if (party.email === undefined) return;
  xml.group('DaneKontaktowe', () => {
    xml.text('Email', party.email);
    xml.text('Telefon', party.phone);
  });
}

export function writeParties(xml: XmlWriter, model: InvoiceModel): void {
  xml.group('Podmiot1', () => {
    identity(xml, model.seller);
    address(xml, model.seller);
    contact(xml, model.seller);
  });
  const isSimplified = model.kind === 'UPR';
  xml.group('Podmiot2', () => {
    identity(xml, model.buyer, !isSimplified);
    if (!isSimplified) {
      address(xml, model.buyer);
      contact(xml, model.buyer);
    }
    xml.text('NrKlienta', model.buyerNumber);
    xml.text('JST', model.buyer.isLocalGovernment === true ? 1 : 2);
    xml.text('GV', 2);
  });
  for (const third of model.thirds) {
    xml.group('Podmiot3', () => {
      identity(xml, third.party);
      address(xml, third.party);
      xml.text('Rola', third.role);
    });
  }
  const { representative } = model;
  if (!representative) return;
  xml.group('PodmiotUpowazniony', () => {
    identity(xml, representative);
    address(xml, representative);
    xml.text('RolaPU', 3);
  });
}
