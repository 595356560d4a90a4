import type { FetchOriginal } from '../sdk/defineProvider';
import { openApi } from './api';

const KEY = /^(?:cost|sale)-(\d+)$/;

export const fetchOriginal: FetchOriginal = async (ctx, naturalKey) => {
  const id = KEY.exec(naturalKey)?.[1];
  const row = id === undefined ? null : await openApi(ctx).invoice(id);
  return row === null ? null : Buffer.from(row.text, 'utf8');
};
