// Dates and payment of an invoice of EN 16931.
import type { Payment } from '../../../../shared/domain/invoice';
import { addFinding, present, type Reading } from '../read/values';
import type { EnInvoice, Leaf } from './model';

export const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

export function dateOf(reading: Reading, field: string, leaf: Leaf | undefined): string | undefined {
  if (leaf === undefined) return undefined;
  if (DAY.test(leaf.text)) return leaf.text;
  addFinding(reading, 'bad_date', { field, text: leaf.text.slice(0, 80) });
  return undefined;
}

/** UNTDID 4461, as far as the common model has words. */
const METHODS: Readonly<Record<string, string>> = {
  '10': 'cash',
  '20': 'cheque',
  '30': 'transfer',
  '31': 'transfer',
  '42': 'transfer',
  '48': 'card',
  '54': 'card',
  '55': 'card',
  '58': 'transfer',
};

export function paymentOf(reading: Reading, invoice: EnInvoice): Payment {
  const { means } = invoice;
  const due = invoice.dueDate ?? means.find((one) => one.due !== undefined)?.due;
  const code = means[0]?.code?.text;
  const isPaid =
    invoice.payable !== undefined && invoice.prepaid !== undefined && /^0+(?:\.0+)?$/.test(invoice.payable.text);
  const dueOn = dateOf(reading, 'DueDate', due);
  return {
    paid: isPaid,
    dueOn: dueOn === undefined ? [] : [dueOn],
    ...present('method', code === undefined || !Object.hasOwn(METHODS, code) ? undefined : METHODS[code]),
    ...present('reference', means.find((one) => one.reference !== undefined)?.reference?.text),
    accounts: means
      .flatMap((one) => one.accounts)
      .flatMap(({ number, bic }) => {
        if (number === undefined) return [];
        return [{ number: number.text.replace(/\s/g, '').toUpperCase(), ...present('swift', bic?.text) }];
      }),
  };
}
