import { IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/errors';
import type { CallOutput } from '../../bridge/bridge';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Mono } from '../../ui/values';
import { Line, Section } from './Section';
import { useAskedSection } from './useAskedSection';

interface Props {
  readonly info: CallOutput<'app.info'>;
  /** What is damaged in the archive folder. */
  readonly findings: readonly AppError[];
}
export function DataSection({ info, findings }: Props) {
  const { t } = useTranslation('settings');
  const show = useCommand('app.showDataFolder');
  const place = useAskedSection('data', true);
  return (
    <div ref={place}>
      <Section title={t('data.heading')}>
        {findings.map((finding) => (
          <ExplainedProblem key={`${finding.key} ${String(finding.params['file'])}`} problem={finding} tone="warn" />
        ))}
        {show.problem && <ExplainedProblem problem={show.problem} />}
        <Line
          label={t('data.folder')}
          note={
            <>
              <Mono>{info.dataFolder}</Mono>
              <br />
              {t('data.folder_note')}
            </>
          }
        >
          <CopyButton text={info.dataFolder} label={t('data.copy')} />
          <Button
            icon={<IconFolderOpen size={16} stroke={1.5} />}
            isBusy={show.isRunning}
            onClick={() => void show.run(undefined)}
          >
            {t('data.show')}
          </Button>
        </Line>
      </Section>
    </div>
  );
}
