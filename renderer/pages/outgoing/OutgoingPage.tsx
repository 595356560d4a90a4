import { IconArrowLeft, IconPlus, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCompany } from '../../app/company';
import { useQuery } from '../../bridge/hooks';
import { go, useRoute } from '../../stores/route';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/layout';
import { ListDetail } from '../../ui/ListDetail';
import { Loaded } from '../../ui/Loading';
import { FillPage } from '../../ui/Page';
import { OutboxDetail } from './OutboxDetail';
import { OutgoingList } from './OutgoingList';
import styles from './Outgoing.module.css';
import { SendingOff } from './SendingOff';

const SHOWN = 200;

/** Drafts, what is on its way, and what came of it. */
export function OutgoingPage() {
  const { t } = useTranslation('selling');
  const { id: companyId } = useCompany();
  const route = useRoute();
  const drafts = useQuery('selling.drafts', { companyId });
  const items = useQuery('sending.list', { companyId, limit: SHOWN });
  const senders = useQuery('sending.senders', { companyId });
  const chosen = route.place === 'outgoing' ? route.outboxId : undefined;
  const shown = items.data?.find(({ id }) => id === chosen) ?? items.data?.[0];
  // One that sends is enough; the others say so where they are chosen.
  const off = senders.data?.some(({ isOn, isPaused }) => isOn && !isPaused) === true ? undefined : senders.data?.[0];
  return (
    <FillPage>
      <div className={styles.head}>
        <Button kind="quiet" icon={<IconArrowLeft size={16} stroke={1.5} />} onClick={() => go({ place: 'invoices' })}>
          {t('back')}
        </Button>
        <h1 className={styles.title} tabIndex={-1} data-page-title>
          {t('outgoing')}
        </h1>
        <span className={styles.headEnd}>
          <NewInvoice />
        </span>
      </div>
      {off !== undefined && (
        <div className={styles.off}>
          <SendingOff sender={off} />
        </div>
      )}
      <Loaded query={items} rows={10}>
        {(list) =>
          list.length === 0 && (drafts.data ?? []).length === 0 ? (
            <EmptyState
              icon={<IconSend size={22} stroke={1.5} />}
              title={t('empty.title')}
              text={t('empty.text')}
              action={<NewInvoice isPrimary />}
            />
          ) : (
            <ListDetail
              list={<OutgoingList companyId={companyId} drafts={drafts.data ?? []} items={list} shownId={shown?.id} />}
              listLabel={t('outgoing')}
              detail={shown === undefined ? <Nothing /> : <OutboxDetail key={shown.id} item={shown} />}
              detailLabel={t('detail')}
              isDetailOpen={chosen !== undefined}
              backLabel={t('outgoing')}
              onBack={() => go({ place: 'outgoing' })}
            />
          )
        }
      </Loaded>
    </FillPage>
  );
}

function NewInvoice({ isPrimary = false }: { readonly isPrimary?: boolean }) {
  const { t } = useTranslation('selling');
  return (
    <Button
      kind={isPrimary ? 'primary' : 'default'}
      icon={<IconPlus size={16} stroke={1.5} />}
      onClick={() => go({ place: 'sale' })}
    >
      {t('new')}
    </Button>
  );
}

function Nothing() {
  const { t } = useTranslation('selling');
  return <p className={styles.nothing}>{t('nothing_sent')}</p>;
}
