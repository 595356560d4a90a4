import type { CompanyId } from '../../../shared/domain/ids';
import { useQuery } from '../../bridge/hooks';
import type { NameOf } from './runTexts';

/** Titles of connections by id; nothing for one that was removed. */
export function useRunNames(companyId: CompanyId): NameOf {
  const connections = useQuery('connections.list', { companyId });
  return (id) => connections.data?.find((each) => each.id === id)?.title;
}
