import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import { useCommand, useQuery } from '../../bridge/hooks';
import { OnOff } from '../../ui/OnOff';
import styles from './Schedules.module.css';

/** At the end of the wizard: one click, at a time that suits the services. */
export function ScheduleOffer({ companyId }: { readonly companyId: CompanyId }) {
  const { t } = useTranslation('schedule');
  const known = useQuery('schedules.list', { companyId });
  const suggested = useQuery('schedules.suggest', { companyId, work: 'sync' });
  const save = useCommand('schedules.save');
  const remove = useCommand('schedules.remove');
  const own = known.data?.find(({ work }) => work === 'sync');
  const rule = own?.rule ?? suggested.data?.rule;
  if (!known.data || !suggested.data || !rule) return null;
  const { zone, rule: offered } = suggested.data;
  const change = (isOn: boolean): void => {
    if (!isOn && own) void remove.run({ id: own.id });
    if (isOn) void save.run({ companyId, work: 'sync', rule: offered, zone, catchUp: 'when_possible', isOn });
  };
  return (
    <div className={styles.offer}>
      <div>
        <div className={styles.name}>{t('offer.title')}</div>
        <div className={styles.note}>{t('offer.note', { at: rule.at })}</div>
      </div>
      <OnOff name={t('offer.title')} value={own?.isOn === true} onChange={change} />
    </div>
  );
}
