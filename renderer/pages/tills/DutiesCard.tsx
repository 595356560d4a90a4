import { useTranslation } from 'react-i18next';
import type { FiscalOverview } from '../../../shared/contract/fiscal';
import { useFormats } from '../../ui/formatsContext';
import { Card } from '../../ui/layout';
import { StateIcon } from '../../ui/StateIcon';
import { dutiesOf } from './duties';
import styles from './Tills.module.css';

/** In the shop owner's words: what is asked, whether it is done, what to do. */
export function DutiesCard({ overview }: { readonly overview: FiscalOverview }) {
  const { t } = useTranslation('fiscal');
  const formats = useFormats();
  const { next, notUploaded } = overview;
  const params = {
    month: next === undefined ? '' : formats.monthYear(next.month),
    date: next === undefined ? '' : formats.dateLong(next.goneFrom),
    days: formats.count(next?.daysLeft ?? 0),
    files: formats.count(notUploaded),
  };
  return (
    <Card title={t('duties.title')} isFlush>
      <ul className={styles.duties}>
        {dutiesOf(overview).map(({ id, state, word }) => (
          <li key={id} className={styles.duty}>
            <StateIcon state={state} label={t(`duties.state.${state}`)} />
            <span className={styles.dutyText}>
              <b>{t(`duties.${id}.title`)}</b>
              <span>{t(`duties.${id}.${word}`, params)}</span>
              <span className={styles.law}>{t(`duties.${id}.law`)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
