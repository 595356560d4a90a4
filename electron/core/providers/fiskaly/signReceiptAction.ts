// A receipt by hand, with a key for TEST: to see the till's whole way before it is opened.
import type { RunTask } from '../sdk/actions';
import { badInput } from '../sdk/errors';
import { done, textOf, tssNamed } from './actions';
import { signReceipt } from './receipts';
import { openFiskaly, type Fiskaly } from './session';
import { everyItem, listRegisters } from './signDe';
import { nameOfTss, type Register } from './wire';

export const RATE_CHOICES = { normal: 'NORMAL', reduced: 'REDUCED_1', none: 'NULL' } as const;
export const PAYMENT_CHOICES = { cash: 'CASH', non_cash: 'NON_CASH' } as const;

/** One at a time: an answer that was lost is asked for by the next try, and nothing is signed twice. */
const NAME = 'by_hand';

export const signReceiptAction: RunTask = async (ctx, answers) => {
  const api = openFiskaly(ctx);
  const amount = amountOf(textOf(answers, 'amount'));
  const rate = RATE_CHOICES[textOf(answers, 'vat_rate') as keyof typeof RATE_CHOICES];
  const kind = PAYMENT_CHOICES[textOf(answers, 'payment_kind') as keyof typeof PAYMENT_CHOICES];
  const tss = await tssNamed(api, answers);
  const register = await registerNamed(api, tss._id, textOf(answers, 'register_serial'));
  const sale = {
    tssId: tss._id,
    clientId: register._id,
    type: 'RECEIPT',
    rates: [{ rate, amount }],
    payments: [{ kind, amount }],
  } as const;
  const signed = await signReceipt(ctx, api, sale, NAME);
  const code = signed.qr_code_data ?? '';
  return {
    ...done('action.sign_receipt.done', { number: String(signed.number), tss: nameOfTss(tss) }),
    ...(code === '' ? {} : { once: [{ label: 'action.receipt_code', value: code }] }),
  };
};

function amountOf(text: string): string {
  const amount = text.replace(',', '.');
  if (/^\d{1,7}\.\d{2}$/.test(amount)) return amount;
  throw badInput('amount_wrong', { fieldErrors: { amount: 'amount_wrong.what' } });
}

/** Without a word the only one. */
async function registerNamed(api: Fiskaly, tssId: string, serial: string): Promise<Register> {
  const fitting: Register[] = [];
  for await (const register of everyItem((page) => listRegisters(api, tssId, page))) {
    if (register.state === 'REGISTERED' && (serial === '' || register.serial_number === serial)) fitting.push(register);
  }
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  const params = { found: fitting.length };
  throw badInput('which_register', { params, fieldErrors: { register_serial: 'which_register.what' } });
}
