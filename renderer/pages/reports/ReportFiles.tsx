import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ReportView } from '../../../shared/contract/reports';
import { useQuery } from '../../bridge/hooks';
import { useFormats } from '../../ui/formatsContext';
import { CheckMonth } from './CheckMonth';
import { DropFiles } from './DropFiles';
import styles from './ReportFiles.module.css';
import { ReportRow } from './ReportRow';
import type { ShownMonth } from './useMonth';
import { WatchedFolder } from './WatchedFolder';

interface Props {
  readonly shown: ShownMonth;
  readonly currentMonth: string;
  readonly places: readonly ConnectionView[];
  readonly reports: readonly ReportView[];
  /** Where a bundle is shown, its table has the button. */
  readonly withCheck: boolean;
}
/** What belongs to the month besides the bundle. */
export function ReportFiles({ shown, currentMonth, places, reports, withCheck }: Props) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const { companyId, month } = shown;
  const unsorted = useQuery('reports.unsorted', { companyId });
  const name = formats.monthYearInside(month);
  const rows = (list: readonly ReportView[]) =>
    list.map((report) => (
      <ReportRow
        key={report.id}
        report={report}
        places={places}
        currentMonth={currentMonth}
        isBusy={shown.going !== undefined}
      />
    ));
  return (
    <section className={styles.card} aria-label={t('files.title', { month: name })}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('files.title', { month: name })}</h2>
        {withCheck && <CheckMonth shown={shown} />}
      </header>
      {reports.length > 0 && (
        <div role="table" className={styles.table} aria-label={t('files.title', { month: name })}>
          <div role="row" className={`${styles.row} ${styles.columns}`}>
            <span role="columnheader">{t('files.name')}</span>
            <span role="columnheader" className={styles.size}>
              {t('files.size')}
            </span>
            <span role="columnheader">{t('files.month_head')}</span>
            <span role="columnheader">{t('files.state')}</span>
            <span aria-hidden />
          </div>
          {rows(reports)}
        </div>
      )}
      {(unsorted.data ?? []).length > 0 && (
        <div className={styles.unsorted}>
          <h3 className={styles.sub}>{t('files.unsorted')}</h3>
          <p className={styles.quiet}>{t('files.unsorted_text')}</p>
          <div role="table" className={styles.table} aria-label={t('files.unsorted')}>
            {rows(unsorted.data ?? [])}
          </div>
        </div>
      )}
      <DropFiles shown={shown} isEmpty={reports.length === 0} />
      <WatchedFolder companyId={companyId} />
    </section>
  );
}
