// What every e-invoice but the Ministry's asks of a sales invoice, and what none of them can carry.
import { checkAccount } from '../../../../shared/domain/iban';
import { checkPaymentReference } from '../../../../shared/domain/paymentReference';
import { isEstonianRegistryCode } from '../../../../shared/domain/registryCode';
import type { SalesInvoice, SalesParty, SalesSeller } from '../../../../shared/domain/salesInvoice';
import { isCorrection, type SalesTotals } from '../../../../shared/domain/salesTotals';
import { checkVatNumber } from '../../../../shared/domain/vatNumber';
import { type Findings, type NumberRule, PAPER_DATE } from './findings';
import { accountNumber, filled, upperCode } from './normal';
import { registryCodeOf, vatNumberOf } from './outgoingParty';

/** Where a format itself knows no limit. */
const LONG = 500;

export interface OutgoingRules {
  readonly today: string;
  readonly name: number;
  readonly number: number;
  readonly description: number;
  readonly quantity: NumberRule;
  readonly price: NumberRule;
  readonly note: number;
  readonly noteLabel: number;
}

export function checkOutgoing(found: Findings, invoice: SalesInvoice, totals: SalesTotals, rules: OutgoingRules): void {
  checkHead(found, invoice, totals, rules);
  checkParty(found, 'seller', invoice.seller, rules);
  checkParty(found, 'buyer', invoice.buyer, rules);
  checkLines(found, invoice, rules);
  checkPayment(found, invoice);
  checkReferences(found, invoice);
  for (const [i, note] of invoice.notes.entries()) {
    found.text(`notes.${i}.label`, note.label, rules.noteLabel);
    found.required(`notes.${i}.text`, note.text, rules.note);
  }
  for (const [i, text] of invoice.footer.entries()) found.text(`footer.${i}`, text, rules.note);
  notWritten(found, invoice);
}

function checkHead(found: Findings, invoice: SalesInvoice, totals: SalesTotals, rules: OutgoingRules): void {
  const { kind, issueDate, period } = invoice;
  const isKnown = kind === 'invoice' || kind === 'simplified' || kind === 'correction';
  if (!isKnown) found.stop('kind', 'not_in_format');
  found.required('number', invoice.number, rules.number);
  const isDated = found.date('issueDate', issueDate, PAPER_DATE, { isRequired: true });
  if (isDated && issueDate > rules.today) found.look('issueDate', 'issue_in_future', { today: rules.today });
  if (period !== undefined) {
    const isWhole = [
      found.date('period.from', period.from, PAPER_DATE, { isRequired: true }),
      found.date('period.to', period.to, PAPER_DATE, { isRequired: true }),
    ];
    if (!isWhole.includes(false) && period.from > period.to) found.stop('period.to', 'period_reversed');
  }
  found.date('saleDate', invoice.saleDate, PAPER_DATE);
  if (invoice.currency === '') found.stop('currency', 'required');
  if (invoice.prices === 'gross') found.stop('prices', 'net_prices_only');
  for (const list of ['charges', 'deductions', 'receipts', 'received', 'advances'] as const) {
    if (invoice[list].length > 0) found.stop(list, 'not_in_format');
  }
  if (!isCorrection(kind)) {
    if (totals.gross.startsWith('-')) found.stop('lines', 'negative_total');
    return;
  }
  if (!totals.gross.startsWith('-')) found.stop('lines', 'credit_gives_back');
  found.required('correction.corrected.0.number', invoice.correction?.corrected[0]?.number, rules.number);
  if ((invoice.correction?.sums ?? []).length > 0) found.stop('correction.sums', 'not_in_format');
}

function checkParty(found: Findings, path: string, party: SalesSeller | SalesParty, rules: OutgoingRules): void {
  found.required(`${path}.name`, party.name, rules.name);
  const vat = vatNumberOf(party);
  if (vat !== undefined && checkVatNumber(vat) === 'wrong') {
    found.look(`${path}.identity`, 'vat_number_checksum', { number: vat });
  }
  const code = registryCodeOf(party);
  if (party.registryCode !== undefined && code !== undefined && /^\d{8}$/.test(code) && !isEstonianRegistryCode(code)) {
    found.look(`${path}.registryCode`, 'registry_code_checksum', { code });
  }
  if (filled(party.email) !== undefined && !/^[^\s@]+@[^\s@]+$/.test(filled(party.email) ?? '')) {
    found.stop(`${path}.email`, 'bad_email');
  }
  found.text(`${path}.email`, party.email, 255);
  found.text(`${path}.phone`, party.phone, 100);
}

function checkLines(found: Findings, invoice: SalesInvoice, rules: OutgoingRules): void {
  if (invoice.lines.length === 0) found.stop('lines', 'no_lines');
  for (const [i, line] of invoice.lines.entries()) {
    const path = `lines.${i}`;
    found.required(`${path}.name`, line.name, rules.description);
    found.text(`${path}.unit`, line.unit, 20);
    const isPriced = filled(line.price) !== undefined || filled(line.quantity) !== undefined;
    if (isPriced) {
      found.number(`${path}.quantity`, line.quantity, rules.quantity, { isRequired: true });
      found.number(`${path}.price`, line.price, rules.price, { isRequired: true });
      found.money(`${path}.discount`, line.discount);
    } else found.money(`${path}.amount`, line.amount, { isRequired: true });
    const { vat } = line;
    if (vat.treatment === 'taxed' || vat.treatment === 'oss') {
      const isNumber = found.number(
        `${path}.vat.percent`,
        vat.percent,
        { whole: 2, decimals: 2 },
        { isRequired: true },
      );
      if (isNumber && vat.percent.startsWith('-')) found.stop(`${path}.vat.percent`, 'bad_number');
    }
    if (vat.treatment === 'exempt' && filled(invoice.annotations.exemption?.text) === undefined) {
      found.stop('annotations.exemption', 'exempt_without_basis');
    }
    if (vat.treatment === 'margin' && invoice.annotations.margin === undefined)
      found.stop('annotations.margin', 'margin_kind');
  }
}

