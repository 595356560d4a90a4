// Costs, then every kind of sales document.
import { pullDated } from '../sdk/datedPull';
import type { PullInvoices } from '../sdk/defineProvider';
import { openApi } from './api';
import { costList, salesLists } from './lists';

export const pullInvoices: PullInvoices = async function* (ctx, request) {
  const api = openApi(ctx);
  const readable = String(ctx.connection.settings['readable'] ?? 'cost sale').split(' ');
  for (const side of ['cost', 'sale']) if (!readable.includes(side)) ctx.log.warn(`log.no_right.${side}`);
  const lists = [costList(api), ...salesLists(api)].filter(({ side }) => readable.includes(side));
  for (const list of lists) yield* pullDated(ctx, request, list);
};
