// A sales invoice as an FA(3) document: the schema's order of elements, UTF-8 without a byte-order mark, the same bytes for the same
// invoice. What the schema would refuse is found by `checkFa` before; this writes what it is given.
import type { SalesCorrection, SalesInvoice } from '../../../../../shared/domain/salesInvoice';
import type { Instant } from '../../../../../shared/domain/ids';
import { isAdvance, isCorrection, salesTotals, type SalesTotals } from '../../../../../shared/domain/salesTotals';
import { FA3 } from '../formats';
import { filled, plainNumber } from '../../write/normal';
import { writeLines, writeOrder } from './writeLines';
import { writeFormerBuyer, writeFormerSeller, writeParties } from './writeParties';
import { writePayment, writeTerms } from './writePayment';
import { writeAnnotations, writeSettlement, writeSums } from './writeSums';
import { kindCode } from './words';
import { XmlText } from '../../write/xmlText';

export interface Issue {
  /** When the document is made. */
  readonly createdAt: Instant;
  /** The program that makes it: `Kontor 1.2.0`. */
  readonly program: string;
}

export function writeFa3(invoice: SalesInvoice, issue: Issue): Uint8Array {
  const xml = new XmlText('<?xml version="1.0" encoding="UTF-8"?>\n');
  const totals = salesTotals(invoice);
  const root = (): void => {
    xml.open('Naglowek', () => {
      xml.text('KodFormularza', 'FA', ` kodSystemowy="${FA3.systemCode}" wersjaSchemy="1-0E"`);
      xml.text('WariantFormularza', '3');
      xml.text('DataWytworzeniaFa', issue.createdAt);
      xml.text('SystemInfo', issue.program);
    });
    writeParties(xml, invoice);
    xml.open('Fa', () => {
      writeBody(xml, invoice, totals);
    });
    writeFooter(xml, invoice);
  };
  xml.open('Faktura', root, ` xmlns="${FA3.ns}"`);
  return xml.bytes();
}

function writeBody(xml: XmlText, invoice: SalesInvoice, totals: SalesTotals): void {
  writeHead(xml, invoice);
  writeSums(xml, invoice, totals);
  const isOrder = isAdvance(invoice.kind);
  if (isOrder && invoice.currency !== 'PLN') xml.text('KursWalutyZ', plainNumber(invoice.exchangeRate));
  writeAnnotations(xml, invoice);
  xml.text('RodzajFaktury', kindCode(invoice.kind));
  if (isCorrection(invoice.kind) && invoice.correction !== undefined) writeCorrection(xml, invoice.correction);
  for (const receipt of invoice.receipts) {
    xml.open('ZaliczkaCzesciowa', () => {
      xml.text('P_6Z', receipt.date);
      xml.text('P_15Z', plainNumber(receipt.amount));
      xml.text('KursWalutyZW', plainNumber(receipt.exchangeRate));
    });
  }
  writeRemarks(xml, invoice);
  if (!isOrder) writeLines(xml, invoice, totals);
  writeSettlement(xml, invoice, totals);
  writePayment(xml, invoice, totals);
  writeTerms(xml, invoice);
  if (isOrder) writeOrder(xml, invoice);
}

function writeHead(xml: XmlText, invoice: SalesInvoice): void {
  xml.text('KodWaluty', invoice.currency);
  xml.text('P_1', invoice.issueDate);
  xml.text('P_1M', invoice.placeOfIssue);
  xml.text('P_2', invoice.number);
  for (const number of invoice.deliveryNotes) xml.text('WZ', number);
  const { period } = invoice;
  xml.text('P_6', invoice.saleDate);
  if (period !== undefined) {
    xml.open('OkresFa', () => {
      xml.text('P_6_Od', period.from);
      xml.text('P_6_Do', period.to);
    });
  }
}

/** Free texts and the invoices that are settled; they follow the correction. */
function writeRemarks(xml: XmlText, { annotations, notes, advances }: SalesInvoice): void {
  xml.mark('FP', annotations.toReceipt);
  xml.mark('TP', annotations.relatedParties);
  for (const note of notes) {
    xml.open('DodatkowyOpis', () => {
      xml.text('NrWiersza', note.line === undefined ? undefined : String(note.line));
      xml.text('Klucz', note.label);
      xml.text('Wartosc', note.text);
    });
  }
  for (const { number, ksefNumber } of advances) {
    const isOutside = filled(ksefNumber) === undefined;
    xml.open('FakturaZaliczkowa', () => {
      xml.mark('NrKSeFZN', isOutside);
      xml.text(isOutside ? 'NrFaZaliczkowej' : 'NrKSeFFaZaliczkowej', isOutside ? number : ksefNumber);
    });
  }
}

const EFFECTS = { original: '1', correction: '2', other: '3' } as const;

function writeCorrection(xml: XmlText, correction: SalesCorrection): void {
  xml.text('PrzyczynaKorekty', correction.reason);
  xml.text('TypKorekty', correction.effect === undefined ? undefined : EFFECTS[correction.effect]);
  for (const { issueDate, number, ksefNumber } of correction.corrected) {
    xml.open('DaneFaKorygowanej', () => {
      xml.text('DataWystFaKorygowanej', issueDate);
      xml.text('NrFaKorygowanej', number);
      const isOutside = filled(ksefNumber) === undefined;
      xml.mark(isOutside ? 'NrKSeFN' : 'NrKSeF', true);
      xml.text('NrKSeFFaKorygowanej', ksefNumber);
    });
  }
  xml.text('OkresFaKorygowanej', correction.period);
  xml.text('NrFaKorygowany', correction.rightNumber);
  if (correction.sellerBefore !== undefined) writeFormerSeller(xml, correction.sellerBefore);
  for (const party of correction.buyersBefore) writeFormerBuyer(xml, party);
  xml.text('P_15ZK', plainNumber(correction.amountBefore));
}

function writeFooter(xml: XmlText, { footer, registers }: SalesInvoice): void {
  const texts = footer.filter((text) => filled(text) !== undefined);
  const isRegistered = Object.values(registers ?? {}).some((text) => filled(text) !== undefined);
  if (texts.length === 0 && !isRegistered) return;
  xml.open('Stopka', () => {
    for (const text of texts) {
      xml.open('Informacje', () => {
        xml.lines('StopkaFaktury', text);
      });
    }
    if (!isRegistered) return;
    xml.open('Rejestry', () => {
      xml.text('PelnaNazwa', registers?.fullName);
      xml.text('KRS', registers?.krs);
      xml.text('REGON', registers?.regon);
      xml.text('BDO', registers?.bdo);
    });
  });
}