function checkPayment(found: Findings, { payment, issueDate }: SalesInvoice): void {
  for (const [i, due] of payment.dueOn.entries()) {
    const isDate = found.date(`payment.dueOn.${i}`, due, PAPER_DATE, { isRequired: true });
    if (isDate && due < issueDate) found.look(`payment.dueOn.${i}`, 'due_before_issue');
    if (i > 0) found.look(`payment.dueOn.${i}`, 'not_written');
  }
  for (const [i, account] of payment.accounts.entries()) {
    const number = accountNumber(account.number);
    if (number === '') found.stop(`payment.accounts.${i}.number`, 'required');
    else if (!/^[A-Z0-9]{5,34}$/.test(number)) found.stop(`payment.accounts.${i}.number`, 'bad_account');
    else if (checkAccount(number) === 'wrong') found.stop(`payment.accounts.${i}.number`, 'account_checksum');
    found.text(`payment.accounts.${i}.bank`, account.bank, LONG);
    const swift = upperCode(account.swift);
    if (swift !== undefined && !/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(swift)) {
      found.stop(`payment.accounts.${i}.swift`, 'bad_swift');
    }
  }
  for (const [i, part] of payment.parts.entries()) {
    found.money(`payment.parts.${i}.amount`, part.amount, { isRequired: true });
  }
  const reference = filled(payment.reference);
  if (reference !== undefined && checkPaymentReference(reference) === 'wrong') {
    found.look('payment.reference', 'reference_checksum', { reference });
  }
}

/** Numbers of other papers and codes of goods: whatever a format's limit is, they must be text. */
function checkReferences(found: Findings, invoice: SalesInvoice): void {
  const { buyer, correction, payment } = invoice;
  found.text('buyer.customerNumber', buyer.customerNumber, LONG);
  found.text('seller.registryCode', invoice.seller.registryCode, LONG);
  found.text('buyer.registryCode', buyer.registryCode, LONG);
  for (const [path, { identity }] of [
    ['seller.identity', invoice.seller],
    ['buyer.identity', buyer],
  ] as const) {
    if (identity.type === 'vat_eu') found.required(`${path}.number`, identity.number, LONG);
    if (identity.type === 'other') found.required(`${path}.number`, identity.number, LONG);
    if (identity.type === 'vat_eu' && !/^[A-Za-z]{2}$/.test(filled(identity.country) ?? '')) {
      found.stop(`${path}.country`, 'unknown_country');
    }
  }
  found.text('correction.reason', correction?.reason, LONG);
  for (const [i, one] of (correction?.corrected ?? []).entries()) {
    found.text(`correction.corrected.${i}.number`, one.number, LONG);
    found.date(`correction.corrected.${i}.issueDate`, one.issueDate, PAPER_DATE);
  }
  for (const list of ['orders', 'contracts'] as const) {
    for (const [i, paper] of invoice[list].entries()) found.text(`${list}.${i}.number`, paper.number, LONG);
  }
  for (const [i, number] of invoice.deliveryNotes.entries()) found.text(`deliveryNotes.${i}`, number, LONG);
  for (const [i, line] of invoice.lines.entries()) {
    found.text(`lines.${i}.codes.index`, line.codes?.index, LONG);
    found.text(`lines.${i}.codes.gtin`, line.codes?.gtin, LONG);
  }
  found.text('payment.reference', payment.reference, 35);
  found.text('payment.methodText', payment.methodText, LONG);
  found.text('annotations.exemption.text', invoice.annotations.exemption?.text, LONG);
}

/** Said before it is sent, for what is left out is not seen later. */
function notWritten(found: Findings, invoice: SalesInvoice): void {
  const { annotations, payment } = invoice;
  const flags = ['cashMethod', 'selfBilling', 'splitPayment', 'triangular', 'toReceipt', 'relatedParties'] as const;
  for (const flag of flags) if (annotations[flag]) found.look(`annotations.${flag}`, 'not_written');
  for (const [i] of invoice.otherParties.entries()) found.look(`otherParties.${i}`, 'not_written');
  if (payment.discount !== undefined) found.look('payment.discount', 'not_written');
  if (payment.factorAccounts.length > 0) found.look('payment.factorAccounts', 'not_written');
  if (invoice.registers !== undefined) found.look('registers', 'not_written');
  if (filled(invoice.deliveryTerms) !== undefined) found.look('deliveryTerms', 'not_written');
  if (filled(invoice.placeOfIssue) !== undefined) found.look('placeOfIssue', 'not_written');
  if (filled(invoice.exchangeRate) !== undefined) found.look('exchangeRate', 'not_written');
  for (const list of ['orders', 'contracts', 'deliveryNotes'] as const) {
    invoice[list].forEach((_, i) => {
      if (i > 0) found.look(`${list}.${i}`, 'not_written');
    });
  }
}
