// Costs, then sales.
import { pullDated } from '../sdk/datedPull';
import type { PullInvoices } from '../sdk/defineProvider';
import { readableSides } from '../sdk/readableSides';
import { openApi } from './api';
import { listOf } from './lists';

export const pullInvoices: PullInvoices = async function* (ctx, request) {
  const api = openApi(ctx);
  for (const side of readableSides(ctx))
    yield* pullDated(ctx, request, listOf(api, side === 'cost' ? 'expenses' : 'invoices'));
};
