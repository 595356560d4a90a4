import { useTranslation } from 'react-i18next';
import type { OutboxId } from '../../../shared/contract/sending';
import { useQuery } from '../../bridge/hooks';
import { ExplainedProblem } from '../../ui/ExplainedProblem';

/** Why the first try was refused stays in sight while it is written on. */
export function RefusedBefore({ id }: { readonly id: OutboxId }) {
  const { t } = useTranslation('selling');
  const { data } = useQuery('sending.get', { id });
  if (data?.problem === undefined) return null;
  return (
    <ExplainedProblem
      problem={data.problem}
      tone="warn"
      title={t('form.refused', { number: data.facts.number })}
      {...(data.mode === 'online' ? {} : { note: t('form.technical') })}
    />
  );
}
