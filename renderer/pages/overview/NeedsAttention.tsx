import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ExpiryView } from '../../../shared/contract/expiries';
import type { FiscalOverview } from '../../../shared/contract/fiscal';
import type { AppError } from '../../../shared/errors';
import { NO_FILTERS, useInvoiceView } from '../../stores/invoiceView';
import { go } from '../../stores/route';
import { EXPIRY_SHAPES, useExpiryText } from '../connections/expiryText';
import { useFormats } from '../../ui/formatsContext';
import { Card } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { problemTexts } from '../../ui/problemTexts';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Overview.module.css';

interface Props {
  readonly connections: readonly ConnectionView[];
  /** What is damaged in the archive folder. */
  readonly findings: readonly AppError[];
  readonly invoicesToLookAt: number;
  /** Sign-ins of this company that end soon. */
  readonly expiries: readonly ExpiryView[];
  /** What tills have signed and nobody has fetched yet. */
  readonly fiscal: FiscalOverview | undefined;
  /** A part that is not known yet, or could not be read: that nothing waits is not said without it. */
  readonly unknown: Parameters<typeof Loaded<unknown>>[0]['query'] | undefined;
}
export function NeedsAttention({ connections, findings, invoicesToLookAt, expiries, fiscal, unknown }: Props) {
  const { t } = useTranslation('overview');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const setFilters = useInvoiceView((state) => state.setFilters);
  const troubled = connections.filter((each) => each.state === 'needs_attention' || each.state === 'unverified');
  // What stopped already says so itself.
  const ending = expiries.filter(({ connectionId }) => !troubled.some(({ id }) => id === connectionId));
  const waiting = fiscal?.alarm === 'calm' ? undefined : fiscal?.next;
  const counts = [ending.length, troubled.length, findings.length, invoicesToLookAt];
  const isCalm = unknown === undefined && counts.every((count) => count === 0) && waiting === undefined;
  return (
    <Card title={t('needs.title')} isFlush>
      {isCalm && (
        <p className={styles.quiet}>
          <StateIcon state="ok" />
          {t('needs.nothing')}
        </p>
      )}
      {unknown && (
        <Loaded query={unknown} rows={2}>
          {() => null}
        </Loaded>
      )}
      {findings.map((finding) => (
        <button
          key={`${finding.key} ${String(finding.params['file'])}`}
          type="button"
          className={styles.row}
          onClick={() => go({ place: 'settings', section: 'data' })}
        >
          <StateIcon state="attention" />
          <span className={styles.rowText}>
            <b>{t('needs.archive')}</b>
            <span>{problemTexts(tAny, finding).what}</span>
          </span>
          <IconArrowRight size={16} stroke={1.5} />
        </button>
      ))}
      {waiting && (
        <button type="button" className={styles.row} onClick={() => go({ place: 'tills' })}>
          <StateIcon state={fiscal?.alarm === 'soon' ? 'late' : 'attention'} />
          <span className={styles.rowText}>
            <b>{t('needs.till', { month: formats.monthYear(waiting.month) })}</b>
            <span>
              {waiting.daysLeft > 0
                ? t('needs.till_days', { count: waiting.daysLeft, shown: formats.count(waiting.daysLeft) })
                : t('needs.till_late')}
            </span>
          </span>
          <IconArrowRight size={16} stroke={1.5} />
        </button>
      )}
      {troubled.map((connection) => (
        <button
          key={connection.id}
          type="button"
          className={styles.row}
          onClick={() => go({ place: 'connections', connectionId: connection.id })}
        >
          <StateIcon state={connection.state === 'unverified' ? 'unverified' : 'attention'} />
          <span className={styles.rowText}>
            <b>{connection.title}</b>
            <span>{connection.problem ? problemTexts(tAny, connection.problem).what : t('needs.unverified')}</span>
          </span>
          <IconArrowRight size={16} stroke={1.5} />
        </button>
      ))}
      {ending.map((one) => (
        <Ending key={`${one.connectionId} ${one.field ?? one.kind} ${String(one.isNoted)}`} one={one} />
      ))}
      {invoicesToLookAt > 0 && (
        <button
          type="button"
          className={styles.row}
          onClick={() => {
            setFilters({ ...NO_FILTERS, needsLook: true });
            go({ place: 'invoices' });
          }}
        >
          <StateIcon state="attention" />
          <span className={styles.rowText}>
            <b>{t('needs.invoices', { count: invoicesToLookAt, shown: formats.count(invoicesToLookAt) })}</b>
            <span>{t('needs.invoices_why')}</span>
          </span>
          <IconArrowRight size={16} stroke={1.5} />
        </button>
      )}
    </Card>
  );
}

function Ending({ one }: { readonly one: ExpiryView }) {
  const { what, left, date } = useExpiryText(one);
  return (
    <button
      type="button"
      className={styles.row}
      onClick={() => go({ place: 'connections', connectionId: one.connectionId })}
    >
      <StateIcon state={EXPIRY_SHAPES[one.state]} />
      <span className={styles.rowText}>
        <b>{one.title}</b>
        <span>{[what, left, date].join(' · ')}</span>
      </span>
      <IconArrowRight size={16} stroke={1.5} />
    </button>
  );
}
