// The code of a receipt as a screen shows it: its fields in the order of the code, and whether its signature is true.
import type { ReadReceipt } from '../sdk/fiscal';
import { readReceiptCode, verifyReceiptCode } from './receiptCode';

/** Each has a text. */
export const RECEIPT_KEYS = [
  'client_serial',
  'process_type',
  'process_data',
  'kind',
  'gross_general',
  'gross_reduced',
  'gross_special_1',
  'gross_special_2',
  'gross_none',
  'payment',
  'transaction',
  'counter',
  'started_at',
  'logged_at',
  'algorithm',
  'module_serial',
  'signature',
] as const;
type Field = readonly [key: (typeof RECEIPT_KEYS)[number], value: string];

export const readReceipt: ReadReceipt = async (text) => {
  const code = readReceiptCode(text);
  if (code === null) return null;
  const fields: readonly Field[] = [
    ['client_serial', code.clientSerial],
    ['process_type', code.processType],
    ...amountsOf(code.processData),
    ['transaction', String(code.transaction)],
    ['counter', String(code.counter)],
    ['started_at', code.startedAt],
    ['logged_at', code.loggedAt],
    ['algorithm', code.algorithm],
    ['module_serial', code.tssSerial],
    ['signature', code.signature.toString('base64')],
  ];
  return {
    verdict: await verifyReceiptCode(code),
    fields: fields.map(([key, value]) => ({ key, value })),
    moduleSerial: code.tssSerial,
    clientSerial: code.clientSerial,
  };
};

const RATES = ['gross_general', 'gross_reduced', 'gross_special_1', 'gross_special_2', 'gross_none'] as const;

/** `Beleg^11.90_5.35_0.00_0.00_2.00^10.00:Bar_9.25:Unbar`: kind, gross by rate, payments. Anything else is shown as it stands. */
function amountsOf(data: string): readonly Field[] {
  const match = /^([^^]*)\^(-?\d+\.\d{2}(?:_-?\d+\.\d{2}){4})\^([^^]*)$/.exec(data);
  if (match === null) return [['process_data', data.replaceAll('\r', '\n')]];
  const [kind = '', amounts = '', payments = ''] = match.slice(1);
  return [
    ['kind', kind],
    ...amounts.split('_').flatMap((amount, index): readonly Field[] => {
      const rate = RATES[index];
      return rate === undefined || Number(amount) === 0 ? [] : [[rate, amount]];
    }),
    ...payments
      .split('_')
      .filter((payment) => payment !== '')
      .map((payment): Field => ['payment', payment.replaceAll(':', ' ')]),
  ];
}
