// A file that has arrived: checked before it is handed on, and named by its hash.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { isFailure } from '../../../../shared/errors';
import type { FiscalCheck, FiscalOrder } from '../sdk/fiscal';

/** What cannot be read is fetched anew by the next try: a damaged file must not pass for an archive. */
export async function checked(order: FiscalOrder, file: string): Promise<FiscalCheck> {
  try {
    return await order.check(file);
  } catch (error) {
    if (isFailure(error) && error.spec.key === 'tar_broken') await rm(file, { force: true });
    throw error;
  }
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
