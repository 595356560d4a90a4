// An E-arve as a page. Nothing is required here: a document that misses what the schema wants is shown all the same.
import type { InvoiceView, ViewBlock, ViewField } from '../../../../../shared/domain/invoiceView';
import { missingField } from '../../failures';
import { fieldGroups, known } from '../../view/blocks';
import { attachmentBlock } from '../../view/attachments';
import { codeValue, labelled, PageReader, section } from '../../view/pageReader';
import type { XmlElement } from '../../xml/xmlElement';
import { attachmentFacts, attachmentNodes } from '../attachments';
import { sumGroupOf } from '../sums';
import { extensionFields } from './extensions';
import { lineTables } from './lines';
import { viewParties } from './parties';
import { otherSums, sumBlocks, totalFields } from './sums';

export function viewEarve(root: XmlElement, part: number): InvoiceView {
  const all = root.children('Invoice');
  const invoice = all[part - 1];
  if (invoice === undefined) throw missingField('Invoice');
  const information = invoice.child('InvoiceInformation');
  const payment = invoice.child('PaymentInfo');
  const group = sumGroupOf(invoice, payment?.child('Currency')?.token);
  const currency = [group, payment]
    .map((node) => node?.child('Currency')?.token)
    .find((text) => text !== undefined && text !== '');
  const reader = new PageReader(currency);
  all
    .filter((one) => one !== invoice)
    .forEach((one) => {
      reader.skip(one);
    });
  const number = reader.text(information, 'InvoiceNumber') ?? reader.attribute(invoice, 'invoiceId');
  const title = titleOf(reader, information);
  const head = headFields(reader, invoice, information);
  reader.texts(group, 'Currency');
  const parties = viewParties(reader, invoice);
  const blocks: ViewBlock[] = [...lineTables(reader, invoice), ...sumBlocks(reader, group)];
  const totals = totalFields(reader, group);
  const others = invoice.children('InvoiceSumGroup').filter((one) => one !== group);
  blocks.push(
    ...otherSums(reader, others),
    ...paymentBlocks(reader, payment),
    ...accountBlocks(reader, invoice),
    ...fieldGroups('remarks', [remarkFields(reader, invoice, information)], section('remarks')),
    ...attachmentBlocks(reader, invoice),
  );
  const quiet = [...placeField(part, all.length), ...quietFields(reader, root, invoice)];
  return {
    format: 'earve',
    title,
    ...known({ number, currency, issueDate: information?.child('InvoiceDate')?.token.slice(0, 10) }),
    head,
    parties,
    blocks,
    totals,
    quiet,
    rest: reader.rest(root),
  };
}

/** Which of the file's invoices this page shows. */
function placeField(part: number, count: number): ViewField[] {
  if (count < 2) return [];
  return [{ label: labelled('place_in_file'), value: { kind: 'text', text: `${String(part)} / ${String(count)}` } }];
}

function titleOf(reader: PageReader, information: XmlElement | undefined): InvoiceView['title'] {
  const type = information?.child('Type');
  const word = (reader.attribute(type, 'type') ?? (type === undefined ? '' : reader.element(type))).trim();
  return { key: word === 'CRE' ? 'einvoice.title.credit' : 'einvoice.title.invoice' };
}

function headFields(reader: PageReader, invoice: XmlElement, information: XmlElement | undefined): ViewField[] {
  const period = information?.child('Period');
  return [
    ...reader.fields(information?.child('Type'), [['SourceInvoice', 'credited_number']]),
    ...reader.fields(information, [
      ['InvoiceDate', 'issue_date', 'date'],
      ['DueDate', 'due_date', 'date'],
      ['PaymentTerm', 'payment_term'],
    ]),
    ...reader.fields(period, [
      ['PeriodName', 'period'],
      ['StartDate', 'period_from', 'date'],
      ['EndDate', 'period_to', 'date'],
    ]),
    ...reader.fields(information, [
      ['PaymentReferenceNumber', 'reference', 'id'],
      ['ContractNumber', 'contract'],
      ['FactorContractNumber', 'factor_contract'],
      ['InvoiceContentText', 'content'],
      ['InvoiceContentCode', 'content_code'],
      ['PaymentMethod', 'payment_method'],
      ['FineRatePerDay', 'fine_per_day', 'percent'],
    ]),
    ...reader.attributeFields(invoice, [['serviceId', 'customer_number']]),
  ];
}

