// Receipts that a service still has, for somebody who looks for one. Nothing of them is kept.
import { RECEIPTS_PAGE, type ListedReceipt } from '../../../../shared/contract/fiscal';
import type { ConnectionId } from '../../../../shared/domain/ids';
import { Failure } from '../../../../shared/errors';
import type { ConnectionRepo } from '../../db/repositories/connection.repo';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import { instantOf } from '../../time';
import { qualify, type ProviderRuntime } from '../providerRuntime';

const quiet = { info: () => undefined, warn: () => undefined };

export interface ListReceiptsParts {
  readonly connections: ConnectionRepo;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly runtime: ProviderRuntime;
}

export interface ReceiptsOrder {
  readonly connectionId: ConnectionId;
  readonly moduleId: string;
  readonly offset: number;
  readonly number?: number | undefined;
  readonly day?: string | undefined;
}

export async function listReceipts(
  { connections, manifestOf, runtime }: ListReceiptsParts,
  { connectionId, moduleId, offset, number, day }: ReceiptsOrder,
): Promise<{ total: number; offset: number; receipts: ListedReceipt[] }> {
  const connection = await connections.find(connectionId);
  const manifest = connection && manifestOf(connection.providerId);
  if (!manifest?.fiscal) throw new Failure({ kind: 'user_input', key: 'error.connection_gone' });
  const where = { ...(number === undefined ? {} : { number }), ...(day === undefined ? {} : { day }) };
  try {
    const target = await runtime.stored(connectionId, manifest);
    const ctx = runtime.context(target, { signal: new AbortController().signal, log: quiet });
    const list = await manifest.fiscal.receipts();
    const found = await list(ctx, { moduleId, offset, limit: RECEIPTS_PAGE, ...where });
    const receipts = found.receipts.map(({ startedMs, ...receipt }) => ({
      ...receipt,
      startedAt: instantOf(startedMs),
    }));
    return { ...found, receipts };
  } catch (error) {
    throw qualify(manifest.id, error);
  }
}
