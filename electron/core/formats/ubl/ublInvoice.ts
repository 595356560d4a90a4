// A UBL 2.1 Invoice or CreditNote in the terms of EN 16931.
import { at, type EnReader, nodesAt } from '../en16931/enReader';
import type { EnDocument, EnInvoice, EnMeans, EnParty } from '../en16931/model';
import type { XmlElement } from '../xml/xmlElement';
import { ublAllowance, ublLine, ublTaxes } from './ublLines';
import { ublAddress, ublParty } from './ublParty';

export function ublInvoice(reader: EnReader, root: XmlElement): EnInvoice {
  const isCreditNote = root.name === 'CreditNote';
  const currency = reader.one(root, 'DocumentCurrencyCode');
  const totals = root.children('TaxTotal');
  // A second total states the VAT in the seller's currency; the first with rows is the document's own.
  const own = totals.find((node) => node.child('TaxSubtotal') !== undefined) ?? totals[0];
  const other = totals.find((node) => node !== own);
  const sums = root.child('LegalMonetaryTotal');
  const seller = at(root, 'AccountingSupplierParty/Party');
  const [creditorId, plainSeller] = withoutCreditor(ublParty(reader, seller));
  const { tender, object, documents } = references(reader, root);
  return {
    isCreditNote,
    number: reader.one(root, 'ID'),
    issueDate: reader.day(root, 'IssueDate'),
    typeCode: reader.one(root, isCreditNote ? 'CreditNoteTypeCode' : 'InvoiceTypeCode'),
    currency,
    taxCurrency: reader.one(root, 'TaxCurrencyCode'),
    taxPoint: reader.day(root, 'TaxPointDate') ?? reader.one(root, 'InvoicePeriod/DescriptionCode'),
    dueDate: reader.day(root, 'DueDate'),
    deliveryDate: reader.day(root, 'Delivery/ActualDeliveryDate'),
    periodFrom: reader.day(root, 'InvoicePeriod/StartDate'),
    periodTo: reader.day(root, 'InvoicePeriod/EndDate'),
    buyerReference: reader.one(root, 'BuyerReference'),
    buyerAccounting: reader.one(root, 'AccountingCost'),
    project: reader.one(root, 'ProjectReference/ID'),
    contract: reader.one(root, 'ContractDocumentReference/ID'),
    order: reader.one(root, 'OrderReference/ID'),
    salesOrder: reader.one(root, 'OrderReference/SalesOrderID'),
    receipt: reader.one(root, 'ReceiptDocumentReference/ID'),
    despatch: reader.one(root, 'DespatchDocumentReference/ID'),
    tender,
    object,
    terms: reader.all(root, 'PaymentTerms/Note'),
    notes: reader.all(root, 'Note'),
    process: reader.one(root, 'ProfileID'),
    specification: reader.one(root, 'CustomizationID'),
    preceding: nodesAt(root, 'BillingReference').map((node) => ({
      number: reader.one(node, 'InvoiceDocumentReference/ID'),
      date: reader.day(node, 'InvoiceDocumentReference/IssueDate'),
    })),
    seller: plainSeller,
    buyer: ublParty(reader, at(root, 'AccountingCustomerParty/Party')),
    payee: ublParty(reader, root.child('PayeeParty')),
    taxRepresentative: ublParty(reader, root.child('TaxRepresentativeParty')),
    delivery: delivery(reader, root.child('Delivery')),
    creditorId,
    means: root.children('PaymentMeans').map((node) => means(reader, node)),
    allowances: root.children('AllowanceCharge').map((node) => ublAllowance(reader, node)),
    taxes: ublTaxes(reader, own),
    lines: root.children(isCreditNote ? 'CreditNoteLine' : 'InvoiceLine').map((node) => ublLine(reader, node)),
    documents,
    lineSum: reader.one(sums, 'LineExtensionAmount'),
    allowanceSum: reader.one(sums, 'AllowanceTotalAmount'),
    chargeSum: reader.one(sums, 'ChargeTotalAmount'),
    net: reader.one(sums, 'TaxExclusiveAmount'),
    vat: reader.one(own, 'TaxAmount'),
    vatConverted: reader.one(other, 'TaxAmount'),
    gross: reader.one(sums, 'TaxInclusiveAmount'),
    prepaid: reader.one(sums, 'PrepaidAmount'),
    rounding: reader.one(sums, 'PayableRoundingAmount'),
    payable: reader.one(sums, 'PayableAmount'),
  };
}

