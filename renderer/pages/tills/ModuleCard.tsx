import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { FiscalFileView, FiscalModuleView, FiscalMonth } from '../../../shared/contract/fiscal';
import { Button } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { Card } from '../../ui/layout';
import type { State } from '../../ui/StateIcon';
import { Mono } from '../../ui/values';
import { MonthRow } from './MonthRow';
import { ReceiptsOf } from './ReceiptsOf';
import styles from './Tills.module.css';

const STATES: Readonly<Record<FiscalMonth['state'], State>> = {
  kept: 'ok',
  nothing: 'fine',
  running: 'not_due',
  due: 'due',
  late: 'attention',
};

interface Props {
  readonly module: FiscalModuleView;
  /** Kept of it, of any month. */
  readonly files: readonly FiscalFileView[];
  readonly places: readonly ConnectionView[];
  readonly onCode: (code: string) => void;
}
/** One security module and its months, newest first. */
export function ModuleCard({ module, files, places, onCode }: Props) {
  const { t } = useTranslation('fiscal');
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const newest = files.at(-1)?.month;
  const about = (month: FiscalMonth, kept: number): string =>
    [
      month.state === 'kept' ? t('month.records', { count: month.records, shown: formats.count(month.records) }) : '',
      month.state === 'due'
        ? t('month.days_left', { count: month.daysLeft, shown: formats.count(month.daysLeft) })
        : '',
      month.state === 'late' ? t('month.gone', { date: formats.date(month.goneFrom) }) : '',
      month.missingBefore === undefined
        ? ''
        : t('month.missing_before', { count: month.missingBefore, shown: formats.count(month.missingBefore) }),
      month.findings === 0 ? '' : t('month.findings', { count: month.findings, shown: formats.count(month.findings) }),
      kept === 0 ? '' : t('month.files', { count: kept, shown: formats.count(kept) }),
    ]
      .filter((text) => text !== '')
      .join(' · ');
  return (
    <Card title={module.name} note={t(`module.${module.state}`)} isFlush>
      <p className={styles.serial}>
        {t('module.serial')} <Mono>{module.serial}</Mono>
      </p>
      <ul className={styles.months}>
        {module.months.toReversed().map((month) => {
          const own = files.filter((file) => file.month === month.month);
          return (
            <MonthRow
              key={month.month}
              month={month.month}
              state={STATES[month.state]}
              word={t(`month.${month.state}`)}
              about={about(month, own.length)}
              files={own}
              places={places}
              isOpenFirst={month.month === newest}
            />
          );
        })}
      </ul>
      <div className={styles.foot}>
        <Button kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'receipts.hide' : 'receipts.show')}
        </Button>
      </div>
      {isOpen && <ReceiptsOf module={module} onCode={onCode} />}
    </Card>
  );
}
