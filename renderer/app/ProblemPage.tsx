import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/errors';
import { Button } from '../ui/Button';
import { ExplainedProblem } from '../ui/ExplainedProblem';
import { Page } from '../ui/Page';

export function ProblemPage({ problem, onRetry }: { readonly problem: AppError; readonly onRetry: () => void }) {
  const { t } = useTranslation('common');
  return (
    <Page width={720}>
      <ExplainedProblem
        problem={problem}
        action={
          <Button kind="primary" onClick={onRetry}>
            {t('draw_again')}
          </Button>
        }
      />
    </Page>
  );
}
