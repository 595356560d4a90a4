import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { BudgetView, ConnectionView } from '../../../shared/contract/connections';
import { useQuery } from '../../bridge/hooks';
import { useProviderText } from '../../features/connect-wizard/providerTexts';
import { Meter } from '../../ui/ProgressBar';
import { useInstantText } from '../../ui/values';
import styles from './Connections.module.css';

/** What the service still allows: the number always written, with the next time when it is used up. */
export function Allowances({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const text = useProviderText(connection.providerId);
  const instantText = useInstantText();
  const budgets = useQuery('connections.budgets', { connectionId: connection.id });
  if (!budgets.data || budgets.data.length === 0) return null;
  return (
    <section>
      <h3 className={styles.sectionTitle}>{t('allowance.heading')}</h3>
      <div className={styles.meters}>
        {budgets.data.map((budget) => (
          <div key={`${budget.group}-${budget.windowSeconds}`} className={styles.meter}>
            <Meter label={text(`budget.${budget.group}`) || budget.group} used={budget.used} limit={budget.limit} />
            <p className={styles.quiet}>
              {budget.nextAt === undefined
                ? windowText(t, budget)
                : t('allowance.next', { at: instantText(budget.nextAt) })}
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}

function windowText(t: TFunction<'connections'>, { windowSeconds }: BudgetView): string {
  if (windowSeconds === 3600) return t('allowance.hour');
  if (windowSeconds === 86_400) return t('allowance.day');
  if (windowSeconds % 60 === 0) return t('allowance.minutes', { count: windowSeconds / 60 });
  return t('allowance.seconds', { count: windowSeconds });
}
