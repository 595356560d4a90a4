import { IconCloudUpload, IconPackage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../bridge/hooks';
import { isPaused } from '../../features/runs/runTexts';
import { Button } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';
import { nextStep } from './monthPlan';
import type { ShownMonth } from './useMonth';

const icon = { size: 16, stroke: 1.5 } as const;

/** What the month needs next is the one primary button. */
export function MonthActions({ shown, currentMonth }: { readonly shown: ShownMonth; readonly currentMonth: string }) {
  const { t } = useTranslation('reports');
  const { t: closing } = useTranslation('closing');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const build = useCommand('reports.build');
  const upload = useCommand('reports.upload');
  const { companyId, month } = shown;
  const connections = useQuery('connections.list', { companyId });
  const destinations = (connections.data ?? []).filter(
    ({ capabilities, state }) => capabilities.includes('files') && state !== 'paused',
  );
  if (!shown.query.data) return null;
  const plan = nextStep(
    shown.query.data,
    destinations.map(({ id }) => id),
    month > currentMonth,
  );
  // A stop has its own button that comes first.
  const primary = shown.stopped && !shown.going ? undefined : plan.primary;
  const isBusy = shown.going !== undefined || build.isRunning || upload.isRunning;
  // Nothing turns while it is held.
  const turns = isBusy && !(shown.going && isPaused(shown.going));
  const start = async (command: typeof build | typeof upload): Promise<void> => {
    const outcome = await command.run({ companyId, month });
    if (!outcome.ok) showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
  };
  const name = formats.monthNameInside(month);
  const builds = (): string => {
    if (shown.closing?.closedAt !== undefined) return closing('supplement');
    return plan.build === 'next' ? t('build_next', { revision: plan.nextRevision }) : t('build', { month: name });
  };
  return (
    <>
      {plan.build !== 'none' && (
        <Button
          kind={primary === 'build' ? 'primary' : 'default'}
          icon={<IconPackage {...icon} />}
          isBusy={turns && shown.going?.kind !== 'upload'}
          disabled={isBusy}
          onClick={() => void start(build)}
        >
          {builds()}
        </Button>
      )}
      {plan.canUpload && (
        <Button
          kind={primary === 'upload' ? 'primary' : 'default'}
          icon={<IconCloudUpload {...icon} />}
          isBusy={turns && shown.going?.kind !== 'build'}
          disabled={isBusy}
          onClick={() => void start(upload)}
        >
          {t('upload', { month: name })}
        </Button>
      )}
    </>
  );
}
