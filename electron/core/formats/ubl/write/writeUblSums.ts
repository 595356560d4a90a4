// TaxTotal and LegalMonetaryTotal.
import type { SalesInvoice } from '../../../../../shared/domain/salesInvoice';
import { type Category, exemptionOf, type Outgoing } from '../../write/outgoing';
import type { XmlText } from '../../write/xmlText';

export const amount = (xml: XmlText, name: string, text: string, currency: string): void => {
  xml.text(`cbc:${name}`, text, ` currencyID="${currency}"`);
};

export function writeCategory(
  xml: XmlText,
  name: 'TaxCategory' | 'ClassifiedTaxCategory',
  { category, percent }: { readonly category: Category; readonly percent: string },
  reason: { readonly code: string | undefined; readonly text: string | undefined } = {
    code: undefined,
    text: undefined,
  },
): void {
  xml.open(`cac:${name}`, () => {
    xml.text('cbc:ID', category);
    // BR-O-05: what is outside VAT has no rate.
    if (category !== 'O') xml.text('cbc:Percent', percent);
    xml.text('cbc:TaxExemptionReasonCode', reason.code);
    xml.text('cbc:TaxExemptionReason', reason.text);
    xml.open('cac:TaxScheme', () => xml.text('cbc:ID', 'VAT'));
  });
}

export function writeTaxes(xml: XmlText, invoice: SalesInvoice, out: Outgoing): void {
  const { currency } = invoice;
  xml.open('cac:TaxTotal', () => {
    amount(xml, 'TaxAmount', out.tax, currency);
    for (const rate of out.rates) {
      xml.open('cac:TaxSubtotal', () => {
        amount(xml, 'TaxableAmount', rate.net, currency);
        amount(xml, 'TaxAmount', rate.tax, currency);
        writeCategory(xml, 'TaxCategory', rate, exemptionOf(rate.category, invoice));
      });
    }
  });
}

export function writeTotals(xml: XmlText, { currency }: SalesInvoice, out: Outgoing): void {
  xml.open('cac:LegalMonetaryTotal', () => {
    amount(xml, 'LineExtensionAmount', out.net, currency);
    amount(xml, 'TaxExclusiveAmount', out.net, currency);
    amount(xml, 'TaxInclusiveAmount', out.gross, currency);
    if (out.prepaid !== '') amount(xml, 'PrepaidAmount', out.prepaid, currency);
    amount(xml, 'PayableAmount', out.payable, currency);
  });
}
