import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FiscalModuleView, FiscalMonth } from '../../../shared/contract/fiscal';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { Card } from '../../ui/layout';
import { StateLabel, type State } from '../../ui/StateIcon';
import { Mono } from '../../ui/values';
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
  readonly onCode: (code: string) => void;
}
/** One security module and its months, newest first. */
export function ModuleCard({ module, onCode }: Props) {
  const { t } = useTranslation('fiscal');
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const about = (month: FiscalMonth): string =>
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
    ]
      .filter((text) => text !== '')
      .join(' · ');
  return (
    <Card title={module.name} note={t(`module.${module.state}`)} isFlush>
      <p className={styles.serial}>
        {t('module.serial')} <Mono>{module.serial}</Mono>
      </p>
      <ul className={styles.months}>
        {module.months.toReversed().map((month) => (
          <li key={month.month}>
            <button type="button" className={styles.month} onClick={() => go({ place: 'reports', month: month.month })}>
              <span className={styles.monthName}>{formats.monthYear(month.month)}</span>
              <StateLabel state={STATES[month.state]}>{t(`month.${month.state}`)}</StateLabel>
              <span className={styles.monthAbout}>{about(month)}</span>
            </button>
          </li>
        ))}
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
