// Signing a receipt: started empty, finished with its amounts. Whatever goes wrong in between is asked about, never sent again blindly.
import { createHash } from 'node:crypto';
import type { WorkContext } from '../sdk/context';
import { unavailable } from '../sdk/errors';
import { isRefusal, isUnclear } from './errors';
import type { Fiskaly } from './session';
import { getTransaction, putTransaction, uuidV4 } from './signDe';
import type { Transaction } from './wire';

export const VAT_RATES = ['NORMAL', 'REDUCED_1', 'SPECIAL_RATE_1', 'SPECIAL_RATE_2', 'NULL'] as const;
export const RECEIPT_TYPES = [
  'RECEIPT',
  'TRAINING',
  'TRANSFER',
  'ORDER',
  'CANCELLATION',
  'ABORT',
  'BENEFIT_IN_KIND',
  'INVOICE',
  'OTHER',
  'ANNULATION',
] as const;

/** Amounts are decimal text with exactly two decimals: so they stand in the words that are signed. */
export interface Sale {
  readonly tssId: string;
  readonly clientId: string;
  readonly type: (typeof RECEIPT_TYPES)[number];
  readonly rates: readonly { readonly rate: (typeof VAT_RATES)[number]; readonly amount: string }[];
  readonly payments: readonly {
    readonly kind: 'CASH' | 'NON_CASH';
    readonly amount: string;
    readonly currency?: string;
  }[];
}

type Body = Readonly<Record<string, unknown>>;

/** `name` is the caller's own number of the sale: the same one again after a crash goes on with the same transaction. */
export async function signReceipt(ctx: WorkContext, api: Fiskaly, sale: Sale, name: string): Promise<Transaction> {
  const note = `receipt/${name}`;
  const [known, asked] = (await ctx.notes.get(note))?.split(' ') ?? [];
  const print = printOf(sale);
  const found = known === undefined ? null : await find(api, sale.tssId, known);
  // Signed with other amounts meanwhile: that was the sale before, and this is a new one.
  const isOver = found?.state === 'FINISHED' && asked !== undefined && asked !== print;
  const before = isOver ? null : found;
  const txId = isOver || known === undefined ? uuidV4(ctx.ids) : known;
  await ctx.notes.put(note, `${txId} ${print}`);
  if (before?.state === 'FINISHED') return settled(ctx, note, before);
  // DSFinV-K wants nothing in a start: no process type, no data.
  const started = before ?? (await write(api, sale.tssId, txId, 1, { state: 'ACTIVE', client_id: sale.clientId }));
  const body = { state: 'FINISHED', client_id: sale.clientId, schema: { standard_v1: { receipt: receiptOf(sale) } } };
  return settled(ctx, note, await write(api, sale.tssId, txId, started.latest_revision + 1, body));
}

const printOf = (sale: Sale): string => createHash('sha256').update(JSON.stringify(sale)).digest('hex').slice(0, 16);

export async function cancelReceipt(api: Fiskaly, open: Transaction, tssId: string): Promise<Transaction> {
  return write(api, tssId, open._id, open.latest_revision + 1, {
    state: 'CANCELLED',
    client_id: open.client_id,
    schema: { standard_v1: { receipt: receiptOf({ type: 'CANCELLATION', rates: [], payments: [] }) } },
  });
}

async function settled(ctx: WorkContext, note: string, done: Transaction): Promise<Transaction> {
  await ctx.notes.delete(note);
  return done;
}

function receiptOf({ type, rates, payments }: Pick<Sale, 'type' | 'rates' | 'payments'>): Body {
  return {
    receipt_type: type,
    amounts_per_vat_rate: rates.map(({ rate, amount }) => ({ vat_rate: rate, amount: twoDecimals(amount) })),
    // A payment of nothing is left out of what is signed.
    amounts_per_payment_type: payments
      .filter(({ amount }) => Number(amount) !== 0)
      .map(({ kind, amount, currency = 'EUR' }) => ({
        payment_type: kind,
        amount: twoDecimals(amount),
        currency_code: currency,
      })),
  };
}

function twoDecimals(amount: string): string {
  if (/^-?\d+\.\d{2}$/.test(amount)) return amount;
  throw new RangeError(`amount ${amount}`);
}

const ASKS = 3;

/** Writes one revision and knows afterwards whether it is there. */
async function write(api: Fiskaly, tssId: string, txId: string, revision: number, body: Body): Promise<Transaction> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await putTransaction(api, tssId, txId, revision, body);
    } catch (error) {
      const isTaken = isRefusal(error, 'E_TX_UPSERT') || isRefusal(error, 'E_TX_NO_TYPE_DEFINED');
      if (!isTaken && !isUnclear(error)) throw error;
      const now = await asked(api, tssId, txId, error);
      if (now !== null && now.latest_revision >= revision) {
        // Ours arrived, and only its answer was lost; or somebody else wrote under the same number.
        if (now.latest_revision === revision && now.state === body['state']) return now;
        throw error;
      }
      if (attempt === ASKS) throw error;
    }
  }
}

/** Null: there is no such transaction. When nobody can say, the sale goes on without a signature and is noted as an outage. */
async function asked(api: Fiskaly, tssId: string, txId: string, cause: unknown): Promise<Transaction | null> {
  try {
    return await find(api, tssId, txId);
  } catch (error) {
    if (!isUnclear(error)) throw error;
    throw unavailable('signature_unknown', { cause });
  }
}

async function find(api: Fiskaly, tssId: string, txId: string): Promise<Transaction | null> {
  try {
    return await getTransaction(api, tssId, txId);
  } catch (error) {
    if (isRefusal(error, 'E_TX_NOT_FOUND')) return null;
    throw error;
  }
}
