// Receipts of a TSE for somebody who looks for one. The service searches by number alone: a day is found by halving the list.
import { dayOf } from '../../../../shared/domain/calendar';
import { instantInZone } from '../../../../shared/domain/schedule/zone';
import type { ListedReceipt, ListFiscalReceipts } from '../sdk/fiscal';
import { isRefusal } from './errors';
import { openFiskaly, type Fiskaly } from './session';
import { getTransaction, listTransactions } from './signDe';
import type { Transaction } from './wire';

const STATES = { ACTIVE: 'open', FINISHED: 'finished', CANCELLED: 'cancelled' } as const;
const NEWEST = { order: 'desc', orderBy: 'time_start' } as const;

export const listReceipts: ListFiscalReceipts = async (ctx, { moduleId, offset, limit, number, day }) => {
  const api = openFiskaly(ctx);
  if (number !== undefined) return only(api, moduleId, number);
  const start = day === undefined ? 0 : await firstUpTo(api, moduleId, endOf(day));
  const page = await listTransactions(api, moduleId, { ...NEWEST, limit, offset: start + offset });
  return { total: page.count, offset: start + offset, receipts: page.data.map(listed) };
};

async function only(api: Fiskaly, moduleId: string, number: number) {
  try {
    return { total: 1, offset: 0, receipts: [listed(await getTransaction(api, moduleId, String(number)))] };
  } catch (error) {
    if (!isRefusal(error, 'E_TX_NOT_FOUND')) throw error;
    return { total: 0, offset: 0, receipts: [] };
  }
}

/** Place of the newest that was started before: a million receipts take twenty questions. */
async function firstUpTo(api: Fiskaly, moduleId: string, seconds: number): Promise<number> {
  const at = (offset: number) => listTransactions(api, moduleId, { ...NEWEST, limit: 1, offset });
  let [low, high] = [0, (await at(0)).count];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [found] = (await at(middle)).data;
    if (found === undefined || found.time_start < seconds) high = middle;
    else low = middle + 1;
  }
  return low;
}

function endOf(day: string): number {
  return instantInZone(dayOf(day) + 1, 0, 'Europe/Berlin') / 1000;
}

function listed({ number, state, client_serial_number, time_start, qr_code_data }: Transaction): ListedReceipt {
  return {
    number,
    state: STATES[state],
    till: client_serial_number ?? '',
    startedMs: time_start * 1000,
    ...(qr_code_data ? { code: qr_code_data } : {}),
  };
}
