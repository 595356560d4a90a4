import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { isPaused } from './runTexts';

const icon = { size: 16, stroke: 1.5 } as const;

/** Holds an upload, or lets it go on: nothing that was sent is sent again. */
export function PauseButton({ run, size = 'sm' }: { readonly run: RunView; readonly size?: 'sm' | 'xs' }) {
  const { t } = useTranslation('activity');
  const pause = useCommand('runs.pause');
  const resume = useCommand('runs.resume');
  if (run.kind !== 'upload') return null;
  const isHeld = isPaused(run);
  return (
    <Button
      size={size}
      icon={isHeld ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
      isBusy={pause.isRunning || resume.isRunning}
      onClick={() => void (isHeld ? resume : pause).run({ runId: run.id })}
    >
      {t(isHeld ? 'resume' : 'pause')}
    </Button>
  );
}
