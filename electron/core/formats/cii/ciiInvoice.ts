// A UN/CEFACT Cross Industry Invoice (D16B) in the terms of EN 16931: XRechnung, Factur-X, ZUGFeRD from 2.0 on.
import { type EnReader, nodesAt } from '../en16931/enReader';
import type { EnDocument, EnInvoice, EnMeans, Leaf } from '../en16931/model';
import type { XmlElement } from '../xml/xmlElement';
import { ciiAllowance, ciiLine, ciiTax, periodOf } from './ciiLines';
import { ciiPartyAt } from './ciiParty';

export function ciiInvoice(reader: EnReader, root: XmlElement): EnInvoice {
  const document = root.child('ExchangedDocument');
  const context = root.child('ExchangedDocumentContext');
  const trade = root.child('SupplyChainTradeTransaction');
  const agreement = trade?.child('ApplicableHeaderTradeAgreement');
  const shipping = trade?.child('ApplicableHeaderTradeDelivery');
  const settlement = trade?.child('ApplicableHeaderTradeSettlement');
  const terms = nodesAt(settlement, 'SpecifiedTradePaymentTerms');
  const sums = settlement?.child('SpecifiedTradeSettlementHeaderMonetarySummation');
  const typeCode = reader.one(document, 'TypeCode');
  const currency = reader.one(settlement, 'InvoiceCurrencyCode');
  const taxNodes = nodesAt(settlement, 'ApplicableTradeTax');
  const taxTotals = reader.all(sums, 'TaxTotalAmount');
  const vat =
    taxTotals.find((total) => total.currency === undefined || total.currency === currency?.text) ?? taxTotals[0];
  return {
    isCreditNote: false,
    number: reader.one(document, 'ID'),
    issueDate: reader.day(document, 'IssueDateTime/DateTimeString'),
    typeCode,
    currency,
    taxCurrency: reader.one(settlement, 'TaxCurrencyCode'),
    taxPoint: taxPoint(reader, taxNodes),
    dueDate: first(terms, (node) => reader.day(node, 'DueDateDateTime/DateTimeString')),
    deliveryDate: reader.day(shipping, 'ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString'),
    ...periodOf(reader, settlement),
    buyerReference: reader.one(agreement, 'BuyerReference'),
    buyerAccounting: reader.one(settlement, 'ReceivableSpecifiedTradeAccountingAccount/ID'),
    project: project(reader, agreement?.child('SpecifiedProcuringProject')),
    contract: reader.one(agreement, 'ContractReferencedDocument/IssuerAssignedID'),
    order: reader.one(agreement, 'BuyerOrderReferencedDocument/IssuerAssignedID'),
    salesOrder: reader.one(agreement, 'SellerOrderReferencedDocument/IssuerAssignedID'),
    receipt: reader.one(shipping, 'ReceivingAdviceReferencedDocument/IssuerAssignedID'),
    despatch: reader.one(shipping, 'DespatchAdviceReferencedDocument/IssuerAssignedID'),
    ...references(reader, agreement),
    terms: terms.flatMap((node) => reader.one(node, 'Description') ?? []),
    notes: nodesAt(document, 'IncludedNote').flatMap((node) => note(reader, node)),
    process: reader.one(context, 'BusinessProcessSpecifiedDocumentContextParameter/ID'),
    specification: reader.one(context, 'GuidelineSpecifiedDocumentContextParameter/ID'),
    preceding: nodesAt(settlement, 'InvoiceReferencedDocument').map((node) => ({
      number: reader.one(node, 'IssuerAssignedID'),
      date: reader.day(node, 'FormattedIssueDateTime/DateTimeString'),
    })),
    seller: ciiPartyAt(reader, agreement, 'SellerTradeParty'),
    buyer: ciiPartyAt(reader, agreement, 'BuyerTradeParty'),
    payee: ciiPartyAt(reader, settlement, 'PayeeTradeParty'),
    taxRepresentative: ciiPartyAt(reader, agreement, 'SellerTaxRepresentativeTradeParty'),
    delivery: ciiPartyAt(reader, shipping, 'ShipToTradeParty'),
    creditorId: reader.one(settlement, 'CreditorReferenceID'),
    means: meansOf(reader, settlement, terms),
    allowances: nodesAt(settlement, 'SpecifiedTradeAllowanceCharge').map((node) => ciiAllowance(reader, node)),
    taxes: taxNodes.map((node) => ciiTax(reader, node)),
    lines: nodesAt(trade, 'IncludedSupplyChainTradeLineItem').map((node) => ciiLine(reader, node)),
    lineSum: reader.one(sums, 'LineTotalAmount'),
    allowanceSum: reader.one(sums, 'AllowanceTotalAmount'),
    chargeSum: reader.one(sums, 'ChargeTotalAmount'),
    net: reader.one(sums, 'TaxBasisTotalAmount'),
    vat,
    vatConverted: taxTotals.find((total) => total !== vat),
    gross: reader.one(sums, 'GrandTotalAmount'),
    prepaid: reader.one(sums, 'TotalPrepaidAmount'),
    rounding: reader.one(sums, 'RoundingAmount'),
    payable: reader.one(sums, 'DuePayableAmount'),
  };
}

