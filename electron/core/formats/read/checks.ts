// Soft checks of parties and payments that every format makes alike. None of them refuses an invoice.
import type { Party, Payment } from '../../../../shared/domain/invoice';
import { checkAccount } from '../../../../shared/domain/iban';
import { checkPaymentReference } from '../../../../shared/domain/paymentReference';
import { checkVatNumber } from '../../../../shared/domain/vatNumber';
import { addFinding, type Reading } from './values';

export function checkPayment(reading: Reading, payment: Payment, issueDate: string): void {
  for (const { number } of payment.accounts) {
    if (checkAccount(number) === 'wrong') addFinding(reading, 'account_checksum', { account: number });
  }
  const { reference } = payment;
  if (reference !== undefined && checkPaymentReference(reference) === 'wrong') {
    addFinding(reading, 'reference_checksum', { reference });
  }
  const due = payment.dueOn.find((date) => date < issueDate);
  if (due !== undefined && !payment.paid) addFinding(reading, 'due_before_issue', { due, issued: issueDate });
}

export function checkVatNumbers(reading: Reading, parties: readonly Party[]): void {
  for (const { taxId, name } of parties) {
    if (taxId !== undefined && checkVatNumber(taxId) === 'wrong') {
      addFinding(reading, 'vat_number_checksum', { number: taxId, name });
    }
  }
}
