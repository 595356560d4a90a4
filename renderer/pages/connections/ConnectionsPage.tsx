import { IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ProviderView } from '../../../shared/contract/providers';
import { useCompany } from '../../app/company';
import { useQuery } from '../../bridge/hooks';
import { go, useRoute } from '../../stores/route';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/layout';
import { ListDetail } from '../../ui/ListDetail';
import { Loaded } from '../../ui/Loading';
import { FillPage, Page } from '../../ui/Page';
import { ConnectionDetail } from './ConnectionDetail';
import { ConnectionList } from './ConnectionList';
import { ExpiryCalendar } from './ExpiryCalendar';

export function ConnectionsPage() {
  const company = useCompany();
  const connections = useQuery('connections.list', { companyId: company.id });
  const providers = useQuery('providers.list', undefined);
  if (connections.data === undefined || providers.data === undefined) {
    return (
      <Page>
        <Loaded query={connections}>{() => <Loaded query={providers}>{() => null}</Loaded>}</Loaded>
      </Page>
    );
  }
  return <Connections connections={connections.data} providers={providers.data} />;
}

interface Props {
  readonly connections: readonly ConnectionView[];
  readonly providers: readonly ProviderView[];
}
function Connections({ connections, providers }: Props) {
  const { t } = useTranslation('connections');
  const route = useRoute();
  const askedId = route.place === 'connections' ? route.connectionId : undefined;
  const isCalendar = route.place === 'connections' && route.isCalendar === true;
  if (connections.length === 0) {
    return (
      <FillPage>
        <EmptyState
          icon={<IconPlugConnected size={24} stroke={1.5} />}
          title={t('empty.title')}
          text={t('empty.text')}
          action={
            <Button kind="primary" onClick={() => go({ place: 'connect' })}>
              {t('empty.action')}
            </Button>
          }
        />
      </FillPage>
    );
  }
  const asked = connections.find(({ id }) => id === askedId);
  const shown = asked ?? connections.find(({ state }) => state === 'needs_attention') ?? connections[0];
  return (
    <ListDetail
      listLabel={t('title')}
      list={
        <ConnectionList
          connections={connections}
          providers={providers}
          shownId={isCalendar ? undefined : shown?.id}
          isCalendar={isCalendar}
          onChoose={(connectionId) => go({ place: 'connections', connectionId })}
        />
      }
      detailLabel={isCalendar ? t('expiry.title') : (shown?.title ?? t('title'))}
      isDetailOpen={isCalendar || asked !== undefined}
      backLabel={t('back_to_list')}
      onBack={() => go({ place: 'connections' })}
      detail={
        isCalendar ? (
          <ExpiryCalendar providers={providers} />
        ) : (
          shown && (
            <ConnectionDetail
              key={shown.id}
              connection={shown}
              provider={providers.find(({ id }) => id === shown.providerId)}
            />
          )
        )
      }
    />
  );
}
