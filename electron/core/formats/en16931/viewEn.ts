// An invoice of EN 16931 as a page, the same for UBL and CII.
import type { InvoiceView, ViewBlock, ViewField, ViewValue } from '../../../../shared/domain/invoiceView';
import { attachmentBlock } from '../view/attachments';
import { fieldGroups, known } from '../view/blocks';
import { labelled, section } from '../view/pageReader';
import type { XmlElement } from '../xml/xmlElement';
import { attachmentFacts } from './documents';
import type { EnReader } from './enReader';
import type { EnInvoice, EnMeans, Leaf } from './model';
import { isCredit } from './parseEn';
import { allowanceField, lineTable, rateTable } from './viewLines';
import { leafField, viewParties } from './viewParties';

const TITLES: Readonly<Record<string, string>> = {
  '326': 'partial',
  '384': 'corrected',
  '386': 'prepayment',
  '389': 'self_billed',
};

export function viewEn(invoice: EnInvoice, format: string, read: { reader: EnReader; root: XmlElement }): InvoiceView {
  const currency = invoice.currency?.text;
  const money = (label: string, leaf: Leaf | undefined): ViewField[] =>
    leafField(label, leaf === undefined || currency === undefined ? leaf : { currency, ...leaf }, 'money');
  const type = invoice.typeCode?.text ?? '';
  const title = isCredit(invoice) ? 'credit' : Object.hasOwn(TITLES, type) ? (TITLES[type] ?? 'invoice') : 'invoice';
  const blocks: ViewBlock[] = [
    ...lineTable(invoice),
    ...fieldGroups('settlement', [invoice.allowances.flatMap((one) => allowanceField(one))], section('additions')),
    ...rateTable(invoice),
    ...paymentBlocks(invoice),
    ...fieldGroups('references', [referenceFields(invoice)], section('references')),
    ...fieldGroups('remarks', [invoice.notes.flatMap((note) => leafField('remark', note))], section('remarks')),
    ...documentBlocks(invoice),
  ];
  return {
    format,
    title: { key: `einvoice.title.${title}` },
    ...known({ number: invoice.number?.text, currency, issueDate: invoice.issueDate?.text }),
    head: headFields(invoice),
    parties: viewParties(invoice),
    blocks,
    totals: [
      ...money('lines_sum', invoice.lineSum),
      ...money('allowances', invoice.allowanceSum),
      ...money('charges', invoice.chargeSum),
      ...money('net', invoice.net),
      ...money('vat', invoice.vat),
      ...leafField('vat', invoice.vatConverted, 'money'),
      ...money('gross', invoice.gross),
      ...money('prepaid', invoice.prepaid),
      ...money('rounding', invoice.rounding),
      ...money('payable', invoice.payable),
    ],
    quiet: [
      ...leafField('type_code', invoice.typeCode),
      ...leafField('specification', invoice.specification),
      ...leafField('process', invoice.process),
    ],
    rest: read.reader.rest(read.root),
  };
}

function headFields(invoice: EnInvoice): ViewField[] {
  return [
    ...leafField('issue_date', invoice.issueDate, 'date'),
    ...leafField('due_date', invoice.dueDate, 'date'),
    ...leafField('delivery_date', invoice.deliveryDate, 'date'),
    ...leafField('period_from', invoice.periodFrom, 'date'),
    ...leafField('period_to', invoice.periodTo, 'date'),
    ...leafField('tax_point', invoice.taxPoint, 'date'),
    ...leafField('order', invoice.order),
    ...leafField('buyer_reference', invoice.buyerReference),
    ...leafField('currency', invoice.currency),
    ...leafField('tax_currency', invoice.taxCurrency),
    ...invoice.preceding.flatMap(({ number, date }) => [
      ...leafField(isCredit(invoice) ? 'credited_number' : 'preceding_number', number),
      ...leafField('document_date', date, 'date'),
    ]),
  ];
}

const MEANS = ['10', '20', '30', '31', '42', '48', '49', '54', '55', '57', '58', '59', '97'];

function meansValue(leaf: Leaf): ViewValue {
  return MEANS.includes(leaf.text)
    ? { kind: 'code', text: leaf.text, word: `einvoice.code.means.${leaf.text}` }
    : { kind: 'text', text: leaf.text };
}

function meansFields({
  code,
  words,
  reference,
  due,
  accounts,
  card,
  cardHolder,
  mandate,
  debited,
}: EnMeans): ViewField[] {
  return [
    ...(code === undefined ? [] : [{ label: labelled('payment_method'), value: meansValue(code) }]),
    ...leafField('payment_method', words),
    ...leafField('due_date', due, 'date'),
    ...leafField('reference', reference, 'id'),
    ...accounts.flatMap(({ number, name, bic }) => [
      ...leafField('account', number, 'account'),
      ...leafField('account_name', name),
      ...leafField('bic', bic, 'id'),
    ]),
    ...leafField('card', card),
    ...leafField('card_holder', cardHolder),
    ...leafField('mandate', mandate, 'id'),
    ...leafField('debited_account', debited, 'account'),
  ];
}

function paymentBlocks(invoice: EnInvoice): ViewBlock[] {
  const common = [
    ...invoice.terms.flatMap((term) => leafField('payment_term', term)),
    ...leafField('creditor_id', invoice.creditorId),
  ];
  return fieldGroups('payment', [...invoice.means.map(meansFields), common], section('payment'));
}

function referenceFields(invoice: EnInvoice): ViewField[] {
  return [
    ...leafField('contract', invoice.contract),
    ...leafField('project', invoice.project),
    ...leafField('sales_order', invoice.salesOrder),
    ...leafField('despatch', invoice.despatch),
    ...leafField('receipt', invoice.receipt),
    ...leafField('tender', invoice.tender),
    ...leafField('object', invoice.object),
    ...leafField('buyer_accounting', invoice.buyerAccounting),
  ];
}

/** What the document says of its files and of others elsewhere; then the files themselves. */
function documentBlocks(invoice: EnInvoice): ViewBlock[] {
  const words = invoice.documents.map(({ id, description, link }) => [
    ...leafField('document', id),
    ...leafField('remark', description),
    ...leafField('link', link, 'link'),
  ]);
  const [files] = attachmentBlock(attachmentFacts(invoice.documents));
  if (files === undefined || files.type !== 'fields') return fieldGroups('documents', words, section('attachments'));
  return fieldGroups('documents', [...files.groups.map(({ fields }) => fields), ...words], section('attachments'));
}
