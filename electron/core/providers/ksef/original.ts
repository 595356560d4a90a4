// One invoice by its KSeF number: the bytes that every export holds as well.
import type { FetchOriginal } from '../sdk/defineProvider';
import { isRefusal } from './errors';
import { openKsefClient } from './ksefClient';

const NOT_FOUND = 21164;

export const fetchOriginal: FetchOriginal = async (ctx, ksefNumber) => {
  const client = openKsefClient(ctx);
  try {
    return (await client.invoices.download(ksefNumber)).bytes;
  } catch (error) {
    if (isRefusal(error, NOT_FOUND)) return null;
    throw error;
  } finally {
    await client.close();
  }
};
