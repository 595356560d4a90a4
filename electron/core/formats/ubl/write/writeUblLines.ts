// InvoiceLine and CreditNoteLine.
import type { SalesInvoice } from '../../../../../shared/domain/salesInvoice';
import type { Outgoing } from '../../write/outgoing';
import type { XmlText } from '../../write/xmlText';
import { amount, writeCategory } from './writeUblSums';

/** UN/ECE Recommendation 20, from what people write; a word that is in no list counts pieces. */
const UNITS: Readonly<Record<string, string>> = {
  tk: 'C62',
  'tk.': 'C62',
  szt: 'C62',
  'szt.': 'C62',
  stk: 'C62',
  'stk.': 'C62',
  pc: 'C62',
  'pc.': 'C62',
  h: 'HUR',
  tund: 'HUR',
  'godz.': 'HUR',
  std: 'HUR',
  päev: 'DAY',
  day: 'DAY',
  dzień: 'DAY',
  tag: 'DAY',
  kuu: 'MON',
  monat: 'MON',
  kg: 'KGM',
  g: 'GRM',
  t: 'TNE',
  m: 'MTR',
  km: 'KMT',
  m2: 'MTK',
  'm²': 'MTK',
  m3: 'MTQ',
  'm³': 'MTQ',
  l: 'LTR',
  kwh: 'KWH',
  min: 'MIN',
};

export function unitCode(unit: string | undefined): string {
  const word = (unit ?? '').trim();
  if (/^[A-Z][A-Z0-9]{1,2}$/.test(word)) return word;
  const known = word.toLowerCase();
  return (Object.hasOwn(UNITS, known) ? UNITS[known] : undefined) ?? 'C62';
}

export function writeLines(xml: XmlText, { currency }: SalesInvoice, out: Outgoing): void {
  const [line, quantity] = out.isCredit ? ['CreditNoteLine', 'CreditedQuantity'] : ['InvoiceLine', 'InvoicedQuantity'];
  out.lines.forEach((one, index) => {
    xml.open(`cac:${line}`, () => {
      xml.text('cbc:ID', String(index + 1));
      xml.text(`cbc:${quantity}`, one.quantity, ` unitCode="${unitCode(one.line.unit)}"`);
      amount(xml, 'LineExtensionAmount', one.net, currency);
      const { extra } = one;
      if (extra !== undefined) {
        xml.open('cac:AllowanceCharge', () => {
          xml.text('cbc:ChargeIndicator', String(extra.isCharge));
          xml.text('cbc:AllowanceChargeReason', extra.isCharge ? 'Charge' : 'Discount');
          amount(xml, 'Amount', extra.amount, currency);
        });
      }
      xml.open('cac:Item', () => {
        xml.text('cbc:Name', one.line.name);
        const { codes } = one.line;
        const id = (name: string, text: string | undefined, scheme = ''): void => {
          if ((text ?? '').trim() !== '') xml.open(`cac:${name}`, () => xml.text('cbc:ID', text, scheme));
        };
        id('SellersItemIdentification', codes?.index);
        id('StandardItemIdentification', codes?.gtin, ' schemeID="0160"');
        writeCategory(xml, 'ClassifiedTaxCategory', one);
      });
      xml.open('cac:Price', () => amount(xml, 'PriceAmount', one.price, currency));
    });
  });
}
