// An invoice as an FA(3) document.
import type { InvoiceModel } from './model';
import { home } from './parties';
import { writeAnnotations, writeAttachment, writeCorrection, writePayment, writeSums } from './writeDetails';
import { writeLines, writeOrder } from './writeLines';
import { writeParties } from './writeParties';
import { XmlWriter } from './xml';

const NAMESPACE = 'http://crd.gov.pl/wzor/2025/06/25/13775/';

export function writeFa(model: InvoiceModel): Buffer {
  const xml = new XmlWriter(model.style);
  const prefix = model.style.prefix.replace(':', '');
  const root = prefix === '' ? ` xmlns="${NAMESPACE}"` : ` xmlns:${prefix}="${NAMESPACE}"`;
  xml.group(
    'Faktura',
    () => {
      writeHeader(xml, model);
      writeParties(xml, model);
      xml.group('Fa', () => {
        writeBody(xml, model);
      });
      writeFooter(xml, model);
      if (model.attachment) writeAttachment(xml, model.attachment);
    },
    root,
  );
  return xml.bytes();
}

function writeHeader(xml: XmlWriter, model: InvoiceModel): void {
  xml.group('Naglowek', () => {
    xml.text('KodFormularza', 'FA', ' kodSystemowy="FA (3)" wersjaSchemy="1-0E"');
    xml.text('WariantFormularza', 3);
    xml.text('DataWytworzeniaFa', model.createdAt);
    xml.text('SystemInfo', model.style.program);
  });
}

function writeBody(xml: XmlWriter, model: InvoiceModel): void {
  xml.text('KodWaluty', model.currency);
  xml.text('P_1', model.issueDate);
  xml.text('P_1M', model.seller.town.replace(/^[\d-]+ /, ''));
  xml.text('P_2', model.number);
  xml.text('P_6', model.saleDate);
  const { period } = model;
  if (period) {
    xml.group('OkresFa', () => {
      xml.text('P_6_Od', period.from);
      xml.text('P_6_Do', period.to);
    });
  }
  writeSums(xml, model.sums, model.total);
  writeAnnotations(xml, model);
  xml.text('RodzajFaktury', model.kind);
  writeCorrection(xml, model);
  for (const [key, value] of model.notes) {
    xml.group('DodatkowyOpis', () => {
      xml.text('Klucz', key);
      xml.text('Wartosc', value);
    });
  }
  for (const advance of model.advances) {
    xml.group('FakturaZaliczkowa', () => {
      xml.text('NrKSeFFaZaliczkowej', advance.ksefNumber);
    });
  }
  writeLines(xml, model);
  if (model.payment) writePayment(xml, model.payment, model.seller);
  writeTerms(xml, model);
  writeOrder(xml, model.orderLines);
}

function writeTerms(xml: XmlWriter, model: InvoiceModel): void {
  const { order, deliveryTerms } = model;
  if (!order && deliveryTerms === undefined) return;
  xml.group('WarunkiTransakcji', () => {
    if (order) {
      xml.group('Zamowienia', () => {
        xml.text('DataZamowienia', order.date);
        xml.text('NrZamowienia', order.number);
      });
    }
    xml.text('WarunkiDostawy', deliveryTerms);
  });
}

function writeFooter(xml: XmlWriter, model: InvoiceModel): void {
  if (model.seller !== home) return;
  xml.group('Stopka', () => {
    xml.group('Informacje', () => {
      xml.text(
        'StopkaFaktury',
        'Kapitał zakładowy 50 000 zł, wpłacony w całości. Dziękujemy za zaufanie do rzemiosła.',
      );
    });
    xml.group('Rejestry', () => {
      xml.text('PelnaNazwa', model.seller.name);
      xml.text('KRS', '0000512877');
      xml.text('REGON', '302711845');
    });
  });
}
