// Dates, payment, references and free texts.
import { compare, parseDecimal, sumOf, ZERO } from '../../../../../shared/domain/decimal';
import { dayNumber } from '../../../../../shared/domain/dateRange';
import { checkAccount } from '../../../../../shared/domain/iban';
import type { SalesAccount, SalesInvoice } from '../../../../../shared/domain/salesInvoice';
import { isCorrection, type SalesTotals } from '../../../../../shared/domain/salesTotals';
import { badCharacter } from '../../write/characters';
import { type Findings, PAPER_DATE, PAYMENT_DATE, TAX_DATE } from '../../write/findings';
import { accountNumber, filled, upperCode } from '../../write/normal';

/** Art. 106i(7): not earlier than this before the delivery. */
const DAYS_AHEAD = 60;

export function checkHead(found: Findings, invoice: SalesInvoice, today: string): void {
  const { issueDate, saleDate, period } = invoice;
  found.required('number', invoice.number, 256);
  found.text('placeOfIssue', invoice.placeOfIssue, 256);
  const isDated = found.date('issueDate', issueDate, TAX_DATE, { isRequired: true });
  if (isDated && issueDate > today) found.stop('issueDate', 'issue_in_future', { today });
  if (isDated && issueDate < today) found.look('issueDate', 'issue_in_past', { today });
  const isSold = found.date('saleDate', saleDate, TAX_DATE);
  const ahead = (dayNumber(saleDate ?? '') ?? 0) - (dayNumber(issueDate) ?? 0);
  if (isSold && isDated && ahead > DAYS_AHEAD) found.look('saleDate', 'sale_far_ahead', { days: DAYS_AHEAD });
  if (period === undefined) return;
  if (filled(saleDate) !== undefined) found.stop('period', 'two_dates');
  const isWhole = [
    found.date('period.from', period.from, TAX_DATE, { isRequired: true }),
    found.date('period.to', period.to, TAX_DATE, { isRequired: true }),
  ];
  if (!isWhole.includes(false) && period.from > period.to) found.stop('period.to', 'period_reversed');
}

export function checkPayment(found: Findings, invoice: SalesInvoice, totals: SalesTotals, today: string): void {
  const { payment } = invoice;
  const { parts, accounts, factorAccounts, discount } = payment;
  if (found.date('payment.paidOn', payment.paidOn, PAYMENT_DATE) && (payment.paidOn ?? '') > today) {
    found.stop('payment.paidOn', 'paid_in_future', { today });
  }
  if (filled(payment.paidOn) !== undefined && parts.length > 0) found.stop('payment.parts', 'paid_twice');
  checkParts(found, invoice, totals, today);
  found.count('payment.dueOn', payment.dueOn, 100);
  for (const [i, due] of payment.dueOn.entries()) {
    const isDate = found.date(`payment.dueOn.${i}`, due, PAYMENT_DATE, { isRequired: true });
    if (isDate && due < invoice.issueDate) found.look(`payment.dueOn.${i}`, 'due_before_issue');
  }
  if (payment.method === 'other') found.required('payment.methodText', payment.methodText, 256);
  found.count('payment.accounts', accounts, 100);
  found.count('payment.factorAccounts', factorAccounts, 20);
  for (const [i, account] of accounts.entries()) checkBankAccount(found, `payment.accounts.${i}`, account);
  for (const [i, account] of factorAccounts.entries()) checkBankAccount(found, `payment.factorAccounts.${i}`, account);
  const isOpen = filled(payment.paidOn) === undefined && accounts.length + factorAccounts.length === 0;
  if (payment.method === 'transfer' && isOpen && !isCorrection(invoice.kind)) {
    found.look('payment.accounts', 'account_missing');
  }
  if (discount === undefined) return;
  found.required('payment.discount.terms', discount.terms, 256);
  found.required('payment.discount.size', discount.size, 256);
}

