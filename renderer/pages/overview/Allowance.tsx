import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import { useQuery } from '../../bridge/hooks';
import { useFormats } from '../../ui/formatsContext';
import { Card } from '../../ui/layout';
import { Meter } from '../../ui/ProgressBar';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Overview.module.css';
import { tightBudgets } from '../../../shared/domain/tightBudgets';

/** What a service still lets us ask; only where it runs short: the connection's page shows all of it. */
export function Allowance({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('overview');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const budgets = useQuery('connections.budgets', { connectionId: connection.id });
  const shown = tightBudgets(budgets.data ?? []);
  if (shown.length === 0) return null;
  const nextAt = shown
    .flatMap((budget) => (budget.nextAt === undefined ? [] : [budget.nextAt]))
    .sort()
    .at(-1);
  const window = shown[0]?.windowSeconds ?? 3600;
  const period = window <= 60 ? 'minute' : window <= 3600 ? 'hour' : 'day';
  return (
    <Card title={t(`allowance.title_${period}`, { name: connection.title })}>
      <div className={styles.meters}>
        {shown.map((budget) => (
          <Meter
            key={`${budget.group} ${budget.windowSeconds}`}
            // A provider names its own groups; without a name the group's id is better than nothing.
            label={tAny(`budget.${budget.group}`, {
              ns: `provider.${connection.providerId}`,
              defaultValue: t(`allowance.group.${budget.group}`, { defaultValue: budget.group }),
            })}
            used={budget.used}
            limit={budget.limit}
          />
        ))}
      </div>
      <p className={styles.meterNote}>
        <StateIcon state={nextAt === undefined ? 'fine' : 'waiting'} size={14} />
        {nextAt === undefined ? t('allowance.free') : t('allowance.next_at', { time: formats.time(nextAt) })}
      </p>
    </Card>
  );
}