function first(nodes: readonly XmlElement[], read: (node: XmlElement) => Leaf | undefined): Leaf | undefined {
  return nodes.map(read).find((leaf) => leaf !== undefined);
}

/** Every rate repeats it. */
function taxPoint(reader: EnReader, taxes: readonly XmlElement[]): Leaf | undefined {
  const found = taxes.flatMap((node) => [
    reader.day(node, 'TaxPointDate/DateString'),
    reader.one(node, 'DueDateTypeCode'),
  ]);
  return found.find((leaf) => leaf !== undefined);
}

/** Subject codes (UNTDID 4451) stand before the text, as they are written. */
function note(reader: EnReader, node: XmlElement): Leaf[] {
  const code = reader.one(node, 'SubjectCode');
  const content = reader.one(node, 'Content');
  if (content === undefined) return code === undefined ? [] : [code];
  return [code === undefined ? content : { text: `${code.text}: ${content.text}` }];
}

function project(reader: EnReader, node: XmlElement | undefined): Leaf | undefined {
  const [id, name] = [reader.one(node, 'ID'), reader.one(node, 'Name')];
  if (id === undefined || name === undefined || id.text === name.text) return id ?? name;
  return { text: `${id.text}, ${name.text}` };
}

function references(
  reader: EnReader,
  agreement: XmlElement | undefined,
): Pick<EnInvoice, 'tender' | 'object' | 'documents'> {
  let [tender, object] = [undefined, undefined] as [Leaf | undefined, Leaf | undefined];
  const documents: EnDocument[] = [];
  for (const node of nodesAt(agreement, 'AdditionalReferencedDocument')) {
    const code = node.child('TypeCode')?.token;
    reader.swallow(node, 'TypeCode', ['50', '130', '916']);
    if (code === '50' && tender === undefined) tender = reader.one(node, 'IssuerAssignedID');
    else if (code === '130' && object === undefined) object = reader.one(node, 'IssuerAssignedID');
    else documents.push(documentOf(reader, node));
  }
  return { tender, object, documents };
}

function documentOf(reader: EnReader, node: XmlElement): EnDocument {
  const content = node.child('AttachmentBinaryObject');
  if (content !== undefined) reader.take(content);
  return {
    id: reader.one(node, 'IssuerAssignedID'),
    description: reader.one(node, 'Name'),
    link: reader.one(node, 'URIID'),
    content,
    fileName: reader.attribute(content, 'filename'),
    mediaType: reader.attribute(content, 'mimeCode'),
  };
}

/** The reference stands once, beside the means; the mandate among the terms. */
function meansOf(
  reader: EnReader,
  settlement: XmlElement | undefined,
  terms: readonly XmlElement[],
): readonly EnMeans[] {
  const reference = reader.one(settlement, 'PaymentReference');
  const mandate = first(terms, (node) => reader.one(node, 'DirectDebitMandateID'));
  const nodes = nodesAt(settlement, 'SpecifiedTradeSettlementPaymentMeans');
  if (nodes.length === 0 && reference === undefined && mandate === undefined) return [];
  const [one, ...more] = nodes.length === 0 ? [undefined] : nodes;
  const bare = (node: XmlElement | undefined): EnMeans => {
    const account = node?.child('PayeePartyCreditorFinancialAccount');
    const number = reader.one(account, 'IBANID') ?? reader.one(account, 'ProprietaryID');
    const [name, bic] = [
      reader.one(account, 'AccountName'),
      reader.one(node, 'PayeeSpecifiedCreditorFinancialInstitution/BICID'),
    ];
    const hasAccount = number !== undefined || name !== undefined || bic !== undefined;
    return {
      code: reader.one(node, 'TypeCode'),
      words: reader.one(node, 'Information'),
      reference: undefined,
      due: undefined,
      accounts: hasAccount ? [{ number, name, bic }] : [],
      card: reader.one(node, 'ApplicableTradeSettlementFinancialCard/ID'),
      cardHolder: reader.one(node, 'ApplicableTradeSettlementFinancialCard/CardholderName'),
      mandate: undefined,
      debited: reader.one(node, 'PayerPartyDebtorFinancialAccount/IBANID'),
    };
  };
  return [{ ...bare(one), reference, mandate }, ...more.map(bare)];
}
