// From a receipt or an order to the words that are signed (DSFinV-K, annex I).
import { z } from 'zod';
import { invalid, Refusal } from './answers';

const Amount = z.string().regex(/^-?\d+\.\d{2,5}$/, 'amount: two to five decimals');
const RATES = ['NORMAL', 'REDUCED_1', 'SPECIAL_RATE_1', 'SPECIAL_RATE_2', 'NULL'] as const;
const ALIASES = ['19', '7', '10.7', '5.5', '0'] as const;
const WORDS = {
  RECEIPT: 'Beleg',
  TRAINING: 'AVTraining',
  TRANSFER: 'AVTransfer',
  ORDER: 'AVBestellung',
  CANCELLATION: 'AVBelegabbruch',
  ABORT: 'AVBelegabbruch',
  BENEFIT_IN_KIND: 'AVSachbezug',
  INVOICE: 'AVRechnung',
  OTHER: 'AVSonstige',
  ANNULATION: 'AVBelegstorno',
} as const;

const Receipt = z.strictObject({
  receipt_type: z.enum(Object.keys(WORDS) as (keyof typeof WORDS)[]),
  amounts_per_vat_rate: z.array(z.strictObject({ vat_rate: z.enum([...RATES, ...ALIASES]), amount: Amount })),
  amounts_per_payment_type: z
    .array(
      z.strictObject({
        payment_type: z.enum(['CASH', 'NON_CASH']),
        amount: Amount,
        currency_code: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .default('EUR'),
      }),
    )
    .optional(),
});
const Order = z.strictObject({
  line_items: z.array(
    z.strictObject({
      quantity: z.string().regex(/^-?\d+(\.\d{1,5})?$/),
      text: z.string().max(255),
      price_per_unit: Amount,
    }),
  ),
});
const one = (message: string) => [(value: object) => Object.keys(value).length === 1, message] as const;

export const Schema = z
  .strictObject({
    standard_v1: z
      .strictObject({ receipt: Receipt.optional(), order: Order.optional(), other: z.looseObject({}).optional() })
      .refine(...one('standard_v1: exactly one kind'))
      .optional(),
    raw: z.strictObject({ process_type: z.string().max(100), process_data: z.string() }).optional(),
  })
  .refine(...one('schema: exactly one of standard_v1 and raw'));
export type Schema = z.infer<typeof Schema>;

export interface Process {
  readonly type: string;
  readonly data: string;
}

export function processOf(schema: Schema): Process {
  if (schema.raw) return rawProcess(schema.raw);
  const { receipt, order, other } = schema.standard_v1 ?? {};
  if (receipt) return { type: 'Kassenbeleg-V1', data: receiptData(receipt) };
  if (order) return { type: 'Bestellung-V1', data: orderData(order) };
  return { type: 'SonstigerVorgang', data: JSON.stringify(other) };
}

/** The service takes anything that is base64; what the law forbids is refused here, so that a typing error shows. */
function rawProcess({ process_type, process_data }: { process_type: string; process_data: string }): Process {
  const bytes = Buffer.from(process_data, 'base64');
  if (bytes.toString('base64') !== process_data) throw new Refusal(400, 'E_PARSER', 'process_data: not base64');
  if (!['Kassenbeleg-V1', 'Bestellung-V1', 'SonstigerVorgang'].includes(process_type))
    throw invalid(`process_type: ${process_type} is no word of DSFinV-K`);
  const data = bytes.toString('utf8');
  if (process_type === 'Kassenbeleg-V1' && !/^[A-Za-z]+\^(-?\d+\.\d\d_){4}-?\d+\.\d\d\^/.test(data))
    throw invalid('process_data: is no receipt');
  if (/(^|[\^_])-?0\.00:(Bar|Unbar)/.test(data)) throw invalid('process_data: a payment of nothing is left out');
  return { type: process_type, data };
}

/** Cents; further decimals are cut. */
const cents = (amount: string): bigint => {
  const [, sign = '', whole = '0', decimals = '00'] = /^(-?)(\d+)\.(\d\d)/.exec(amount) ?? [];
  return BigInt(`${sign}${whole}${decimals}`);
};
function shown(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function receiptData(receipt: z.infer<typeof Receipt>): string {
  const slots = [0n, 0n, 0n, 0n, 0n];
  for (const { vat_rate, amount } of receipt.amounts_per_vat_rate) {
    const slot = Math.max(RATES.indexOf(vat_rate as never), ALIASES.indexOf(vat_rate as never));
    slots[slot] = (slots[slot] ?? 0n) + cents(amount);
  }
  const sums = new Map<string, bigint>();
  for (const { payment_type, amount, currency_code } of receipt.amounts_per_payment_type ?? []) {
    // Cash comes first, inside each kind the euro, then the other currencies in the order of their letters.
    const key = `${payment_type === 'CASH' ? '0Bar' : '1Unbar'}:${currency_code === 'EUR' ? '' : currency_code}`;
    sums.set(key, (sums.get(key) ?? 0n) + cents(amount));
  }
  const payments = [...sums]
    .filter(([, sum]) => sum !== 0n)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, sum]) => `${shown(sum)}:${key.slice(1).replace(/:$/, '')}`);
  const isEuro = [...sums.keys()].every((key) => key.endsWith(':'));
  const total = (values: Iterable<bigint>): bigint => [...values].reduce((sum, value) => sum + value, 0n);
  if (isEuro && sums.size > 0 && total(slots) !== total(sums.values()))
    throw invalid('amounts: the rates and the payments differ');
  return `${WORDS[receipt.receipt_type]}^${slots.map(shown).join('_')}^${payments.join('_')}`;
}

function orderData({ line_items }: z.infer<typeof Order>): string {
  return line_items
    .map(({ quantity, text, price_per_unit }) => {
      const count = quantity.includes('.') ? quantity.replace(/\.?0+$/, '') : quantity;
      return `${count};"${text.replaceAll('"', '""')}";${shown(cents(price_per_unit))}`;
    })
    .join('\r');
}
