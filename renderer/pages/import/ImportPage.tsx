import type { ImportId, ImportView } from '../../../shared/contract/imports';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../bridge/hooks';
import { go, useRoute } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { Card, PageTitle } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { ProgressBar } from '../../ui/ProgressBar';
import { ColumnsStep } from './ColumnsStep';
import styles from './Import.module.css';
import { PlanStep } from './PlanStep';

/** Files on their way in: nothing is stored before the last button. */
export function ImportPage() {
  const route = useRoute();
  const importId = (route.place === 'import' ? route.importId : '') as ImportId;
  const view = useQuery('imports.get', { importId }, { enabled: importId !== '' });
  const discard = useCommand('imports.discard');
  const leave = (): void => {
    void discard.run({ importId });
    go({ place: 'invoices' });
  };
  if (view.data?.step === 'plan') return <PlanStep view={view.data} onLeave={leave} />;
  return (
    <Page>
      <Loaded query={view}>
        {(data) =>
          data.step === 'columns' ? (
            <ColumnsStep key={data.tables.map((table) => table.signature).join()} view={data} onLeave={leave} />
          ) : (
            <Going view={data} onLeave={leave} />
          )
        }
      </Loaded>
    </Page>
  );
}

interface StepProps {
  readonly view: ImportView;
  readonly onLeave: () => void;
}
function Going({ view, onLeave }: StepProps) {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const { step, done, total, problem } = view;
  const title = t(step === 'reading' ? 'reading' : 'comparing', {
    count: view.files.length,
    shown: formats.count(view.files.length),
  });
  return (
    <>
      <PageTitle title={problem ? t('stopped') : title} subtitle={t('nothing_yet')} />
      {problem ? (
        <ExplainedProblem problem={problem} action={<Button onClick={onLeave}>{t('leave')}</Button>} />
      ) : (
        <Card>
          <div className={styles.going}>
            <ProgressBar label={title} done={done} {...(total === undefined ? {} : { total })} />
            <Button onClick={onLeave}>{t('leave')}</Button>
          </div>
        </Card>
      )}
    </>
  );
}