function checkParts(found: Findings, { payment: { parts } }: SalesInvoice, totals: SalesTotals, today: string): void {
  found.count('payment.parts', parts, 100);
  for (const [i, { amount, date }] of parts.entries()) {
    found.money(`payment.parts.${i}.amount`, amount, { isRequired: true });
    const isDate = found.date(`payment.parts.${i}.date`, date, PAYMENT_DATE, { isRequired: true });
    if (isDate && date > today) found.stop(`payment.parts.${i}.date`, 'paid_in_future', { today });
  }
  const paid = sumOf(parts.map(({ amount }) => parseDecimal(amount) ?? ZERO));
  const isMore = parts.length > 0 && compare(paid, parseDecimal(totals.payable) ?? ZERO) > 0;
  if (isMore) found.look('payment.parts', 'paid_more', { payable: totals.payable });
}

function checkBankAccount(found: Findings, path: string, account: SalesAccount): void {
  const number = accountNumber(account.number);
  if (number === '') found.stop(`${path}.number`, 'required');
  else if (!/^[A-Z0-9]{10,34}$/.test(number)) found.stop(`${path}.number`, 'bad_account');
  else if (checkAccount(number) === 'wrong') found.stop(`${path}.number`, 'account_checksum');
  const swift = upperCode(account.swift);
  if (swift !== undefined && !/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(swift))
    found.stop(`${path}.swift`, 'bad_swift');
  found.text(`${path}.bank`, account.bank, 256);
  found.text(`${path}.description`, account.description, 256);
}

export function checkTexts(found: Findings, invoice: SalesInvoice): void {
  found.count('notes', invoice.notes, 10_000);
  for (const [i, note] of invoice.notes.entries()) {
    found.required(`notes.${i}.label`, note.label, 256);
    found.required(`notes.${i}.text`, note.text, 256);
    if ((note.line ?? 1) > 99_999_999_999_999) found.stop(`notes.${i}.line`, 'number_too_large');
  }
  for (const name of ['charges', 'deductions'] as const) {
    found.count(name, invoice[name], 100);
    for (const [i, { amount, reason }] of invoice[name].entries()) {
      found.money(`${name}.${i}.amount`, amount, { isRequired: true });
      found.required(`${name}.${i}.reason`, reason, 256);
    }
  }
  for (const name of ['orders', 'contracts'] as const) {
    found.count(name, invoice[name], 100);
    for (const [i, { number, date }] of invoice[name].entries()) {
      found.required(`${name}.${i}.number`, number, 256);
      found.date(`${name}.${i}.date`, date, PAPER_DATE);
    }
  }
  found.count('deliveryNotes', invoice.deliveryNotes, 1000);
  for (const [i, number] of invoice.deliveryNotes.entries()) found.required(`deliveryNotes.${i}`, number, 256);
  found.text('deliveryTerms', invoice.deliveryTerms, 256);
  checkFooter(found, invoice);
}

/** Paragraphs keep their line ends, so they are measured as they are. */
function checkFooter(found: Findings, { footer, registers }: SalesInvoice): void {
  found.count('footer', footer, 3);
  for (const [i, text] of footer.entries()) {
    const written = text.replace(/\r\n?/g, '\n').trim();
    const bad = badCharacter(written);
    if (bad !== null) found.stop(`footer.${i}`, 'bad_character', { ...bad });
    const { length } = Array.from(written);
    if (length > 3500) found.stop(`footer.${i}`, 'too_long', { max: 3500, length });
  }
  found.text('registers.fullName', registers?.fullName, 256);
  const forms = { krs: /^\d{10}$/, regon: /^(?:\d{9}|\d{14})$/, bdo: /^\S{1,9}$/u } as const;
  for (const name of ['krs', 'regon', 'bdo'] as const) {
    const value = filled(registers?.[name]);
    if (value !== undefined && !forms[name].test(value)) found.stop(`registers.${name}`, `bad_${name}`);
    else found.text(`registers.${name}`, value, 14);
  }
}
