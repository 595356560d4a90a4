// What a connection is for. It follows from what its service can do.
import type { ConnectionView } from '../../shared/contract/connections';

export type ConnectionKind = 'source' | 'clients' | 'till' | 'destination';

export function connectionKind({ capabilities }: Pick<ConnectionView, 'capabilities'>): ConnectionKind {
  if (capabilities.includes('clients')) return 'clients';
  if (capabilities.includes('invoices')) return 'source';
  return capabilities.includes('fiscal') ? 'till' : 'destination';
}

/** When it last did what it is for. Where nothing is fetched it is when it was checked. */
export function lastGoodAt(connection: ConnectionView): string | undefined {
  const isOnlyChecked = ['till', 'clients'].includes(connectionKind(connection));
  return connection.lastGoodRunAt ?? (isOnlyChecked ? connection.createdAt : undefined);
}
