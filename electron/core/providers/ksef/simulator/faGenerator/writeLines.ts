// FaWiersz and ZamowienieWiersz.
import { money, price, quantity, vatOfNet } from './amounts';
import type { InvoiceModel, Line } from './model';
import { sumLines, totalOf } from './sums';
import type { XmlWriter } from './xml';

const exchange = (rate: number): string => (rate / 10_000).toFixed(4);

export function writeLine(xml: XmlWriter, line: Line): void {
  xml.group('FaWiersz', () => {
    xml.text('NrWierszaFa', line.no);
    xml.text('P_6A', line.exchangeRate === undefined ? undefined : line.saleDate);
    xml.text('P_7', line.name);
    xml.text('Indeks', line.index);
    xml.text('PKWiU', line.pkwiu);
    xml.text('CN', line.cn);
    xml.text('P_8A', line.unit);
    xml.text('P_8B', quantity(line.quantity));
    xml.text(line.isGross ? 'P_9B' : 'P_9A', price(line.price));
    xml.text('P_10', line.discount === undefined ? undefined : money(line.discount, xml.isTrimmed));
    xml.text(line.isGross ? 'P_11A' : 'P_11', money(line.value, xml.isTrimmed));
    xml.text('P_12', line.rate === 'margin' ? undefined : line.rate);
    xml.text('P_12_Zal_15', line.isAnnex15 === true ? 1 : undefined);
    xml.text('KursWaluty', line.exchangeRate === undefined ? undefined : exchange(line.exchangeRate));
    xml.text('StanPrzed', line.isBefore === true ? 1 : undefined);
  });
}

/** A simplified invoice names the goods and no more. */
export function writeLines(xml: XmlWriter, model: InvoiceModel): void {
  for (const line of model.lines) {
    if (model.kind !== 'UPR') {
      writeLine(xml, line);
      continue;
    }
    xml.group('FaWiersz', () => {
      xml.text('NrWierszaFa', line.no);
      xml.text('P_7', line.name);
    });
  }
}

export function writeOrder(xml: XmlWriter, lines: readonly Line[]): void {
  if (lines.length === 0) return;
  const current = lines.filter((line) => line.isBefore !== true);
  xml.group('Zamowienie', () => {
    xml.text('WartoscZamowienia', money(totalOf(sumLines(current)), xml.isTrimmed));
    for (const line of lines) {
      xml.group('ZamowienieWiersz', () => {
        xml.text('NrWierszaZam', line.no);
        xml.text('P_7Z', line.name);
        xml.text('P_8AZ', line.unit);
        xml.text('P_8BZ', quantity(line.quantity));
        xml.text('P_9AZ', price(line.price));
        xml.text('P_11NettoZ', money(line.value, xml.isTrimmed));
        xml.text('P_11VatZ', money(vatOfNet(line.value, line.rate), xml.isTrimmed));
        xml.text('P_12Z', line.rate);
        xml.text('StanPrzedZ', line.isBefore === true ? 1 : undefined);
      });
    }
  });
}
