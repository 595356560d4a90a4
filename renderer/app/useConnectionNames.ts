import { useCallback } from 'react';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import { useQuery } from '../bridge/hooks';

export interface ConnectionName {
  readonly title: string;
  readonly letters: string;
  readonly providerName: string;
  /** In whose texts a relative key is found. */
  readonly providerId?: string;
}
const UNKNOWN: ConnectionName = { title: '—', letters: '·', providerName: '' };

/** Title and letters of a connection by its id, for tiles anywhere. */
export function useConnectionNames(companyId: CompanyId): (id: ConnectionId | undefined) => ConnectionName {
  const connections = useQuery('connections.list', { companyId });
  const providers = useQuery('providers.list', undefined);
  return useCallback(
    (id) => {
      const connection = connections.data?.find((each) => each.id === id);
      if (!connection) return UNKNOWN;
      const provider = providers.data?.find((each) => each.id === connection.providerId);
      return {
        title: connection.title,
        letters: provider?.letters ?? '·',
        providerName: provider?.name ?? '',
        providerId: connection.providerId,
      };
    },
    [connections.data, providers.data],
  );
}
