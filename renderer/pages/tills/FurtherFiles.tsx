import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { FiscalFileView } from '../../../shared/contract/fiscal';
import { useFormats } from '../../ui/formatsContext';
import { Card } from '../../ui/layout';
import { MonthRow } from './MonthRow';
import styles from './Tills.module.css';

interface Props {
  readonly files: readonly FiscalFileView[];
  readonly places: readonly ConnectionView[];
}
/** What belongs to no single till that is listed: the closings of all of them, and tills that are gone. */
export function FurtherFiles({ files, places }: Props) {
  const { t } = useTranslation('fiscal');
  const formats = useFormats();
  const months = [...new Set(files.map(({ month }) => month))].toSorted().toReversed();
  if (months.length === 0) return null;
  return (
    <Card title={t('further.title')} note={t('further.note')} isFlush>
      <ul className={styles.months}>
        {months.map((month) => {
          const own = files.filter((file) => file.month === month);
          const isOdd = own.some(({ findings }) => findings.length > 0);
          return (
            <MonthRow
              key={month}
              month={month}
              state={isOdd ? 'attention' : 'ok'}
              word={t('month.kept')}
              about={t('month.files', { count: own.length, shown: formats.count(own.length) })}
              files={own}
              places={places}
              isOpenFirst={false}
            />
          );
        })}
      </ul>
    </Card>
  );
}
