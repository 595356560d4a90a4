import { useTranslation } from 'react-i18next';
import type { CompanyId, ConnectionId } from '../../../shared/domain/ids';
import { useQuery } from '../../bridge/hooks';
import { RunActions } from '../../features/runs/RunActions';
import { RunPartRow } from '../../features/runs/RunPartRow';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Card } from '../../ui/layout';

interface Props {
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
}
/** What is still coming from the service, or why the last time brought less than was asked for. */
export function LastFetch({ companyId, connectionId }: Props) {
  const { t } = useTranslation('fiscal');
  const runs = useQuery('runs.list', { companyId, connectionId, kind: 'sync', limit: 1 });
  const run = runs.data?.[0];
  const part = run?.parts.find((each) => each.connectionId === connectionId);
  if (run === undefined || part === undefined) return null;
  if (part.state === 'running' || part.state === 'waiting') {
    return (
      <Card title={t('coming')} isFlush>
        <RunPartRow run={run} part={part} />
      </Card>
    );
  }
  // The one primary button of the page fetches already.
  if (part.problem === undefined || part.state === 'cancelled') return null;
  return <ExplainedProblem problem={part.problem} action={<RunActions run={run} withMonth={false} />} />;
}