/** BT-90 stands among the identifiers of the party that is paid. */
function withoutCreditor(party: EnParty | undefined): readonly [EnInvoice['creditorId'], EnParty | undefined] {
  const creditor = party?.ids.find(({ scheme }) => scheme === 'SEPA');
  if (party === undefined || creditor === undefined) return [undefined, party];
  return [creditor, { ...party, ids: party.ids.filter((id) => id !== creditor) }];
}

const NOBODY: Omit<EnParty, 'name' | 'ids' | 'address' | 'country'> = {
  tradingName: undefined,
  registryCode: undefined,
  vatNumber: undefined,
  taxNumber: undefined,
  legal: undefined,
  electronic: undefined,
  contactName: undefined,
  phone: undefined,
  email: undefined,
};

function delivery(reader: EnReader, node: XmlElement | undefined): EnParty | undefined {
  const location = node?.child('DeliveryLocation');
  const name = reader.one(node, 'DeliveryParty/PartyName/Name');
  const ids = reader.all(location, 'ID');
  const place = ublAddress(reader, location?.child('Address'));
  if (name === undefined && ids.length === 0 && place.address.length === 0 && place.country === undefined)
    return undefined;
  return { ...NOBODY, name, ids, ...place };
}

function means(reader: EnReader, node: XmlElement): EnMeans {
  const code = node.child('PaymentMeansCode');
  const words = code === undefined ? undefined : reader.attribute(code, 'name')?.trim();
  return {
    code: reader.one(node, 'PaymentMeansCode'),
    words: words === undefined || words === '' ? undefined : { text: words },
    reference: reader.one(node, 'PaymentID'),
    due: reader.day(node, 'PaymentDueDate'),
    accounts: node.children('PayeeFinancialAccount').map((account) => ({
      number: reader.one(account, 'ID'),
      name: reader.one(account, 'Name'),
      bic: reader.one(account, 'FinancialInstitutionBranch/ID'),
    })),
    card: reader.one(node, 'CardAccount/PrimaryAccountNumberID'),
    cardHolder: reader.one(node, 'CardAccount/HolderName'),
    mandate: reader.one(node, 'PaymentMandate/ID'),
    debited: reader.one(node, 'PaymentMandate/PayerFinancialAccount/ID'),
  };
}

function references(reader: EnReader, root: XmlElement): Pick<EnInvoice, 'tender' | 'object' | 'documents'> {
  let object: EnInvoice['object'];
  const documents: EnDocument[] = [];
  for (const node of root.children('AdditionalDocumentReference')) {
    const isObject = node.child('DocumentTypeCode')?.token === '130';
    reader.swallow(node, 'DocumentTypeCode', ['130']);
    if (isObject && object === undefined) object = reader.one(node, 'ID');
    else documents.push(documentOf(reader, node));
  }
  return { tender: reader.one(root, 'OriginatorDocumentReference/ID'), object, documents };
}

function documentOf(reader: EnReader, node: XmlElement): EnDocument {
  const content = at(node, 'Attachment/EmbeddedDocumentBinaryObject');
  if (content !== undefined) reader.take(content);
  return {
    id: reader.one(node, 'ID'),
    description: reader.one(node, 'DocumentDescription'),
    link: reader.one(node, 'Attachment/ExternalReference/URI'),
    content,
    fileName: reader.attribute(content, 'filename'),
    mediaType: reader.attribute(content, 'mimeCode'),
  };
}
