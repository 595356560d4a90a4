import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import type { RunId } from '../../../shared/domain/ids';
import { useQuery } from '../../bridge/hooks';
import { Loaded } from '../../ui/Loading';
import { FailedRun } from './FailedRun';
import { FinishedRun } from './FinishedRun';
import { GoingRun } from './GoingRun';
import { isGoing } from './runTexts';

interface Props {
  readonly runId: RunId;
  /** Shown above another run that was chosen: without its log. */
  readonly isAside?: boolean;
}
export function RunDetail({ runId, isAside = false }: Props) {
  const { t } = useTranslation('activity');
  const run = useQuery('runs.get', { runId });
  return (
    <div aria-label={t('title')}>
      <Loaded query={run}>{(data) => <Run run={data} isAside={isAside} />}</Loaded>
    </div>
  );
}

function Run({ run, isAside }: { readonly run: RunView; readonly isAside: boolean }) {
  if (isGoing(run)) return <GoingRun run={run} isAside={isAside} />;
  return run.state === 'failed' && run.problem ? (
    <FailedRun run={run} problem={run.problem} />
  ) : (
    <FinishedRun run={run} />
  );
}
