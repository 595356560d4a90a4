import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import type { AppError } from '../../../shared/errors';
import { StateLabel } from '../../ui/StateIcon';
import styles from './Run.module.css';
import { whatWasMissing, type Need } from './uploadNeeds';

const NEEDS: readonly Need[] = ['folder', 'right', 'size'];

/** What is looked at before the first byte of an upload leaves, and which of the three it was. */
export function UploadChecks({ run, problem }: { readonly run: RunView; readonly problem: AppError }) {
  const { t } = useTranslation('activity');
  const missing = run.kind === 'upload' ? whatWasMissing(problem.key) : null;
  if (missing === null) return null;
  return (
    <section className={styles.card} aria-label={t('upload_checks.title')}>
      <h3 className={styles.title}>{t('upload_checks.title')}</h3>
      <ul className={styles.needs}>
        {NEEDS.map((need) => (
          <li key={need}>
            <StateLabel state={need === missing ? 'stopped' : 'offline'}>
              {t(`upload_checks.${need}`)}: {t(need === missing ? 'upload_checks.this' : 'upload_checks.fine')}
            </StateLabel>
          </li>
        ))}
      </ul>
    </section>
  );
}
