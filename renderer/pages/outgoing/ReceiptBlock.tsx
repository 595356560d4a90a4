import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../../shared/contract/sending';
import { useQuery } from '../../bridge/hooks';
import { CopyButton } from '../../ui/CopyButton';
import { useFormats } from '../../ui/formatsContext';
import { KeyValues } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { StateLabel } from '../../ui/StateIcon';
import { Mono } from '../../ui/values';
import { receiptTime } from './outboxWords';
import styles from './Outgoing.module.css';

/** What the service confirms, in its own words, and that it speaks of exactly this document. */
export function ReceiptBlock({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation('selling');
  const formats = useFormats();
  const receipt = useQuery('sending.receipt', { id: item.id });
  return (
    <section className={styles.block} aria-label={t('receipt.title')}>
      <h3 className={styles.blockTitle}>{t('receipt.title')}</h3>
      <Loaded query={receipt} rows={3}>
        {({ issuer, remoteNumber, sentAt, numberedAt, session, isForThese }) => (
          <>
            <StateLabel state={isForThese ? 'ok' : 'stopped'}>
              {t(isForThese ? 'receipt.same' : 'receipt.other')}
            </StateLabel>
            <KeyValues
              labelWidth={140}
              isRuled
              items={[
                { id: 'issuer', label: t('receipt.issuer'), value: issuer },
                {
                  id: 'number',
                  label: t('fact.number'),
                  value: <Mono>{remoteNumber}</Mono>,
                  after: <CopyButton text={remoteNumber} label={t('copy_number')} />,
                },
                { id: 'sent', label: t('receipt.sent'), value: receiptTime(sentAt, formats.dateTime) },
                { id: 'numbered', label: t('receipt.numbered'), value: receiptTime(numberedAt, formats.dateTime) },
                { id: 'session', label: t('receipt.session'), value: <Mono>{session}</Mono> },
              ]}
            />
          </>
        )}
      </Loaded>
    </section>
  );
}
