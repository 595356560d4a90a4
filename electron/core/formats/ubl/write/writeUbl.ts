// A sales invoice as UBL 2.1 in the order of its schema, with the identifiers of Peppol BIS Billing 3.
import type { PaymentMethod, SalesInvoice, SalesParty, SalesSeller } from '../../../../../shared/domain/salesInvoice';
import { isCorrection } from '../../../../../shared/domain/salesTotals';
import { accountNumber, filled, upperCode } from '../../write/normal';
import type { Outgoing } from '../../write/outgoing';
import { endpointOf, registryCodeOf, townOf, vatNumberOf } from '../../write/outgoingParty';
import { XmlText } from '../../write/xmlText';
import { UBL } from '../format';
import { writeLines } from './writeUblLines';
import { writeTaxes, writeTotals } from './writeUblSums';

export const PEPPOL = {
  customization: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
  profile: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
} as const;

const NAMESPACES =
  ' xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"' +
  ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"';

export function writeUbl(invoice: SalesInvoice, out: Outgoing): Uint8Array {
  const xml = new XmlText('<?xml version="1.0" encoding="UTF-8"?>\n');
  const root = out.isCredit ? 'CreditNote' : 'Invoice';
  const inside = (): void => {
    writeHead(xml, invoice, out.isCredit);
    writeReferences(xml, invoice);
    xml.open('cac:AccountingSupplierParty', () => writeParty(xml, invoice.seller));
    xml.open('cac:AccountingCustomerParty', () => writeParty(xml, invoice.buyer));
    const delivered = filled(invoice.saleDate);
    if (delivered !== undefined) xml.open('cac:Delivery', () => xml.text('cbc:ActualDeliveryDate', delivered));
    writeMeans(xml, invoice, out.isCredit);
    writeTaxes(xml, invoice, out);
    writeTotals(xml, invoice, out);
    writeLines(xml, invoice, out);
  };
  xml.open(root, inside, ` xmlns="${out.isCredit ? UBL.creditNote : UBL.invoice}"${NAMESPACES}`);
  return xml.bytes();
}

function writeHead(xml: XmlText, invoice: SalesInvoice, isCredit: boolean): void {
  xml.text('cbc:CustomizationID', PEPPOL.customization);
  xml.text('cbc:ProfileID', PEPPOL.profile);
  xml.text('cbc:ID', invoice.number);
  xml.text('cbc:IssueDate', invoice.issueDate);
  // A credit note has its due date beside the means of payment.
  if (!isCredit) xml.text('cbc:DueDate', invoice.payment.dueOn[0]);
  xml.text(isCredit ? 'cbc:CreditNoteTypeCode' : 'cbc:InvoiceTypeCode', isCredit ? '381' : '380');
  xml.text('cbc:Note', notesOf(invoice));
  xml.text('cbc:DocumentCurrencyCode', invoice.currency);
  // One of buyer reference and order must be there (PEPPOL-EN16931-R003).
  const reference = filled(invoice.buyer.customerNumber);
  const hasOrder = filled(invoice.orders[0]?.number) !== undefined;
  xml.text(
    'cbc:BuyerReference',
    reference ?? (hasOrder ? undefined : (registryCodeOf(invoice.buyer) ?? vatNumberOf(invoice.buyer))),
  );
  const { period } = invoice;
  if (period === undefined) return;
  xml.open('cac:InvoicePeriod', () => {
    xml.text('cbc:StartDate', period.from);
    xml.text('cbc:EndDate', period.to);
  });
}

/** Peppol takes one note. */
function notesOf({ notes, footer, correction, kind }: SalesInvoice): string {
  const reason = isCorrection(kind) ? filled(correction?.reason) : undefined;
  const lines = notes.map(({ label, text }) =>
    [filled(label), filled(text)].filter((part) => part !== undefined).join(': '),
  );
  return [...(reason === undefined ? [] : [reason]), ...lines, ...footer].join(' · ');
}

function writeReferences(xml: XmlText, invoice: SalesInvoice): void {
  const paper = (name: string, number: string | undefined): void => {
    if (filled(number) !== undefined) xml.open(name, () => xml.text('cbc:ID', number));
  };
  paper('cac:OrderReference', invoice.orders[0]?.number);
  if (isCorrection(invoice.kind)) {
    for (const { number, issueDate } of invoice.correction?.corrected ?? []) {
      xml.open('cac:BillingReference', () => {
        xml.open('cac:InvoiceDocumentReference', () => {
          xml.text('cbc:ID', number);
          xml.text('cbc:IssueDate', issueDate);
        });
      });
    }
  }
  paper('cac:DespatchDocumentReference', invoice.deliveryNotes[0]);
  paper('cac:ContractDocumentReference', invoice.contracts[0]?.number);
}

function writeParty(xml: XmlText, party: SalesSeller | SalesParty): void {
  const endpoint = endpointOf(party);
  const { code, town } = townOf(party.address?.line2);
  const vat = vatNumberOf(party);
  const registered = registryCodeOf(party);
  const isEstonian = filled(party.registryCode) !== undefined && endpoint?.scheme === '0191';
  xml.open('cac:Party', () => {
    if (endpoint !== undefined) xml.text('cbc:EndpointID', endpoint.id, ` schemeID="${endpoint.scheme}"`);
    xml.open('cac:PostalAddress', () => {
      xml.text('cbc:StreetName', party.address?.line1);
      xml.text('cbc:CityName', town);
      xml.text('cbc:PostalZone', code);
      xml.open('cac:Country', () => xml.text('cbc:IdentificationCode', upperCode(party.address?.country)));
    });
    if (vat !== undefined) {
      xml.open('cac:PartyTaxScheme', () => {
        xml.text('cbc:CompanyID', vat);
        xml.open('cac:TaxScheme', () => xml.text('cbc:ID', 'VAT'));
      });
    }
    xml.open('cac:PartyLegalEntity', () => {
      xml.text('cbc:RegistrationName', party.name);
      xml.text('cbc:CompanyID', registered, isEstonian ? ' schemeID="0191"' : '');
    });
    if (filled(party.phone) === undefined && filled(party.email) === undefined) return;
    xml.open('cac:Contact', () => {
      xml.text('cbc:Telephone', party.phone);
      xml.text('cbc:ElectronicMail', party.email);
    });
  });
}

/** UNTDID 4461. */
const MEANS: Readonly<Record<PaymentMethod, string>> = {
  cash: '10',
  card: '48',
  voucher: '1',
  cheque: '20',
  credit: '1',
  transfer: '30',
  mobile: '68',
  other: '1',
};

function writeMeans(xml: XmlText, { payment }: SalesInvoice, isCredit: boolean): void {
  const [account] = payment.accounts;
  const method = payment.method ?? (account === undefined ? undefined : 'transfer');
  if (method === undefined) return;
  xml.open('cac:PaymentMeans', () => {
    const words = method === 'other' ? filled(payment.methodText) : undefined;
    xml.text('cbc:PaymentMeansCode', MEANS[method], words === undefined ? '' : ` name="${attribute(words)}"`);
    if (isCredit) xml.text('cbc:PaymentDueDate', payment.dueOn[0]);
    xml.text('cbc:PaymentID', payment.reference);
    if (account === undefined || method !== 'transfer') return;
    xml.open('cac:PayeeFinancialAccount', () => {
      xml.text('cbc:ID', accountNumber(account.number));
      const bic = upperCode(account.swift);
      if (bic !== undefined) xml.open('cac:FinancialInstitutionBranch', () => xml.text('cbc:ID', bic));
    });
  });
}

const attribute = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