function paymentBlocks(reader: PageReader, payment: XmlElement | undefined): ViewBlock[] {
  const fields = [
    ...reader.codeFields(payment, [['Payable', 'is_payable', 'yes_no']]),
    ...reader.fields(payment, [
      ['PaymentTotalSum', 'payment_sum', 'money'],
      ['PayDueDate', 'due_date', 'date'],
      ['PayToName', 'payee'],
      ['PayToAccount', 'account', 'account'],
      ['PayToBIC', 'bic', 'id'],
      ['PaymentRefId', 'reference', 'id'],
      ['PaymentDescription', 'payment_description'],
      ['PayerName', 'payer'],
      ['PaymentId', 'payment_id', 'id'],
      ['DirectDebitPayeeContractNumber', 'direct_debit_contract'],
      ['DirectDebitPayerNumber', 'direct_debit_payer'],
    ]),
  ];
  // The currency stands beside every amount.
  reader.texts(payment, 'Currency');
  return fieldGroups('payment', [fields], section('payment'));
}

function accountBlocks(reader: PageReader, invoice: XmlElement): ViewBlock[] {
  const parties = invoice.child('InvoiceParties');
  const groups: ViewField[][] = [];
  for (let party = parties?.first ?? null; party !== null; party = party.next) {
    for (const node of party.children('AccountInfo')) {
      const iban = reader.fields(node, [['IBAN', 'account', 'account']]);
      const number = reader.fields(node, [['AccountNumber', 'account', 'account']]);
      // Most write the IBAN twice.
      const isSame = iban.length > 0 && iban[0]?.value.text === number[0]?.value.text;
      const bank = reader.fields(node, [
        ['BankName', 'bank'],
        ['BIC', 'bic', 'id'],
      ]);
      groups.push([...iban, ...(isSame ? [] : number), ...bank]);
    }
  }
  return fieldGroups('accounts', groups, section('accounts'));
}

function remarkFields(reader: PageReader, invoice: XmlElement, information: XmlElement | undefined): ViewField[] {
  return extensionFields(reader, [
    ...invoice.children('AdditionalInformation'),
    ...(information?.children('Extension') ?? []),
  ]);
}

function attachmentBlocks(reader: PageReader, invoice: XmlElement): ViewBlock[] {
  for (const { name, content, size } of attachmentNodes(invoice)) {
    for (const node of [name, content, size]) if (node !== undefined) reader.take(node);
  }
  return attachmentBlock(attachmentFacts(invoice));
}

function quietFields(reader: PageReader, root: XmlElement, invoice: XmlElement): ViewField[] {
  const header = root.child('Header');
  const test = reader.codeFields(header, [['Test', 'test', 'yes_no']]);
  const marks = (['factoring', 'presentment'] as const).flatMap((name) => {
    const text = reader.attribute(invoice, name)?.trim() ?? '';
    return text === '' ? [] : [{ label: labelled(name), value: codeValue('yes_no', text) }];
  });
  return [
    ...test,
    ...reader.fields(header, [
      ['Date', 'file_date', 'date'],
      ['FileId', 'file_id', 'id'],
      ['AppId', 'app'],
      ['Version', 'version'],
      ['SenderId', 'sender'],
      ['ReceiverId', 'receiver'],
      ['ContractId', 'file_contract'],
      ['PayeeAccountNumber', 'payee_account', 'account'],
      ['TotalNumberInvoices', 'file_invoices'],
      ['TotalAmount', 'file_total', 'money'],
    ]),
    ...reader.fields(invoice.child('InvoiceInformation'), [['DocumentName', 'document_name']]),
    ...reader.attributeFields(invoice, [
      ['invoiceId', 'invoice_id', 'id'],
      ['regNumber', 'buyer_code', 'taxId'],
      ['sellerRegnumber', 'seller_code', 'taxId'],
      ['sellerRegNumber', 'seller_code', 'taxId'],
      ['invoiceGlobUniqId', 'global_id', 'id'],
      ['sellerContractId', 'seller_contract'],
      ['channelId', 'channel'],
      ['channelAddress', 'channel_address'],
      ['accountNumber', 'channel_address'],
      ['templateId', 'template'],
      ['languageId', 'language'],
    ]),
    ...marks,
    ...reader.fields(root.child('Footer'), [
      ['TotalNumberInvoices', 'file_invoices'],
      ['TotalAmount', 'file_total', 'money'],
    ]),
  ];
}
