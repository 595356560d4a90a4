import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../../shared/contract/sending';
import { useQuery } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { LoadingBars } from '../../ui/Loading';
import { QrCode } from '../../ui/QrCode';
import styles from './Outgoing.module.css';

/** The codes that must stand on what the buyer gets before the service knows it. */
export function OfflineCodes({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation('selling');
  const { data, problem } = useQuery('sending.links', { id: item.id });
  const codes = [
    { id: 'invoice', text: data?.invoice, label: item.remoteNumber ?? 'OFFLINE' },
    { id: 'issuer', text: data?.issuer, label: 'CERTYFIKAT' },
  ].filter(({ text }) => text !== undefined);
  const open = (
    <Button onClick={() => go({ place: 'connections', connectionId: item.connectionId })}>
      {t('open_connections')}
    </Button>
  );
  return (
    <section className={styles.block} aria-label={t('codes.title')}>
      <h3 className={styles.blockTitle}>{t('codes.title')}</h3>
      {problem && <ExplainedProblem problem={problem} tone="warn" action={open} />}
      {data === undefined && !problem && <LoadingBars rows={3} />}
      {data !== undefined && <p className={styles.rowNote}>{t(codes.length === 0 ? 'codes.none' : 'codes.text')}</p>}
      {codes.length > 0 && (
        <div className={styles.codes}>
          {codes.map(({ id, text = '', label }) => (
            <figure key={id}>
              <QrCode text={text} size={148} label={t(`codes.${id}`)} />
              <figcaption>{label}</figcaption>
            </figure>
          ))}
        </div>
      )}
    </section>
  );
}
