import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../bridge/hooks';
import { go } from '../stores/route';
import { Button } from '../ui/Button';
import { Banner } from '../ui/layout';
import { useInstantText } from '../ui/values';
import { useFormats } from '../ui/formatsContext';
import { useCompanyOrNone } from './company';

export function useIsOffline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
    () => !navigator.onLine,
  );
}

/** What concerns every page: no network, a store that is away, a vault that waits for its passphrase, schedules that came to nothing for days. */
export function Banners() {
  const { t } = useTranslation('shell');
  const formats = useFormats();
  const isOffline = useIsOffline();
  const vault = useQuery('app.vault', undefined);
  const store = useQuery('app.store', undefined);
  const instantText = useInstantText();
  const company = useCompanyOrNone();
  const silentSince = useQuery('schedules.status', undefined).data?.silentSince;
  return (
    <>
      {store.data?.awaySince !== undefined && (
        <Banner
          state="offline"
          tone="warn"
          action={
            <Button size="xs" onClick={() => go({ place: 'settings', section: 'store' })}>
              {t('store.action')}
            </Button>
          }
        >
          <b>{t('store.title', { at: instantText(store.data.awaySince) })}</b> {t('store.text')}
        </Banner>
      )}
      {vault.data && vault.data.state !== 'open' && (
        <Banner
          state="locked"
          tone="warn"
          action={
            <Button size="xs" kind="primary" onClick={() => go({ place: 'settings', section: 'vault' })}>
              {t(`vault.${vault.data.state}.action`)}
            </Button>
          }
        >
          <b>{t(`vault.${vault.data.state}.title`)}</b> {t(`vault.${vault.data.state}.text`)}
        </Banner>
      )}
      {silentSince !== undefined && !isOffline && (
        <Banner
          state="attention"
          tone="warn"
          action={
            <Button size="xs" kind="primary" onClick={() => go({ place: 'activity' })}>
              {t('silent.action')}
            </Button>
          }
        >
          <b>{t('silent.title', { since: formats.day(silentSince) })}</b> {t('silent.text')}
        </Banner>
      )}
      {isOffline && (
        <Banner state="offline">
          <b>{t('offline.title')}</b>{' '}
          {t('offline.text', { count: company?.invoiceCount ?? 0, shown: formats.count(company?.invoiceCount ?? 0) })}
        </Banner>
      )}
    </>
  );
}
