// Totals, annotations, corrections, payment, terms and the attachment.
import { money } from './amounts';
import type { Attachment, InvoiceModel, Payment, Rate, Sum } from './model';
import type { Seller } from './parties';
import { address, identity } from './writeParties';
import type { XmlWriter } from './xml';

const FIELD: Readonly<Record<Rate, string>> = {
  '23': '1',
  '8': '2',
  '5': '3',
  '0 KR': '6_1',
  '0 WDT': '6_2',
  '0 EX': '6_3',
  zw: '7',
  'np I': '8',
  'np II': '9',
  oo: '10',
  margin: '11',
};

export function writeSums(xml: XmlWriter, sums: readonly Sum[], total: number): void {
  const amount = (value: number) => money(value, xml.isTrimmed);
  for (const sum of sums) {
    const field = FIELD[sum.rate];
    xml.text(`P_13_${field}`, amount(sum.net));
    if (!['1', '2', '3'].includes(field)) continue;
    xml.text(`P_14_${field}`, amount(sum.vat));
    xml.text(`P_14_${field}W`, sum.vatPln === undefined ? undefined : amount(sum.vatPln));
  }
  xml.text('P_15', amount(total));
}

const yesNo = (value: boolean): number => (value ? 1 : 2);

export function writeAnnotations(xml: XmlWriter, model: InvoiceModel): void {
  xml.group('Adnotacje', () => {
    xml.text('P_16', yesNo(model.isCashMethod));
    xml.text('P_17', yesNo(model.isSelfBilled));
    xml.text('P_18', yesNo(model.isReverseCharge));
    xml.text('P_18A', yesNo(model.isSplitPayment));
    xml.group('Zwolnienie', () => {
      xml.text(model.exemption === undefined ? 'P_19N' : 'P_19', 1);
      xml.text('P_19A', model.exemption);
    });
    xml.group('NoweSrodkiTransportu', () => {
      xml.text('P_22N', 1);
    });
    xml.text('P_23', 2);
    xml.group('PMarzy', () => {
      xml.text(model.isMargin ? 'P_PMarzy' : 'P_PMarzyN', 1);
      if (model.isMargin) xml.text('P_PMarzy_3_1', 1);
    });
  });
}

export function writeCorrection(xml: XmlWriter, model: InvoiceModel): void {
  const { correction } = model;
  if (!correction) return;
  xml.text('PrzyczynaKorekty', correction.reason);
  xml.text('TypKorekty', correction.type);
  xml.group('DaneFaKorygowanej', () => {
    xml.text('DataWystFaKorygowanej', correction.original.issueDate);
    xml.text('NrFaKorygowanej', correction.original.number);
    xml.text('NrKSeF', 1);
    xml.text('NrKSeFFaKorygowanej', correction.original.ksefNumber);
  });
  const { formerBuyer, formerTotal } = correction;
  if (formerBuyer) {
    xml.group('Podmiot2K', () => {
      identity(xml, formerBuyer);
      address(xml, formerBuyer);
    });
  }
  xml.text('P_15ZK', formerTotal === undefined ? undefined : money(formerTotal, xml.isTrimmed));
}

export function writePayment(xml: XmlWriter, payment: Payment, seller: Seller): void {
  xml.group('Platnosc', () => {
    if (payment.type === 'paid') {
      xml.text('Zaplacono', 1);
      xml.text('DataZaplaty', payment.on);
    }
    if (payment.type === 'partly') {
      xml.text('ZnacznikZaplatyCzesciowej', 1);
      xml.group('ZaplataCzesciowa', () => {
        xml.text('KwotaZaplatyCzesciowej', money(payment.amount, xml.isTrimmed));
        xml.text('DataZaplatyCzesciowej', payment.on);
      });
    }
    if (payment.type !== 'paid') {
      xml.group('TerminPlatnosci', () => {
        xml.text('Termin', payment.due);
      });
    }
    xml.text('FormaPlatnosci', payment.form);
    if (payment.form !== 6 || seller.account === undefined) return;
    xml.group('RachunekBankowy', () => {
      xml.text('NrRB', seller.account);
      xml.text('OpisRachunku', 'Rachunek podstawowy');
    });
  });
}

export function writeAttachment(xml: XmlWriter, attachment: Attachment): void {
  xml.group('Zalacznik', () => {
    xml.group('BlokDanych', () => {
      xml.text('ZNaglowek', attachment.heading);
      for (const [key, value] of attachment.facts) {
        xml.group('MetaDane', () => {
          xml.text('ZKlucz', key);
          xml.text('ZWartosc', value);
        });
      }
      for (const table of attachment.tables) writeTable(xml, table);
    });
  });
}

function writeTable(xml: XmlWriter, table: Attachment['tables'][number]): void {
  const row = (name: string, cell: string, cells: readonly string[]) => {
    xml.group(name, () => {
      for (const value of cells) xml.text(cell, value);
    });
  };
  xml.group('Tabela', () => {
    xml.text('Opis', table.title);
    xml.group('TNaglowek', () => {
      for (const [name, type] of table.columns) {
        xml.group(
          'Kol',
          () => {
            xml.text('NKom', name);
          },
          ` Typ="${type}"`,
        );
      }
    });
    for (const cells of table.rows) row('Wiersz', 'WKom', cells);
    if (table.sum) row('Suma', 'SKom', table.sum);
  });
}
