import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BundleView } from '../../../shared/contract/reports';
import { useFormats } from '../../ui/formatsContext';
import styles from './Reports.module.css';

/** A late arrival makes the next revision; it explains itself. */
export function LateCard({ bundle, monthName }: { readonly bundle: BundleView; readonly monthName: string }) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  return (
    <section className={styles.late}>
      <IconInfoCircle size={16} stroke={1.5} />
      <p>
        <b>{t('late.why')}</b>{' '}
        {t('late.text', {
          count: bundle.lateCount,
          shown: formats.count(bundle.lateCount),
          month: monthName,
          revision: bundle.revision,
        })}
      </p>
    </section>
  );
}
