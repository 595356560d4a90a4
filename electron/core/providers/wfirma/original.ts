import { originalOf } from '../sdk/datedOriginal';
import type { FetchOriginal } from '../sdk/defineProvider';
import { openApi } from './api';
import { listOf } from './lists';

export const fetchOriginal: FetchOriginal = (ctx, naturalKey) => {
  const api = openApi(ctx);
  return originalOf([listOf(api, 'expenses'), listOf(api, 'invoices')], naturalKey);
};
