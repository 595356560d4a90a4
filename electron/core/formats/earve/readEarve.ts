// Estonian e-invoices (E-arve 1.0 to 1.2) into the common model. The version that a file states is free text and decides nothing.
import type { ParsedInvoice, Payment } from '../../../../shared/domain/invoice';
import { missingField } from '../failures';
import { minorOf, moneyText } from '../read/amounts';
import { checkPayment, checkVatNumbers } from '../read/checks';
import { NoteSink } from '../read/noteSink';
import { turned } from '../read/turned';
import { addFinding, dateOf, present, type Reading, requiredDate, requiredText, textOf } from '../read/values';
import type { XmlElement } from '../xml/xmlElement';
import { attachmentFacts } from './attachments';
import { checkCodes, checkFooter, checkTest, sellerCode } from './checks';
import { Figures } from '../read/figures';
import { additionSum, itemEntries, readLines } from './lines';
import { noteInvoice } from './notes';
import { readOtherParties, readParty } from './parties';
import { checkLineSum, readSums, sumGroupOf, type Sums } from './sums';

export function readEarve(root: XmlElement, part: number): ParsedInvoice {
  const invoice = root.children('Invoice')[part - 1];
  if (invoice === undefined) throw missingField('Invoice');
  const reading: Reading = { findings: [] };
  const notes = new NoteSink();
  const information = invoice.child('InvoiceInformation');
  const payment = invoice.child('PaymentInfo');
  const group = sumGroupOf(invoice, textOf(payment, 'Currency'));
  const currency = currencyOf(reading, group, payment);
  const figures = new Figures(reading, currency);
  const sums = readSums(figures, group, payment);
  const isCredit = typeOf(reading, information?.child('Type')) === 'CRE';
  const lines = readLines(figures, itemEntries(invoice));
  const parties = invoice.child('InvoiceParties');
  const seller = readParty(parties?.child('SellerParty'), {
    name: textOf(payment, 'PayToName'),
    code: sellerCode(invoice),
  });
  const buyer = readParty(parties?.child('BuyerParty'), {
    name: textOf(payment, 'PayerName'),
    code: invoice.attribute('regNumber'),
  });
  const source = textOf(information?.child('Type'), 'SourceInvoice');
  const attachments = attachmentFacts(invoice);
  const read = {
    format: 'earve',
    number: numberOf(invoice, information),
    kind: isCredit ? ('correction' as const) : ('invoice' as const),
    issueDate: requiredDate(information, 'InvoiceDate'),
    ...present('periodFrom', dateOf(reading, information?.child('Period'), 'StartDate')),
    ...present('periodTo', dateOf(reading, information?.child('Period'), 'EndDate')),
    currency,
    seller,
    buyer,
    otherParties: readOtherParties(parties),
    lines,
    rates: [...sums.rates],
    net: moneyText(sums.net, currency),
    vat: moneyText(sums.vat, currency),
    gross: moneyText(sums.gross, currency),
    ...present('payable', payableText(sums, currency)),
    correctedNumbers: source === undefined ? [] : [{ number: source }],
    payment: paymentOf(reading, { information, payment, seller: parties?.child('SellerParty') }),
    hasAttachment: attachments.length > 0,
    ...(attachments.length === 0 ? {} : { attachments: [...attachments] }),
  };
  noteInvoice(invoice, notes);
  if (group !== undefined) {
    const additions = minorOf(additionSum(figures, group), currency) ?? 0;
    checkLineSum(reading, lines, { net: sums.net, currency, additions });
  }
  checkCodes(reading, invoice, seller, buyer);
  checkVatNumbers(reading, [seller, buyer]);
  checkPayment(reading, read.payment, read.issueDate);
  checkTest(reading, root.child('Header'));
  if (part === 1) checkFooter(figures, root);
  const whole = { ...read, notes: notes.notes, findings: reading.findings.map((found) => ({ ...found })) };
  // The schema leaves the sign of credit notes open.
  return isCredit && sums.gross > 0 ? turned(whole) : whole;
}

function payableText({ payable, gross }: Sums, currency: string): string | undefined {
  return payable === undefined || payable === gross ? undefined : moneyText(payable, currency);
}

function numberOf(invoice: XmlElement, information: XmlElement | undefined): string {
  const id = invoice.attribute('invoiceId')?.trim();
  return (
    textOf(information, 'InvoiceNumber') ??
    (id === undefined || id === '' ? requiredText(information, 'InvoiceNumber') : id)
  );
}

/** Some write the type as text, not as the attribute. */
function typeOf(reading: Reading, node: XmlElement | undefined): 'DEB' | 'CRE' {
  const word = (node?.attribute('type') ?? node?.token ?? '').trim().toUpperCase();
  if (word !== 'DEB' && word !== 'CRE') addFinding(reading, 'unknown_kind', { kind: word.slice(0, 40) });
  return word === 'CRE' ? 'CRE' : 'DEB';
}

function currencyOf(reading: Reading, group: XmlElement | undefined, payment: XmlElement | undefined): string {
  const stated =
    textOf(group, 'Currency') ?? textOf(group?.child('VAT'), 'Currency') ?? textOf(payment, 'Currency') ?? '';
  const code = stated.toUpperCase();
  if (/^[A-Z]{3}$/.test(code)) return code;
  addFinding(reading, 'no_currency', { text: stated.slice(0, 20), currency: 'EUR' });
  return 'EUR';
}

interface PaymentNodes {
  readonly information: XmlElement | undefined;
  readonly payment: XmlElement | undefined;
  readonly seller: XmlElement | undefined;
}

function paymentOf(reading: Reading, { information, payment, seller }: PaymentNodes): Payment {
  const due = dateOf(reading, information, 'DueDate') ?? dateOf(reading, payment, 'PayDueDate');
  const reference = textOf(payment, 'PaymentRefId') ?? textOf(information, 'PaymentReferenceNumber');
  return {
    paid: false,
    dueOn: due === undefined ? [] : [due],
    ...present('reference', reference),
    accounts: accountsOf(payment, seller),
  };
}

/** First the account that the payment names, then the seller's others. */
function accountsOf(payment: XmlElement | undefined, seller: XmlElement | undefined): Payment['accounts'] {
  const plain = (text: string | undefined): string | undefined => text?.replace(/\s/g, '').toUpperCase();
  const own = (seller?.children('AccountInfo') ?? []).flatMap((node) => {
    const number = plain(textOf(node, 'IBAN') ?? textOf(node, 'AccountNumber'));
    if (number === undefined) return [];
    return [{ number, ...present('bank', textOf(node, 'BankName')), ...present('swift', textOf(node, 'BIC')) }];
  });
  const number = plain(textOf(payment, 'PayToAccount'));
  if (number === undefined) return own;
  const known = own.find((account) => account.number === number);
  const first = { ...known, number, ...present('swift', textOf(payment, 'PayToBIC') ?? known?.swift) };
  return [first, ...own.filter((account) => account.number !== number)];
}
