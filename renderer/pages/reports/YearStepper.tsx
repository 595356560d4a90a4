import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/Button';
import styles from './Reports.module.css';

interface Props {
  readonly year: number;
  readonly lastYear: number;
  readonly onYear: (year: number) => void;
}
export function YearStepper({ year, lastYear, onYear }: Props) {
  const { t } = useTranslation('reports');
  return (
    <div className={styles.stepper} role="group" aria-label={t('year.label', { year })}>
      <IconButton
        size="xs"
        label={t('year.previous')}
        icon={<IconChevronLeft size={16} stroke={1.5} />}
        disabled={year <= 2000}
        onClick={() => onYear(year - 1)}
      />
      <span className={styles.year} aria-live="polite">
        {year}
      </span>
      <IconButton
        size="xs"
        label={t('year.next')}
        icon={<IconChevronRight size={16} stroke={1.5} />}
        disabled={year >= lastYear}
        onClick={() => onYear(year + 1)}
      />
    </div>
  );
}
