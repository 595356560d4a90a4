import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { showToast } from '../../ui/toasts';
import { Line, Section } from './Section';

export function SupportSection() {
  const { t } = useTranslation('settings');
  const save = useCommand('app.saveSupportFile');
  const run = async (): Promise<void> => {
    const outcome = await save.run(undefined);
    // Nothing is said when the dialog was closed.
    if (outcome.ok && outcome.value.savedTo !== undefined)
      showToast({ state: 'ok', text: t('support.saved', { path: outcome.value.savedTo }) });
  };
  return (
    <Section title={t('support.heading')}>
      {save.problem && <ExplainedProblem problem={save.problem} />}
      <Line label={t('support.file')} note={t('support.text')}>
        <Button icon={<IconDownload size={16} stroke={1.5} />} isBusy={save.isRunning} onClick={() => void run()}>
          {t('support.save')}
        </Button>
      </Line>
    </Section>
  );
}
