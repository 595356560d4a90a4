import { useCompanyOrNone } from '../../app/company';
import { useQuery } from '../../bridge/hooks';
import { ConnectWizard } from '../../features/connect-wizard/ConnectWizard';
import { VaultGate } from '../../features/vault/VaultGate';
import { go, useRoute } from '../../stores/route';
import { Loaded } from '../../ui/Loading';
import { FillPage } from '../../ui/Page';
import type { CompanyId } from '../../../shared/domain/ids';

export function ConnectPage() {
  const route = useRoute();
  const company = useCompanyOrNone();
  const providers = useQuery('providers.list', undefined);
  const { providerId, connectionId, actionId, purpose, isNewCompany } =
    route.place === 'connect' ? route : ({ place: 'connect' } as Extract<typeof route, { place: 'connect' }>);
  // Asked only when an existing connection signs in again; there is a company then.
  const connections = useQuery(
    'connections.list',
    { companyId: company?.id as CompanyId },
    { enabled: company !== undefined && connectionId !== undefined },
  );
  const connection = connections.data?.find(({ id }) => id === connectionId);
  const close = (): void =>
    go(company ? { place: 'connections', ...(connectionId ? { connectionId } : {}) } : { place: 'overview' });
  if (connectionId !== undefined && connections.data === undefined)
    return <Loaded query={connections}>{() => null}</Loaded>;
  return (
    <FillPage>
      <VaultGate>
        <Loaded query={providers}>
          {(list) => {
            const provider = list.find(({ id }) => id === (connection?.providerId ?? providerId));
            return (
              <ConnectWizard
                key={`${connectionId ?? ''}/${providerId ?? ''}/${actionId ?? ''}/${purpose ?? ''}`}
                providers={list}
                isNewCompany={isNewCompany ?? false}
                {...(provider ? { provider } : {})}
                {...(connection ? { connection } : {})}
                {...(actionId === undefined ? {} : { actionId })}
                {...(purpose ? { purpose } : {})}
                onClose={close}
              />
            );
          }}
        </Loaded>
      </VaultGate>
    </FillPage>
  );
}
