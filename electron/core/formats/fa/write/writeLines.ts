// FaWiersz, and ZamowienieWiersz of advances.
import { decimalText, parseDecimal, sumOf, ZERO } from '../../../../../shared/domain/decimal';
import type { SalesInvoice, SalesLine } from '../../../../../shared/domain/salesInvoice';
import { lineShare } from '../../../../../shared/domain/salesLines';
import type { SalesTotals } from '../../../../../shared/domain/salesTotals';
import { plainNumber } from '../../write/normal';
import { rateWord } from './words';
import type { XmlText } from '../../write/xmlText';

/** The states before and after a correction are numbered apart (FA(3) schema, StanPrzed). */
function numbersOf(lines: readonly SalesLine[]): readonly string[] {
  const counts = { before: 0, after: 0 };
  return lines.map((line) => {
    const state = line.isBefore === true ? 'before' : 'after';
    counts[state] += 1;
    return String(line.no ?? counts[state]);
  });
}

/** `OSS` and `marża` have no word in P_12. */
const wordInLine = ({ vat }: SalesLine): string | undefined =>
  vat.treatment === 'oss' || vat.treatment === 'margin' ? undefined : rateWord(vat);

export function writeLines(xml: XmlText, invoice: SalesInvoice, totals: SalesTotals): void {
  const numbers = numbersOf(invoice.lines);
  for (const [i, line] of invoice.lines.entries()) {
    xml.open('FaWiersz', () => {
      xml.text('NrWierszaFa', numbers[i]);
      xml.text('UU_ID', line.uid);
      xml.text('P_6A', line.saleDate);
      xml.text('P_7', line.name);
      writeCodes(xml, line, '');
      xml.text('P_8A', line.unit);
      xml.text('P_8B', plainNumber(line.quantity));
      // The margin holds its tax: such a line has nothing net (art. 106e(2) and (3)).
      const isGross = invoice.prices === 'gross' || line.vat.treatment === 'margin';
      xml.text(isGross ? 'P_9B' : 'P_9A', plainNumber(line.price));
      xml.text('P_10', plainNumber(line.discount));
      xml.text(isGross ? 'P_11A' : 'P_11', totals.lines[i] ?? undefined);
      xml.text('P_12', wordInLine(line));
      if (line.vat.treatment === 'oss') xml.text('P_12_XII', plainNumber(line.vat.percent));
      xml.mark('P_12_Zal_15', line.isAnnex15 === true);
      xml.text('GTU', line.gtu);
      xml.text('Procedura', line.procedure);
      if (invoice.currency !== 'PLN') xml.text('KursWaluty', plainNumber(line.exchangeRate ?? invoice.exchangeRate));
      xml.mark('StanPrzed', line.isBefore === true);
    });
  }
}

function writeCodes(xml: XmlText, { codes }: SalesLine, end: string): void {
  xml.text(`Indeks${end}`, codes?.index);
  xml.text(`GTIN${end}`, codes?.gtin);
  xml.text(`PKWiU${end}`, codes?.pkwiu);
  xml.text(`CN${end}`, codes?.cn);
  xml.text(`PKOB${end}`, codes?.pkob);
}

/** What the order is worth with its tax: as it stands after a correction. */
export function orderValue(invoice: SalesInvoice): string {
  const after = invoice.lines.filter((line) => line.isBefore !== true);
  const parts = after.flatMap((line) => {
    const share = lineShare(line, invoice);
    return share === null ? [] : [share.net, share.tax];
  });
  return decimalText(sumOf(parts.map((part) => parseDecimal(part) ?? ZERO)));
}

export function writeOrder(xml: XmlText, invoice: SalesInvoice): void {
  if (invoice.lines.length === 0) return;
  const numbers = numbersOf(invoice.lines);
  xml.open('Zamowienie', () => {
    xml.text('WartoscZamowienia', orderValue(invoice));
    for (const [i, line] of invoice.lines.entries()) {
      const share = lineShare(line, invoice);
      xml.open('ZamowienieWiersz', () => {
        xml.text('NrWierszaZam', numbers[i]);
        xml.text('UU_IDZ', line.uid);
        xml.text('P_7Z', line.name);
        writeCodes(xml, line, 'Z');
        xml.text('P_8AZ', line.unit);
        xml.text('P_8BZ', plainNumber(line.quantity));
        // There is no element for a gross price here.
        if (invoice.prices === 'net') xml.text('P_9AZ', plainNumber(line.price));
        xml.text('P_11NettoZ', share?.net);
        xml.text('P_11VatZ', share?.tax);
        xml.text('P_12Z', wordInLine(line));
        if (line.vat.treatment === 'oss') xml.text('P_12Z_XII', plainNumber(line.vat.percent));
        xml.mark('P_12Z_Zal_15', line.isAnnex15 === true);
        xml.text('GTUZ', line.gtu);
        xml.text('ProceduraZ', line.procedure);
        xml.mark('StanPrzedZ', line.isBefore === true);
      });
    }
  });
}
